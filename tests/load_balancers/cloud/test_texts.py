from typing import Any

import pytest

from exposure_components.load_balancers.cloud.texts import text, told
from tests.load_balancers.cloud.apps import Known


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a", "a"),
        (True, "true"),
        (False, "false"),
        (-1, "-1"),
        (["a", "b"], "a,b"),
        ([80, 443], "80,443"),
        ({"a": "b", "c": True}, "a=b,c=true"),
        ([], ""),
    ],
    ids=["text", "true", "false", "number", "list", "numbers", "mapping", "nothing"],
)
def test_an_annotation_is_a_text(value: Any, shown: str) -> None:
    assert text(value) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Known("a"), "a"),
        ([Known("a"), "b"], "a,b"),
        (["a", Known("b"), Known("c")], "a,b,c"),
        ({"a": Known("b"), "c": "d"}, "a=b,c=d"),
    ],
    ids=["alone", "first of a list", "last of a list", "in a mapping"],
)
def test_a_value_that_comes_later_makes_a_text_that_comes_later(value: Any, shown: str) -> None:
    made = text(value)
    assert isinstance(made, Known)
    assert made.value == shown


def test_an_annotation_is_named_like_its_field() -> None:
    assert told("a.io/", {"b_c": 1, "d": 2}, ["b_c", "e"]) == {"a.io/b-c": "1"}
