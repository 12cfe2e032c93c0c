from typing import Any

import pytest

from tests.load_balancers.aws.apps import BY_PODS, NODES, Later, app, balancer, lines, port


def without(node: dict[str, Any], key: str) -> dict[str, Any]:
    return {name: value for name, value in node.items() if name != key}


NODE_PROBLEMS: dict[str, tuple[Any, list[str]]] = {
    "none": (
        [],
        [
            "cluster.nodes: is missing, and the balancer's targets are the cluster's nodes; list "
            "them, read them by `live_nodes` or `aws_nodes`, or choose other `targets`"
        ],
    ),
    "no instance": (
        [without(NODES[0], "provider_id")],
        [
            "cluster.nodes[0].provider_id: is missing, and the balancer's targets are instances; "
            'give the Node\'s `spec.providerID`, or use `targets: {"nodes": "ip"}`'
        ],
    ),
    "fargate": (
        [{**NODES[0], "provider_id": "aws:///eu-west-1a/1b/fargate-ip-10-0-0-1"}],
        [
            "cluster.nodes[0].provider_id: aws:///eu-west-1a/1b/fargate-ip-10-0-0-1 names no EC2 "
            "instance; write it like aws:///eu-west-1a/i-0123456789abcdef0"
        ],
    ),
    "twice": (
        [NODES[0], {**NODES[1], "provider_id": NODES[0]["provider_id"]}],
        [
            "cluster.nodes[1].provider_id: aws:///eu-west-1a/i-0123456789abcdef0 is "
            "cluster.nodes[0]'s as well; list each node once"
        ],
    ),
    "late": ([{**NODES[0], "provider_id": Later()}], []),
    "control plane": (
        [
            *NODES,
            {
                **without(NODES[0], "provider_id"),
                "labels": {"node-role.kubernetes.io/control-plane": ""},
            },
        ],
        [],
    ),
}


@pytest.mark.parametrize(("nodes", "expected"), NODE_PROBLEMS.values(), ids=NODE_PROBLEMS)
def test_nodes_are_targets_by_their_instance(nodes: Any, expected: list[str]) -> None:
    assert lines(app(cluster={"nodes": nodes})) == expected


def test_nodes_are_targets_by_their_address() -> None:
    by_address = balancer(targets={"nodes": "ip"})
    nodes = [without(node, "provider_id") for node in NODES]
    assert lines(app(aws=by_address, cluster={"nodes": nodes})) == []
    nodes[1]["address"] = "node2.example.com"
    assert lines(app(aws=by_address, cluster={"nodes": nodes})) == [
        "cluster.nodes[1].address: node2.example.com is no IPv4 address, and the targets are "
        "addresses; give the one it has in the VPC, or use instances as targets"
    ]


@pytest.mark.parametrize(
    "targets",
    [{"autoscaling_group": "workers"}, {"binding": {"target_type": "instance"}}],
    ids=["autoscaling group", "binding"],
)
def test_others_keep_the_targets(targets: Any) -> None:
    assert lines(app(aws=balancer(targets=targets), cluster={})) == []


def test_pods_have_no_node_port() -> None:
    args = balancer(targets=BY_PODS)
    assert lines(app(port(), aws=args, cluster={})) == [
        "ports[0].node_port: leads nowhere: the pods themselves are the targets; drop it"
    ]
    by_nodes = port(container_port=9000, aws={"targets": {"nodes": "instance"}})
    assert lines(app({"container_port": 8086}, by_nodes, aws=args)) == []


def test_a_port_chooses_one_kind_of_targets() -> None:
    assert lines(app(port(aws={"targets": {**BY_PODS, "nodes": "ip"}}))) == [
        "ports[0].aws.targets: has nodes and binding; give exactly one"
    ]
