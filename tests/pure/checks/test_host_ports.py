from typing import Any

import pytest

from exposure_components.exposing import Strategy
from exposure_components.strategies.host_network import HOST_NETWORK
from exposure_components.strategies.host_port import HOST_PORT
from tests.pure.apps import NODES, app, problem_lines

BOTH = pytest.mark.parametrize("strategy", [HOST_NETWORK, HOST_PORT], ids=lambda s: str(s.title))


@BOTH
@pytest.mark.parametrize(
    ("number", "owner"),
    [(10250, "the kubelet's API"), (10256, "kube-proxy's health check")],
    ids=["kubelet", "kube-proxy"],
)
def test_a_port_of_the_node_itself_is_refused(strategy: Strategy, number: int, owner: str) -> None:
    assert problem_lines(app(ports=[{"container_port": number}]), strategy) == [
        f"ports[0].container_port: {number} is taken on every node by {owner}; choose another"
    ]


def test_a_host_port_of_the_node_itself_is_refused() -> None:
    assert problem_lines(app(ports=[{"container_port": 80, "host_port": 10250}]), HOST_PORT) == [
        "ports[0].host_port: 10250 is taken on every node by the kubelet's API; choose another"
    ]


def test_a_container_may_listen_on_a_port_of_the_node_behind_another_one() -> None:
    ports = [{"container_port": 10250, "host_port": 80}]
    assert problem_lines(app(ports=ports), HOST_PORT) == []


@BOTH
def test_a_port_of_the_node_out_of_range_is_refused(strategy: Strategy) -> None:
    lines = problem_lines(app(ports=[{"container_port": 80, "host_port": 65536}]), strategy)
    assert lines[0] == (
        "ports[0].host_port: 65536 is outside of 1-65535; choose one inside or leave it out"
    )


@BOTH
def test_the_pods_of_an_existing_workload_cannot_be_changed(strategy: Strategy) -> None:
    args = {"selector": {"app": "web"}, "ports": [{"container_port": 80}]}
    field = {"HostNetworkApp": "hostNetwork", "HostPortApp": "hostPort"}[strategy.title]
    assert problem_lines(args, strategy) == [
        f"selector: names an existing workload, and {field} is part of a workload's own pods; "
        "give `image` to make the workload here, or use NodePortApp"
    ]


def test_one_host_port_twice_is_refused() -> None:
    ports = [{"container_port": n, "host_port": 9000} for n in (80, 81)]
    assert problem_lines(app(ports=ports), HOST_PORT) == [
        "ports[1].host_port: 9000 is taken by ports[0]; choose another"
    ]


@pytest.mark.parametrize(
    "ports",
    [
        [{"container_port": 53, "protocol": p, "host_port": 9053} for p in ("TCP", "UDP")],
        [
            {"container_port": 80, "host_port": 9000, "host_ip": "10.0.0.1"},
            {"container_port": 81, "host_port": 9000, "host_ip": "10.0.0.2"},
        ],
    ],
    ids=["protocols", "addresses"],
)
def test_one_host_port_twice_that_is_not_the_same(ports: list[dict[str, Any]]) -> None:
    assert problem_lines(app(ports=ports), HOST_PORT) == []


@pytest.mark.parametrize(
    "ports",
    [
        [{"container_port": 80, "host_port": 9000}, {"container_port": 9000}],
        [
            {"container_port": 80, "host_port": 9000},
            {"container_port": 81, "host_port": 9000, "host_ip": "10.0.0.1"},
        ],
    ],
    ids=["one by default", "one for all addresses"],
)
def test_one_host_port_twice_in_two_ways_is_refused(ports: list[dict[str, Any]]) -> None:
    key = "host_port" if "host_port" in ports[1] else "container_port"
    assert problem_lines(app(ports=ports), HOST_PORT) == [
        f"ports[1].{key}: 9000 is taken by ports[0]; choose another"
    ]


