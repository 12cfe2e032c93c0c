"""Args from stack config, where no type checker looked."""

from collections import OrderedDict
from typing import Any

import pytest

from exposure_components.kinds import Protocol, WorkloadKind
from tests.pure.apps import Later, app, problem_lines


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (app(imag="x"), "imag: is not known; did you mean image?"),
        (app(nodeSelector={}), "nodeSelector: is not known; did you mean node_selector?"),
        (
            app(ports=[{"container_port": 80, "nodeport": 30000}]),
            "ports[0].nodeport: is not known; did you mean node_port?",
        ),
        (
            app(ports=[{"container_port": 80, "host_port": 80}]),
            "ports[0].host_port: is not known; did you mean node_port?",
        ),
        (
            app(env_from=[{"secret": "a", "from": "b"}]),
            "env_from[0].from: is not known; known are config_map, optional, prefix, secret",
        ),
        (
            app(resources={"memory": "1Gi"}),
            "resources.memory: is not known; known are limits, requests",
        ),
        (app(resources={1: 2}), "resources.1: is not known; known are limits, requests"),
    ],
    ids=[
        "typo",
        "camel case",
        "typo below",
        "another strategy's",
        "far off",
        "few known",
        "number",
    ],
)
def test_an_unknown_key(args: Any, line: str) -> None:
    assert problem_lines(args) == [line]


