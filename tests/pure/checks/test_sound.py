from exposure_components.args.app import AppArgs
from exposure_components.checks.sound import Sound, sound
from exposure_components.problems import Problem
from tests.pure.apps import Later


def test_a_value_that_is_broken_or_missing_reads_as_its_default() -> None:
    args, problems = sound({"image": 3, "replicas": 2, "env": {"A": 1}}, AppArgs)
    assert [p.path for p in problems] == ["image", "env.A"]
    assert args.get("image") is None
    assert args.get("image", "x") == "x"
    assert args.get("env", {}) == {}
    assert args.get("kind", "none") == "none"
    assert args.get("replicas") == 2


def test_a_path_like_a_broken_one_is_not_broken() -> None:
    args = Sound({"env": {}, "env_from": []}, "", ("env_from[0]", "environment"))
    assert args.get("env", "broken") == {}
    assert args.get("env_from", "broken") == "broken"


def test_an_output_reads_as_the_default_where_only_plain_values_do() -> None:
    later = Later()
    args = Sound({"image": later})
    assert args.get("image") is later
    assert args.plain("image", "x") == "x"


def test_a_part_knows_where_it_stands() -> None:
    args = Sound({"cluster": {"nodes": [{"name": "a"}, 3]}})
    nodes = args.below("cluster").items("nodes")
    assert [(n.path, dict(n.value)) for n in nodes] == [
        ("cluster.nodes[0]", {"name": "a"}),
        ("cluster.nodes[1]", {}),
    ]
    assert nodes[0].problem("name", "is bad", "change it") == Problem(
        "cluster.nodes[0].name", "a", "is bad", "change it"
    )


def test_what_is_no_mapping_or_list_is_empty() -> None:
    args = Sound({"cluster": 3, "ports": "8086", "cidrs": "10.0.0.0/8"})
    assert args.below("cluster") == Sound({}, "cluster")
    assert args.items("ports") == []
    assert args.texts("cidrs") == []


def test_texts_are_those_that_are_plain() -> None:
    args = Sound({"cidrs": ["10.0.0.0/8", Later(), 3, "::/0"]})
    assert args.texts("cidrs") == [("cidrs[0]", "10.0.0.0/8"), ("cidrs[3]", "::/0")]
