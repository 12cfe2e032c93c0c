from typing import Any

import pytest

from exposure_components.checks.workload import OF_A_WORKLOAD
from tests.pure.apps import Later, app, problem_lines

PORTS = [{"container_port": 80}]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ({}, ["image: is missing; add it, or the `selector` of an existing workload"]),
        (
            {"image": "a", "selector": {"app": "a"}},
            [
                "selector: stands beside `image`; drop one: `image` makes a workload, `selector` "
                "names an existing one"
            ],
        ),
        ({"image": ""}, ['image: "" is no image; write it like influxdb:1.8']),
        ({"image": " a"}, ["image:  a is no image; write it like influxdb:1.8"]),
        ({"image": "a\n"}, ["image: a\n is no image; write it like influxdb:1.8"]),
        ({"image": Later()}, []),
        ({"selector": {"app": "a"}}, []),
    ],
    ids=["none", "both", "empty", "space", "line end", "Output", "selector"],
)
def test_an_app_has_an_image_or_a_selector(source: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines({"ports": PORTS, **source}) == lines


WORKLOAD_ARGS: dict[str, Any] = {
    "kind": "Deployment",
    "replicas": 1,
    "autoscaled": True,
    "command": ["a"],
    "args": ["a"],
    "env": {},
    "env_value_from": {},
    "env_from": [],
    "resources": {},
    "volumes": [],
    "image_pull_policy": "Always",
    "image_pull_secrets": [],
    "readiness": {},
    "liveness": {},
    "startup": {},
    "termination_grace_period": 30,
    "drain": 5,
    "node_selector": {},
    "tolerations": [],
    "spread": [],
    "pod_annotations": {},
    "security": {},
    "service_account": {},
    "disruption_budget": {},
    "pod_spec": {},
}


@pytest.mark.parametrize("key", OF_A_WORKLOAD)
def test_what_shapes_a_workload_does_not_go_with_an_existing_one(key: str) -> None:
    args = {"selector": {"app": "a"}, "ports": PORTS, key: WORKLOAD_ARGS[key]}
    assert problem_lines(args) == [
        f"{key}: shapes a workload that `selector` says exists already; drop it, or `selector`"
    ]


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ({"replicas": 0}, []),
        ({"replicas": -1}, ["replicas: -1 is negative; give 0 or more"]),
        (
            {"replicas": 2, "kind": "DaemonSet"},
            [
                "replicas: 2 does not go with a DaemonSet; "
                "drop it: a DaemonSet runs one pod on each eligible node"
            ],
        ),
        (
            {"replicas": 2, "autoscaled": True},
            [
                "replicas: 2 stands beside `autoscaled`; "
                "drop one of the two: the autoscaler sets the number"
            ],
        ),
        ({"replicas": 2, "autoscaled": False}, []),
    ],
    ids=["none", "negative", "of a DaemonSet", "autoscaled", "not autoscaled"],
)
def test_replicas(more: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(**more)) == lines


SOURCES = "has none of secret, config_map; give exactly one"


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ({"env": {"A": "", "_a": "b", "a.b-c": "d"}}, []),
        (
            {"env": {"1A": "b", "A=B": "c", "": "d"}},
            [
                f"env{name}: is no name of a variable; "
                "use letters, digits, `_`, `-` and `.`, from no digit"
                for name in (".1A", ".A=B", "")
            ],
        ),
        (
            {"env_value_from": {"1A": {"secret": "s", "key": "k"}}},
            [
                "env_value_from.1A: is no name of a variable; "
                "use letters, digits, `_`, `-` and `.`, from no digit"
            ],
        ),
        (
            {"env": {"A": "b"}, "env_value_from": {"A": {"secret": "s", "key": "k"}}},
            ["env_value_from.A: stands in `env` too; drop one of them"],
        ),
        ({"env_value_from": {"A": {"key": "k"}}}, [f"env_value_from.A: {SOURCES}"]),
        (
            {"env_value_from": {"A": {"secret": "s", "config_map": "c", "key": "k"}}},
            ["env_value_from.A: has secret and config_map; give exactly one"],
        ),
        ({"env_value_from": {"A": {"secret": "s"}}}, ["env_value_from.A.key: is missing; add it"]),
        (
            {"env_value_from": {"A": {"secret": "S_", "key": "k"}}},
            ["env_value_from.A.secret: S_ is no name of a Secret; use a-z, 0-9, `-` and `.`"],
        ),
        ({"env_from": [{}]}, [f"env_from[0]: {SOURCES}"]),
        (
            {"env_from": [{"config_map": "C_"}]},
            ["env_from[0].config_map: C_ is no name of a ConfigMap; use a-z, 0-9, `-` and `.`"],
        ),
    ],
    ids=[
        *("names", "no names", "no name of a sourced one", "twice", "no source", "two sources"),
        *("no key", "no name of a Secret", "all of nothing", "no name of a ConfigMap"),
    ],
)
def test_variables(more: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(**more)) == lines
