from typing import Any

import pytest

from tests.load_balancers.aws.apps import BY_PODS, app, balancer, lines, port

SHARED = {"name": "edge", "id": "arn:aws:x", "host": "edge.example.com"}
JUDGED = {**SHARED, "security_group_id": "sg-0lb"}


def without(node: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name != key}


def shared(facts: Any, **more: Any) -> dict[str, Any]:
    args = app(**more)
    return {**args, "load_balancer": {**args["load_balancer"], "shared": facts}}


CIDRS = ["10.0.0.0/8"]
UNJUDGED = [
    "allowed_cidrs: are judged by the balancer's security group, and there is none; give the "
    "balancer one, or drop them"
]


def test_the_security_group_judges_the_clients() -> None:
    assert lines(app(allowed_cidrs=CIDRS)) == []
    assert lines(shared(JUDGED, allowed_cidrs=CIDRS)) == []
    none = without(balancer(security_group=False), "node_security_group_id")
    assert lines(app(allowed_cidrs=CIDRS, aws=none)) == UNJUDGED
    existing = {"id": "arn:aws:x", "host": "edge.example.com"}
    bare = {"vpc_id": "vpc-0", "existing": existing}
    assert lines(app(allowed_cidrs=CIDRS, aws=bare)) == UNJUDGED
    bare["existing"] = {**existing, "security_group_id": "sg-0lb"}
    assert lines(app(allowed_cidrs=CIDRS, aws=bare)) == []


BARE = without(balancer(), "node_security_group_id")
UNTOLD = [
    "load_balancer.shared.security_group_id: is missing; take all of it from the `load_balancer` "
    "of an AwsNetworkLoadBalancer"
]
BY_HAND: dict[str, tuple[dict[str, Any], list[str]]] = {
    "clients to judge": (shared(SHARED, aws=BARE, allowed_cidrs=CIDRS), UNTOLD),
    "nodes to open": (shared(SHARED), UNTOLD),
    "both": (shared(SHARED, allowed_cidrs=CIDRS), UNTOLD),
    "both, and told": (shared(JUDGED, allowed_cidrs=CIDRS), []),
    "neither": (shared(SHARED, aws=BARE), []),
    "no group": (shared(SHARED, aws={**BARE, "security_group": False}), []),
    "one that exists": (
        shared(SHARED, aws={"vpc_id": "vpc-0", "existing": {"id": "arn:aws:x", "host": "h"}}),
        [],
    ),
}


@pytest.mark.parametrize(("args", "expected"), BY_HAND.values(), ids=BY_HAND)
def test_shared_by_hand_tells_the_security_group_where_one_is_needed(
    args: Any, expected: list[str]
) -> None:
    assert lines(args) == expected


PRESERVE: dict[str, tuple[dict[str, Any], list[str]]] = {
    "packets": (app(client_ip="preserve"), []),
    "pods": (
        app({"container_port": 1}, aws=balancer(targets=BY_PODS), client_ip="preserve"),
        [],
    ),
    "proxy": (
        app(
            port(aws={"proxy_protocol_v2": True, "preserve_client_ip": False}),
            client_ip="preserve",
            external_traffic_policy="Cluster",
        ),
        [],
    ),
    "hidden by the group": (
        app(port(aws={"preserve_client_ip": False}), client_ip="preserve"),
        [
            "ports[0].aws.preserve_client_ip: False hides the client's address, which `client_ip` "
            "wants preserved; drop one of the two"
        ],
    ),
    "hidden by the node": (
        app(client_ip="preserve", external_traffic_policy="Cluster"),
        [
            "external_traffic_policy: Cluster replaces the client's address, which `client_ip` "
            "wants preserved; drop one of the two"
        ],
    ),
    "no hop between": (
        app(
            {"container_port": 1},
            aws=balancer(targets=BY_PODS),
            client_ip="preserve",
            external_traffic_policy="Cluster",
        ),
        [],
    ),
    "IPv6": (
        app(aws=balancer(ip_address_type="dualstack"), client_ip="preserve"),
        [
            "load_balancer.aws.ip_address_type: is dualstack: an IPv4 target sees no IPv6 "
            "client's address, as `client_ip` asks; use `proxy_protocol_v2` if the app reads it, "
            "or drop `client_ip`"
        ],
    ),
}


@pytest.mark.parametrize(("args", "expected"), PRESERVE.values(), ids=PRESERVE)
def test_the_clients_address_is_kept_or_it_is_said_why_not(args: Any, expected: list[str]) -> None:
    assert lines(args) == expected


def test_affinity_of_the_service_is_passed_by() -> None:
    affinity = {"type": "ClientIP"}
    assert lines(app(session_affinity=affinity)) == []
    pods = app({"container_port": 1}, aws=balancer(targets=BY_PODS), session_affinity=affinity)
    assert lines(pods) == [
        "session_affinity.type: ClientIP is the Service's, which a balancer that reaches the pods "
        "passes by; use `aws.stickiness` of the port"
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"targets": BY_PODS, "public": "yes"}, "load_balancer.aws.public: is of type str"),
        ({"targets": {"nodes": "pod"}}, "load_balancer.aws.targets.nodes: pod is none of"),
        ({"targets": {"binding": {"target_type": 1}}}, "load_balancer.aws.targets.binding"),
    ],
    ids=["elsewhere", "nodes", "binding"],
)
def test_a_broken_field_makes_no_other_problem(more: Any, line: str) -> None:
    (found,) = lines(app({"container_port": 1}, aws=balancer(**more), cluster={}))
    assert found.startswith(line)
