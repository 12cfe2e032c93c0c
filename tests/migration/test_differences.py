"""Properties that differ, leaf by leaf."""

from typing import Any

import pytest

from exposure_components.migration.differences import ABSENT, differences, spelled
from exposure_components.migration.state import SECRET, UNKNOWN

PORT = {"port": 80, "protocol": "TCP"}


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param({"a": 1}, {"a": 1}, [], id="same"),
        pytest.param({"a": {"b": 1}}, {"a": {"b": 2}}, [("a.b", 1, 2)], id="leaf"),
        pytest.param({"a": 1}, {}, [("a", 1, ABSENT)], id="left out"),
        pytest.param({}, {"a": {"b": 1}}, [("a", ABSENT, {"b": 1})], id="new as a whole"),
        pytest.param({"a": None}, {}, [], id="null is nothing"),
        pytest.param({"a": True}, {"a": 1}, [("a", True, 1)], id="a boolean is no number"),
        pytest.param(
            {"p": [PORT]},
            {"p": [{**PORT, "port": 81}, PORT]},
            [("p[0].port", 80, 81), ("p[1]", ABSENT, PORT)],
            id="item by item",
        ),
        pytest.param({"a": "x"}, {"a": SECRET}, [], id="a secret is taken to be the same"),
        pytest.param({}, {"a": SECRET}, [("a", ABSENT, SECRET)], id="a secret comes"),
        pytest.param({"a": SECRET}, {}, [("a", SECRET, ABSENT)], id="a secret goes"),
        pytest.param(
            {"a": UNKNOWN}, {"a": UNKNOWN}, [("a", UNKNOWN, UNKNOWN)], id="unknown on both sides"
        ),
        pytest.param({"a": {}}, {"a": "x"}, [("a", {}, "x")], id="another shape"),
    ],
)
def test_each_leaf_that_differs(before: Any, after: Any, found: list[Any]) -> None:
    assert [(d.text, d.before, d.after) for d in differences(before, after)] == found


def test_paths_are_spelled_as_pulumi_does() -> None:
    path = ("metadata", "labels", "app.kubernetes.io/name", 0, "x")
    assert spelled(path) == 'metadata.labels["app.kubernetes.io/name"][0].x'
