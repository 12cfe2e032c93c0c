"""Nodes of a running cluster, from what its API answers."""

from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.live import live_nodes, serving_nodes


def node(name: str, *labels: str, unschedulable: bool = False, **addresses: str) -> dict[str, Any]:
    """A Node object."""
    return {
        "metadata": {"name": name, "labels": dict.fromkeys(labels, "")},
        "spec": {"unschedulable": True} if unschedulable else {},
        "status": {"addresses": [{"type": k, "address": v} for k, v in addresses.items()]},
    }


def test_nodes_come_by_name_with_labels_and_whether_they_take_pods() -> None:
    items = [
        node("b", "pool", InternalIP="10.0.0.2"),
        node("a", unschedulable=True, InternalIP="10.0.0.1"),
    ]
    assert serving_nodes(items) == [
        {"name": "a", "address": "10.0.0.1", "labels": {}, "schedulable": False},
        {"name": "b", "address": "10.0.0.2", "labels": {"pool": ""}, "schedulable": True},
    ]


def test_an_address_that_is_meant_for_the_outside_comes_first() -> None:
    items = [node("a", Hostname="a", InternalIP="10.0.0.1", ExternalIP="192.0.2.1")]
    assert [n["address"] for n in serving_nodes(items)] == ["192.0.2.1"]


def test_a_node_without_an_address_serves_nobody() -> None:
    assert serving_nodes([node("a", Hostname="a")]) == []


@pytest.mark.parametrize(
    "label",
    [
        "node-role.kubernetes.io/control-plane",
        "node-role.kubernetes.io/master",
        "node.kubernetes.io/exclude-from-external-load-balancers",
    ],
)
def test_a_node_that_clients_are_not_sent_to_is_skipped(label: str) -> None:
    assert serving_nodes([node("a", label, InternalIP="10.0.0.1")]) == []


def test_a_cluster_that_cannot_be_read_is_a_problem_with_a_remedy() -> None:
    with pytest.raises(ExposureError) as raised:
        live_nodes({"kubeconfig": "/nowhere", "context": "east"})
    (problem,) = raised.value.problems
    assert problem.path == "cluster.live"
    assert problem.rule.startswith("could not be read from east: ")
    assert problem.remedy == (
        "check the kubeconfig and its context, or list the nodes in `cluster.nodes`"
    )
