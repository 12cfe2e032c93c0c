import pytest

from exposure_components.problems import LONGEST_VALUE, Problem, did_you_mean, join, shorten


def test_a_problem_reads_path_value_rule_remedy() -> None:
    problem = Problem("ports[1].node_port", 80, "is outside of 30000-32767", "choose one inside")
    assert str(problem) == "ports[1].node_port: 80 is outside of 30000-32767; choose one inside"


def test_a_problem_of_nothing_shows_no_value() -> None:
    assert str(Problem("image", None, "is missing", "add it")) == "image: is missing; add it"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("a", "a"),
        ("", '""'),
        (0, "0"),
        (1.5, "1.5"),
        (False, "False"),
        (["a"], "['a']"),
        ("x" * LONGEST_VALUE, "x" * LONGEST_VALUE),
        ("x" * (LONGEST_VALUE + 1), "x" * (LONGEST_VALUE - 1) + "…"),
    ],
    ids=["text", "empty", "zero", "fraction", "bool", "list", "fits", "long"],
)
def test_a_value_is_shown(value: object, shown: str) -> None:
    assert shorten(value) == shown


@pytest.mark.parametrize(
    ("path", "key", "joined"),
    [
        ("", "ports", "ports"),
        ("ports", "[0]", "ports[0]"),
        ("ports[0]", "name", "ports[0].name"),
        ("ports", "", "ports"),
    ],
)
def test_a_path_and_a_key_join(path: str, key: str, joined: str) -> None:
    assert join(path, key) == joined


def test_a_problem_is_seen_from_above() -> None:
    assert str(Problem("port", 0, "is low", "raise it").under("ports[0]")) == (
        "ports[0].port: 0 is low; raise it"
    )


@pytest.mark.parametrize(
    ("word", "remedy"),
    [
        ("imag", "did you mean image?"),
        ("IMAGE", "did you mean image?"),
        ("tcp", "did you mean TCP?"),
        ("zzz", "choose one"),
    ],
)
def test_a_near_word_is_suggested(word: str, remedy: str) -> None:
    assert did_you_mean(word, ["image", "TCP"], "choose one") == remedy
