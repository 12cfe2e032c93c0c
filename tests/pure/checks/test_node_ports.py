from typing import Any

import pytest

from exposure_components.strategies.host_port import HOST_PORT
from tests.pure.apps import app, problem_lines


def test_a_node_port_outside_of_the_range_is_refused() -> None:
    ports = [{"container_port": 80}, {"container_port": 81, "node_port": 80}]
    assert problem_lines(app(ports=ports)) == [
        "ports[1].node_port: 80 is outside of 30000-32767; choose one inside or leave it out and "
        "let the cluster choose"
    ]


@pytest.mark.parametrize("number", [29999, 32768])
def test_a_node_port_beside_the_range_is_refused(number: int) -> None:
    assert problem_lines(app(ports=[{"container_port": 80, "node_port": number}])) == [
        f"ports[0].node_port: {number} is outside of 30000-32767; choose one inside or leave it "
        "out and let the cluster choose"
    ]


@pytest.mark.parametrize("number", [30000, 32767])
def test_a_node_port_at_an_end_of_the_range_may_be(number: int) -> None:
    assert problem_lines(app(ports=[{"container_port": 80, "node_port": number}])) == []


def test_the_clusters_own_range_counts() -> None:
    cluster = {"node_port_range": "80-90"}
    assert problem_lines(app(ports=[{"container_port": 1, "node_port": 80}], cluster=cluster)) == []
    assert problem_lines(
        app(ports=[{"container_port": 1, "node_port": 30000}], cluster=cluster)
    ) == [
        "ports[0].node_port: 30000 is outside of 80-90; choose one inside or leave it out and let "
        "the cluster choose"
    ]


def test_with_a_broken_range_the_default_one_counts() -> None:
    ports = [{"container_port": 1, "node_port": 80}]
    assert problem_lines(app(ports=ports, cluster={"node_port_range": "all"})) == [
        "cluster.node_port_range: all is no range of ports; write it as first-last, like "
        "30000-32767",
        "ports[0].node_port: 80 is outside of 30000-32767; choose one inside or leave it out and "
        "let the cluster choose",
    ]


def test_one_node_port_twice_is_refused() -> None:
    ports = [{"container_port": n, "node_port": 30000} for n in (80, 81)]
    assert problem_lines(app(ports=ports)) == [
        "ports[1].node_port: 30000 is taken by ports[0]; choose another"
    ]


def test_one_node_port_may_serve_two_protocols() -> None:
    ports = [{"container_port": 53, "protocol": p, "node_port": 30053} for p in ("TCP", "UDP")]
    assert problem_lines(app(ports=ports)) == []


def test_two_protocols_at_one_node_port_need_one_port_of_the_service() -> None:
    ports: list[dict[str, Any]] = [
        {"container_port": 53, "node_port": 30053},
        {"container_port": 5353, "protocol": "UDP", "node_port": 30053},
    ]
    assert problem_lines(app(ports=ports)) == [
        "ports[1].node_port: 30053 is also ports[0]'s, whose `port` is another (53); choose "
        "another, or give both one `port`"
    ]
    ports[1]["port"] = 53
    assert problem_lines(app(ports=ports)) == []


HIDES = "hides the clients' addresses, by which `allowed_cidrs` judges them"


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        (
            {"client_ip": "preserve", "external_traffic_policy": "Cluster"},
            [
                "external_traffic_policy: Cluster replaces the client's address, which `client_ip` "
                "wants preserved; drop one of the two"
            ],
        ),
        (
            {"client_ip": "any", "allowed_cidrs": ["10.0.0.0/8"]},
            [f"client_ip: any {HIDES}; use preserve, or drop one of the two"],
        ),
        (
            {"external_traffic_policy": "Cluster", "allowed_cidrs": ["10.0.0.0/8"]},
            [f"external_traffic_policy: Cluster {HIDES}; use Local, or drop one of the two"],
        ),
        ({"client_ip": "preserve", "external_traffic_policy": "Local"}, []),
        ({"client_ip": "any", "external_traffic_policy": "Local"}, []),
        ({"client_ip": "preserve", "allowed_cidrs": ["10.0.0.0/8"]}, []),
        ({"external_traffic_policy": "Local", "allowed_cidrs": ["10.0.0.0/8"]}, []),
    ],
    ids=[
        *("preserve by Cluster", "any with CIDRs", "Cluster with CIDRs"),
        *("preserve by Local", "any by Local", "preserve with CIDRs", "Local with CIDRs"),
    ],
)
def test_intents_that_contradict_each_other(more: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(**more)) == lines


@pytest.mark.parametrize(
    ("sticky", "lines"),
    [
        ({"type": "ClientIP"}, []),
        ({"type": "ClientIP", "timeout": 1}, []),
        ({"type": "ClientIP", "timeout": 86400}, []),
        ({"type": "None"}, []),
        (
            {"type": "ClientIP", "timeout": 0},
            [
                "session_affinity.timeout: 0 is outside of 1-86400 seconds; choose one inside or "
                "leave it out"
            ],
        ),
        (
            {"type": "ClientIP", "timeout": 86401},
            [
                "session_affinity.timeout: 86401 is outside of 1-86400 seconds; choose one inside "
                "or leave it out"
            ],
        ),
        (
            {"type": "None", "timeout": 10},
            ["session_affinity.timeout: 10 does not go with the type None; drop it"],
        ),
        ({"timeout": 10}, ["session_affinity.type: is missing; add it"]),
    ],
    ids=["plain", "least", "most", "none", "too short", "too long", "timeout of none", "no type"],
)
def test_session_affinity(sticky: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(session_affinity=sticky)) == lines


def test_what_is_for_node_ports_is_unknown_to_others() -> None:
    assert problem_lines(app(client_ip="preserve"), HOST_PORT)[0].startswith(
        "client_ip: is not known;"
    )
