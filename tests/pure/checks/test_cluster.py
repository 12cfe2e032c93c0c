from typing import Any

import pytest

from tests.pure.apps import NODES, Later, app, problem_lines


@pytest.mark.parametrize("text", ["30000-32767", "1-65535", "80-80"])
def test_a_range_may_be(text: str) -> None:
    assert problem_lines(app(cluster={"node_port_range": text})) == []


@pytest.mark.parametrize(
    "text", ["30000", "2-1", "0-9", "1-65536", "1 - 9", "-1-9", "a-b", "1-9\n", "99999-99999"]
)
def test_no_range_is(text: str) -> None:
    assert problem_lines(app(cluster={"node_port_range": text})) == [
        f"cluster.node_port_range: {text} is no range of ports; "
        "write it as first-last, like 30000-32767"
    ]


@pytest.mark.parametrize(
    "address", ["10.0.0.1", "::1", "node.example.org", "Node.Example.org", "localhost"]
)
def test_a_node_may_be_at(address: str) -> None:
    assert problem_lines(app(cluster={"nodes": [{"name": "a", "address": address}]})) == []


@pytest.mark.parametrize(
    "address", ["10.0.0", "10.0.0.256", "10.0.0.1:80", "[::1]", "http://a", "a_b", "10.0.0.0/8"]
)
def test_no_node_is_at(address: str) -> None:
    assert problem_lines(app(cluster={"nodes": [{"name": "a", "address": address}]})) == [
        f"cluster.nodes[0].address: {address} is no IP address or DNS name; "
        "give one, without a port"
    ]


@pytest.mark.parametrize(
    ("node", "lines"),
    [
        (
            {"name": "kubenode01", "address": "10.0.0.9"},
            [
                "cluster.nodes[2].name: kubenode01 is cluster.nodes[0]'s as well; "
                "list each node once"
            ],
        ),
        (
            {"name": "other", "address": "10.13.241.10"},
            [
                "cluster.nodes[2].address: 10.13.241.10 is cluster.nodes[1]'s as well; "
                "list each node once"
            ],
        ),
        (
            {"name": "Kube_node", "address": "10.0.0.9"},
            ["cluster.nodes[2].name: Kube_node is no name of a node; see `kubectl get nodes`"],
        ),
        ({"name": "other", "address": Later()}, []),
    ],
    ids=["name twice", "address twice", "no name", "address known later"],
)
def test_another_node(node: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(cluster={"nodes": [*NODES, node]})) == lines