def test_a_host_network_port_that_is_no_port_of_the_node_is_refused() -> None:
    assert problem_lines(app(ports=[{"container_port": 80, "host_port": 81}]), HOST_NETWORK) == [
        "ports[0].host_port: 81 differs from the container_port 80, which is the node's port here; "
        "drop it, or use HostPortApp"
    ]


def test_a_host_network_port_may_say_that_it_is_the_nodes() -> None:
    assert problem_lines(app(ports=[{"container_port": 80, "host_port": 80}]), HOST_NETWORK) == []


@pytest.mark.parametrize("address", ["10.0.0.1", "2001:db8::1", "0.0.0.0"])
def test_a_host_port_may_be_bound_to(address: str) -> None:
    assert problem_lines(app(ports=[{"container_port": 80, "host_ip": address}]), HOST_PORT) == []


@pytest.mark.parametrize("address", ["10.0.0", "node.example.org", "10.0.0.0/8", "fe80::1%eth0"])
def test_no_host_port_is_bound_to(address: str) -> None:
    assert problem_lines(app(ports=[{"container_port": 80, "host_ip": address}]), HOST_PORT) == [
        f"ports[0].host_ip: {address} is no IP address; give an address of the node, or leave it "
        "out for all of them"
    ]


@pytest.mark.parametrize("address", ["127.0.0.1", "::1"])
def test_a_loopback_address_exposes_nothing(address: str) -> None:
    assert problem_lines(app(ports=[{"container_port": 80, "host_ip": address}]), HOST_PORT) == [
        f"ports[0].host_ip: {address} is a loopback address, which no client outside of the node "
        "reaches; give an address of the node, or leave it out for all of them"
    ]


NO_EFFECT = (
    "has no effect: NetworkPolicies do not apply to pods in the node's network; drop it and use a "
    "firewall on the nodes, or use HostPortApp or NodePortApp"
)


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ({"allowed_cidrs": ["10.0.0.0/8"]}, [f"allowed_cidrs: {NO_EFFECT}"]),
        ({"network_policy": {"namespaces": ["a"]}}, [f"network_policy: {NO_EFFECT}"]),
        ({"network_policy": {}}, [f"network_policy: {NO_EFFECT}"]),
        (
            {"allowed_cidrs": ["10.0.0.0/8"], "network_policy": {}},
            [f"allowed_cidrs: {NO_EFFECT}", f"network_policy: {NO_EFFECT}"],
        ),
        ({"network_policy": {"enabled": False}}, []),
        ({}, []),
    ],
    ids=["CIDRs", "policy", "empty policy", "both", "turned off", "none"],
)
def test_no_policy_holds_in_the_nodes_network(more: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(**more), HOST_NETWORK) == lines


@BOTH
@pytest.mark.parametrize(
    ("more", "count"),
    [
        ({"replicas": 3}, 2),
        ({"replicas": 2, "node_selector": {"kubernetes.io/hostname": "kubenode01"}}, 1),
    ],
    ids=["more than nodes", "more than nodes that fit"],
)
def test_more_pods_than_nodes_are_refused(
    strategy: Strategy, more: dict[str, Any], count: int
) -> None:
    assert problem_lines(app(cluster={"nodes": NODES}, **more), strategy) == [
        f"replicas: {more['replicas']} is more than the {count} nodes that the pods may run on, "
        "and each takes a node's port; lower it, add nodes, or use NodePortApp"
    ]


@BOTH
@pytest.mark.parametrize(
    "more",
    [
        {"replicas": 2, "cluster": {"nodes": NODES}},
        {"replicas": 5},
        {"autoscaled": True, "cluster": {"nodes": NODES}},
        {"kind": "DaemonSet", "cluster": {"nodes": NODES}},
    ],
    ids=["as many as nodes", "nodes not known", "autoscaled", "DaemonSet"],
)
def test_pods_may_be_as_many_as_nodes(strategy: Strategy, more: dict[str, Any]) -> None:
    assert problem_lines(app(**more), strategy) == []
