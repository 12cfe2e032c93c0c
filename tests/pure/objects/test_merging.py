from typing import Any

import pytest

from exposure_components.objects.merging import conflicts, merged
from tests.pure.apps import app, container, pod_spec, problem_lines


@pytest.mark.parametrize(
    ("spec", "more", "expected"),
    [
        ({"a": 1}, {"b": 2}, {"a": 1, "b": 2}),
        ({"a": {"b": 1}}, {"a": {"c": 2}}, {"a": {"b": 1, "c": 2}}),
        ({"a": [1]}, {"a": [2]}, {"a": [1, 2]}),
        (
            {"a": [{"name": "x", "b": 1}, {"name": "y"}]},
            {"a": [{"name": "y", "c": 2}, {"name": "z"}]},
            {"a": [{"name": "x", "b": 1}, {"name": "y", "c": 2}, {"name": "z"}]},
        ),
        (
            {"a": [{"name": "x"}]},
            {"a": [{"name": "x", "b": 1}, {"name": "x", "c": 2}]},
            {"a": [{"name": "x", "b": 1, "c": 2}]},
        ),
        ({"a": [{"b": 1}]}, {"a": [{"b": 2}]}, {"a": [{"b": 1}, {"b": 2}]}),
        ({"a": 1}, {"a": 2}, {"a": 2}),
    ],
    ids=["keys", "mappings", "lists", "named", "named twice", "nameless", "one value"],
)
def test_two_specs_merge(
    spec: dict[str, Any], more: dict[str, Any], expected: dict[str, Any]
) -> None:
    before = repr((spec, more))
    assert merged(spec, more) == expected
    assert repr((spec, more)) == before


@pytest.mark.parametrize(
    ("spec", "more", "paths"),
    [
        ({"a": 1}, {"a": 2}, ["p.a"]),
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1}}, {"a": {"b": 2, "c": 3}}, ["p.a.b"]),
        ({"a": [{"name": "x", "b": 1}]}, {"a": [{"name": "x", "b": 2}]}, ["p.a[0].b"]),
        ({"a": [{"name": "x", "b": 1}]}, {"a": [{"name": "y", "b": 2}]}, []),
        ({"a": [1]}, {"a": [2]}, []),
        ({"a": [1]}, {"a": None}, ["p.a"]),
    ],
    ids=["value", "same", "mapping", "named", "other name", "list", "nothing"],
)
def test_two_specs_conflict(spec: dict[str, Any], more: dict[str, Any], paths: list[str]) -> None:
    assert [str(p) for p in conflicts(spec, more, "p")] == [
        f"{path}: is set by the library already; use the arg that sets it, or drop it"
        for path in paths
    ]


@pytest.mark.parametrize(
    ("pod_spec", "path"),
    [
        ({"hostNetwork": True}, None),
        ({"automountServiceAccountToken": True}, "automountServiceAccountToken"),
        ({"securityContext": {"runAsNonRoot": False}}, "securityContext.runAsNonRoot"),
        (
            {"containers": [{"name": "proxy"}, {"name": "influxdb", "image": "b"}]},
            "containers[1].image",
        ),
    ],
    ids=["not set", "token", "root", "image"],
)
def test_what_the_library_sets_is_not_set_again(pod_spec: dict[str, Any], path: str | None) -> None:
    line = f"pod_spec.{path}: is set by the library already; use the arg that sets it, or drop it"
    assert problem_lines(app(pod_spec=pod_spec)) == ([line] if path else [])


def test_the_way_out_reaches_pod_and_container() -> None:
    args = app(
        pod_spec={
            "priorityClassName": "high",
            "securityContext": {"supplementalGroups": [1]},
            "containers": [{"name": "influxdb", "tty": True}, {"name": "proxy", "image": "b"}],
        }
    )
    spec = pod_spec(args)
    assert spec["priorityClassName"] == "high"
    assert spec["securityContext"] == {
        **pod_spec(app())["securityContext"],
        "supplementalGroups": [1],
    }
    assert spec["containers"] == [
        {**container(app()), "tty": True},
        {"name": "proxy", "image": "b"},
    ]
