"""Nodes of the plan and of the cluster."""

from typing import Any

import pytest

from exposure_components.doctor.checks.nodes import nodes
from exposure_components.doctor.scheduling import fits, repelling
from tests.doctor.clusters import (
    FORBIDDEN,
    Cluster,
    component,
    container,
    node,
    plan,
    remedies,
    told,
    workload,
)

APP = "urn:app"


def endpoint(name: str, host: str = "10.0.0.1") -> dict[str, Any]:
    return {"node": name, "host": host}


def found(endpoints: list[dict[str, Any]], *live: dict[str, Any]) -> list[str]:
    """What is told of the nodes that clients are sent to."""
    asked = Cluster({"nodes": list(live)})
    return told(nodes(plan(things=[component(APP, endpoints)]), asked))


def test_a_node_of_the_plan_is_ready_at_its_address() -> None:
    assert found([endpoint("a")], node("a")) == ["ok: Node a is Ready, at 10.0.0.1"]


def test_a_node_that_is_not_there_is_a_problem_that_names_the_nearest() -> None:
    asked = Cluster({"nodes": [node("kubenode01")]})
    result = list(nodes(plan(things=[component(APP, [endpoint("kubenode1")])]), asked))
    assert told(result) == ["problem: Node kubenode1 is not in the cluster"]
    assert remedies(result) == ["see `cluster.nodes`: did you mean kubenode01?"]


def test_a_node_that_is_not_ready_answers_nobody() -> None:
    assert found([endpoint("a")], node("a", ready=False)) == [
        "problem: Node a is not Ready: what clients are told of it will not answer"
    ]


def test_an_address_that_the_node_does_not_tell_of_may_be_translated() -> None:
    assert found([endpoint("a", "192.0.2.1")], node("a")) == [
        "warning: Node a does not tell of the address 192.0.2.1, which the plan gives it; "
        "it has 10.0.0.1"
    ]


def test_members_of_octavias_pools_are_nodes_of_the_plan() -> None:
    from exposure_components.topology.things import Thing

    members = {"members": [{"name": "a", "address": "10.0.0.1"}]}
    pool = Thing("urn:m", "openstack:loadbalancer/members:Members", "", "", members)
    assert told(nodes(plan(things=[pool]), Cluster({"nodes": [node("a")]}))) == [
        "ok: Node a is Ready, at 10.0.0.1"
    ]


def pods(spec: dict[str, Any], *live: dict[str, Any], kind: str = "Deployment") -> list[str]:
    """What is told of where the pods can run."""
    return told(nodes(plan(workload(spec, kind)), Cluster({"nodes": list(live)})))


def test_pods_run_where_their_selector_fits() -> None:
    spec = {"nodeSelector": {"kubernetes.io/hostname": "b"}}
    assert pods(spec, node("a"), node("b")) == ["ok: Deployment shop/web can run on b"]
    assert pods(spec, node("a")) == [
        "problem: Deployment shop/web fits on no node: none has kubernetes.io/hostname=b"
    ]


def test_pods_do_not_run_on_nodes_whose_taints_they_do_not_tolerate() -> None:
    tainted = node("a", taints=[{"key": "edge", "value": "yes", "effect": "NoSchedule"}])
    assert pods({}, tainted) == [
        "problem: Deployment shop/web fits on no node; those of the cluster have the taints "
        "edge=yes:NoSchedule"
    ]
    tolerations = [{"key": "edge", "operator": "Equal", "value": "yes", "effect": "NoSchedule"}]
    assert pods({"tolerations": tolerations}, tainted) == ["ok: Deployment shop/web can run on a"]


def test_a_cordoned_node_takes_pods_of_daemon_sets_alone() -> None:
    cordoned = node("a", unschedulable=True)
    assert pods({}, cordoned) == [
        "problem: Deployment shop/web fits on a alone, and none of them takes pods now"
    ]
    assert pods({}, cordoned, kind="DaemonSet") == ["ok: DaemonSet shop/web can run on a"]


def test_pods_that_take_ports_may_run_where_no_client_goes() -> None:
    manifest = workload({"containers": [container({"containerPort": 1, "hostPort": 80})]})
    things = [component(APP, [endpoint("a")])]
    result = list(
        nodes(plan(manifest, parent=APP, things=things), Cluster({"nodes": [node("a"), node("b")]}))
    )
    assert told(result)[-1] == (
        "warning: Deployment shop/web can run on b as well, which no endpoint tells of"
    )


def test_nodes_that_cannot_be_read_are_not_known() -> None:
    asked = Cluster(denied=frozenset(["nodes"]))
    assert told(nodes(plan(workload()), asked)) == [f"unknown: nodes {FORBIDDEN.format('nodes')}"]


def test_a_plan_without_pods_and_nodes_asks_nothing() -> None:
    assert told(nodes(plan(), Cluster(denied=frozenset(["nodes"])))) == []


def affine(*expressions: dict[str, Any], key: str = "matchExpressions") -> dict[str, Any]:
    term = {"nodeSelectorTerms": [{key: list(expressions)}]}
    required = {"requiredDuringSchedulingIgnoredDuringExecution": term}
    return {"affinity": {"nodeAffinity": required}}


@pytest.mark.parametrize(
    ("operator", "values", "fitting"),
    [
        ("In", ["2", "3"], True),
        ("In", ["3"], False),
        ("NotIn", ["3"], True),
        ("NotIn", ["2"], False),
        ("Exists", [], True),
        ("DoesNotExist", [], False),
        ("Gt", ["1"], True),
        ("Gt", ["2"], False),
        ("Lt", ["3"], True),
        ("Lt", ["2"], False),
        ("Gt", ["no number"], False),
    ],
)
def test_required_affinity_is_read_as_the_scheduler_reads_it(
    operator: str, values: list[str], fitting: bool
) -> None:
    spec = affine({"key": "disks", "operator": operator, "values": values})
    assert fits(spec, node("a", labels={"disks": "2"})) is fitting


def test_affinity_may_name_the_node() -> None:
    spec = affine({"key": "metadata.name", "operator": "In", "values": ["a"]}, key="matchFields")
    assert [fits(spec, node(name)) for name in ("a", "b")] == [True, False]


@pytest.mark.parametrize(
    ("toleration", "repelled"),
    [
        ({"operator": "Exists"}, False),
        ({"key": "edge", "operator": "Exists"}, False),
        ({"key": "edge", "value": "yes"}, False),
        ({"key": "edge", "value": "no"}, True),
        ({"key": "other", "operator": "Exists"}, True),
        ({"key": "edge", "operator": "Exists", "effect": "NoExecute"}, True),
    ],
)
def test_a_toleration_matches_a_taint(toleration: dict[str, str], repelled: bool) -> None:
    tainted = node("a", taints=[{"key": "edge", "value": "yes", "effect": "NoSchedule"}])
    found = repelling({"tolerations": [toleration]}, tainted)
    assert found == (["edge=yes:NoSchedule"] if repelled else [])


def test_taints_of_the_moment_and_preferences_repel_nobody() -> None:
    taints = [
        {"key": "node.kubernetes.io/not-ready", "effect": "NoExecute"},
        {"key": "edge", "effect": "PreferNoSchedule"},
    ]
    assert repelling({}, node("a", taints=taints)) == []