@pytest.mark.parametrize(
    ("args", "lines"),
    [
        ({"image": "influxdb:1.8"}, ["ports: is missing; add it"]),
        (app(ports=[{}]), ["ports[0].container_port: is missing; add it"]),
        (
            app(cluster={"nodes": [{}]}),
            [
                "cluster.nodes[0].address: is missing; add it",
                "cluster.nodes[0].name: is missing; add it",
            ],
        ),
    ],
    ids=["ports", "container_port", "two"],
)
def test_a_missing_key(args: Any, lines: list[str]) -> None:
    assert problem_lines(args) == lines


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (app(replicas="2"), "replicas: is of type str; give a whole number"),
        (app(replicas=2.0), "replicas: is of type float; give a whole number"),
        (app(replicas=True), "replicas: is of type bool; give a whole number"),
        (app(replicas=None), "replicas: is nothing; give a whole number"),
        (app(autoscaled=1), "autoscaled: is of type int; give true or false"),
        (app(image=1.8), "image: is of type float; give a text"),
        (app(ports={"container_port": 80}), "ports: is of type dict; give a list"),
        (app(ports="8086"), "ports: is of type str; give a list"),
        (app(ports=b"8086"), "ports: is of type bytes; give a list"),
        (app(ports=[8086]), "ports[0]: is of type int; give a mapping (NodePort)"),
        (app(env=["A=b"]), "env: is of type list; give a mapping"),
        (app(env={"A": 1}), "env.A: is of type int; give a text"),
        (app(env={1: "a"}), "env.1: 1 is no text; quote the key"),
        (app(cluster=[]), "cluster: is of type list; give a mapping (Cluster)"),
        (
            app(kind=3),
            "kind: is of type int; give one of Deployment, StatefulSet, DaemonSet",
        ),
        (app(pod_spec=3), "pod_spec: is of type int; give a mapping"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_value_of_a_wrong_type(args: Any, line: str) -> None:
    assert problem_lines(args) == [line]


@pytest.mark.parametrize(
    ("args", "line"),
    [
        (
            app(kind="deployment"),
            "kind: deployment is none of Deployment, StatefulSet, DaemonSet; "
            "did you mean Deployment?",
        ),
        (
            app(ports=[{"container_port": 80, "protocol": "tcp"}]),
            "ports[0].protocol: tcp is none of TCP, UDP, SCTP; did you mean TCP?",
        ),
        (
            app(kind="Job"),
            "kind: Job is none of Deployment, StatefulSet, DaemonSet; choose one of them",
        ),
    ],
    ids=["case", "case of a protocol", "none near"],
)
def test_a_choice_that_there_is_not(args: Any, line: str) -> None:
    assert problem_lines(args) == [line]


def test_the_value_of_a_wrong_type_stays_out_of_the_message() -> None:
    # It may be a password in the wrong place.
    assert problem_lines(app(env={"PASSWORD": ["hunter2"]})) == [
        "env.PASSWORD: is of type list; give a text"
    ]


@pytest.mark.parametrize("args", [None, 3, "text", []], ids=repr)
def test_args_that_are_no_mapping(args: Any) -> None:
    got = {"NoneType": "nothing"}.get(type(args).__name__, f"of type {type(args).__name__}")
    assert problem_lines(args)[0] == f"args: is {got}; give a mapping (NodePortAppArgs)"


def test_args_that_are_an_output() -> None:
    assert problem_lines(Later())[0] == (
        "args: is an Output, and decides which resources exist; "
        "give a plain value, known when the program runs"
    )


@pytest.mark.parametrize(
    "args",
    [
        app(kind=WorkloadKind.STATEFUL_SET),
        app(kind="StatefulSet"),
        app(ports=({"container_port": 80, "protocol": Protocol.UDP},)),
        OrderedDict(app()),
        app(image=Later()),
        app(command=[Later()], args=[Later()], env={"A": Later()}),
        app(labels={"a": Later()}, annotations={"a": Later()}, pod_annotations={"a": Later()}),
        app(allowed_cidrs=[Later()]),
        app(cluster={"nodes": [{"name": "a", "address": Later()}]}),
        app(pod_spec={"anything": {"at": [Later(), None, 1.5]}}),
    ],
    ids=[
        *("enum", "text of an enum", "tuple", "any mapping", "Output of an image"),
        *("Outputs of the container", "Outputs of metadata", "Output of a CIDR"),
        *("Output of an address", "anything in pod_spec"),
    ],
)
def test_what_has_the_right_shape(args: Any) -> None:
    assert problem_lines(args) == []


@pytest.mark.parametrize(
    ("args", "path"),
    [
        (app(replicas=Later()), "replicas"),
        (app(ports=Later()), "ports"),
        (app(ports=[{"container_port": Later()}]), "ports[0].container_port"),
        (app(ports=[{"container_port": 80, "node_port": Later()}]), "ports[0].node_port"),
        (app(name=Later()), "name"),
        (app(kind=Later()), "kind"),
        (app(env=Later()), "env"),
        (app(allowed_cidrs=Later()), "allowed_cidrs"),
        (app(cluster={"nodes": Later()}), "cluster.nodes"),
        (app(namespace={"name": Later()}), "namespace.name"),
        (app(node_selector={"disk": Later()}), "node_selector.disk"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_an_output_where_a_plain_value_is_needed(args: Any, path: str) -> None:
    assert problem_lines(args) == [
        f"{path}: is an Output, and decides which resources exist; "
        "give a plain value, known when the program runs"
    ]


def test_one_broken_value_does_not_hide_the_problems_of_the_others() -> None:
    args = {
        "imag": "influxdb:1.8",
        "ports": [
            {"container_port": 80866, "node_port": 80, "protocol": "tcp"},
            {"nodeport": 1, "container_port": 80},
        ],
        "readiness": {"http_path": "ping"},
        "allowed_cidrs": ["10.0.0.5"],
    }
    assert problem_lines(args, name="In_flux") == [
        "imag: is not known; did you mean image?",
        "ports[0].protocol: tcp is none of TCP, UDP, SCTP; did you mean TCP?",
        "ports[1].nodeport: is not known; did you mean node_port?",
        "name: In_flux is no name for a Service: a-z, 0-9 and dashes, from a letter to no dash "
        "(RFC 1035); did you mean in-flux?",
        "ports[0].container_port: 80866 is outside of 1-65535; give the port the app listens on",
        "image: is missing; add it, or the `selector` of an existing workload",
        "readiness.http_path: ping does not start with /; did you mean /ping?",
        "allowed_cidrs[0]: 10.0.0.5 is an address, no CIDR; did you mean 10.0.0.5/32?",
        "ports[0].node_port: 80 is outside of 30000-32767; choose one inside or leave it out and "
        "let the cluster choose",
    ]
