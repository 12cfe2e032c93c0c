"""NodePorts and host ports that the plan takes."""

from typing import Any

import pytest

from exposure_components.doctor.checks.host_ports import taken_host_ports
from exposure_components.doctor.checks.node_ports import fixed_node_ports
from exposure_components.doctor.taken import HostPort
from tests.doctor.clusters import (
    FORBIDDEN,
    Cluster,
    container,
    made,
    node,
    plan,
    pod,
    remedies,
    told,
    workload,
)

ABOUT = "nodePort 30000 of Service shop/web"


def service(number: int, name: str = "web", namespace: str = "shop", **spec: Any) -> dict[str, Any]:
    ports = [{"port": 80, "protocol": "TCP", "nodePort": number}]
    return made("Service", name, namespace=namespace, spec={"ports": ports, **spec})


def fixed(number: int, **objects: list[dict[str, Any]]) -> list[str]:
    """What is told of a fixed NodePort."""
    cluster = Cluster({"services": [], **objects})
    return told(fixed_node_ports(plan(service(number)), cluster))


def test_a_free_port_of_the_default_range_is_well() -> None:
    assert fixed(30000) == [
        f"ok: {ABOUT} is no other Service's, and in the default range 30000-32767"
    ]


def test_a_port_of_another_service_is_taken() -> None:
    cluster = Cluster({"services": [service(30000, "db", "other")]})
    result = list(fixed_node_ports(plan(service(30000)), cluster))
    assert told(result) == [f"problem: {ABOUT} is taken: it is the nodePort of Service other/db"]
    assert remedies(result) == ["choose another `node_port`, or leave it out and let the cluster"]


def test_a_port_of_a_health_check_is_taken() -> None:
    other = service(30001, "db", "other", healthCheckNodePort=30000)
    assert fixed(30000, services=[other]) == [
        f"problem: {ABOUT} is taken: it is the health check's port of Service other/db"
    ]


def test_a_port_that_the_service_itself_has_already_is_well() -> None:
    assert fixed(30000, services=[service(30000)]) == [
        f"ok: {ABOUT} is no other Service's, and in the default range 30000-32767"
    ]


def test_an_allocated_port_is_no_port_yet() -> None:
    manifest = made("Service", spec={"ports": [{"port": 80}]})
    assert told(fixed_node_ports(plan(manifest), Cluster())) == []


def test_a_port_outside_of_the_default_range_may_be_inside_of_the_clusters() -> None:
    (line,) = fixed(35000)
    assert line.startswith(
        "warning: nodePort 35000 of Service shop/web is outside of 30000-32767, the default range"
    )
    assert "no Service shows" in line
    (line,) = fixed(35000, services=[service(36000, "db", "other")])
    assert "which it has widened: other/db has 36000" in line


def api_server(*flags: str) -> dict[str, Any]:
    made_pod = pod("kube-apiserver-cp", labels={"component": "kube-apiserver"})
    made_pod["spec"]["containers"][0]["command"] = ["kube-apiserver", *flags]
    return made_pod


def kubeadm(arguments: str) -> dict[str, Any]:
    data = {"ClusterConfiguration": f"apiServer:\n  extraArgs:\n{arguments}kind: x\n"}
    return made("ConfigMap", "kubeadm-config", namespace="kube-system", data=data)


RANGES = [
    {"pods": [api_server("--service-node-port-range=40000-41000")]},
    {"configmaps": [kubeadm("    service-node-port-range: 40000-41000\n")]},
    {"configmaps": [kubeadm("  - name: service-node-port-range\n    value: 40000-41000\n")]},
    {
        "networks": [
            made("Network", "cluster", namespace=None, spec={"serviceNodePortRange": "40000-41000"})
        ]
    },
]


@pytest.mark.parametrize("objects", RANGES, ids=["pod", "kubeadm", "kubeadm 1.31", "openshift"])
def test_the_range_is_read_where_the_cluster_tells_it(
    objects: dict[str, list[dict[str, Any]]],
) -> None:
    assert fixed(40500, **objects) == [
        "ok: nodePort 40500 of Service shop/web is no other Service's, and in the API server's "
        "range 40000-41000"
    ]
    assert fixed(30000, **objects) == [
        f"problem: {ABOUT} is outside of the API server's range 40000-41000"
    ]


def test_an_api_server_without_the_flag_has_the_default_range() -> None:
    assert fixed(35000, pods=[api_server()]) == [
        "problem: nodePort 35000 of Service shop/web is outside of the API server's range "
        "30000-32767"
    ]


def test_services_that_cannot_be_read_are_not_known() -> None:
    cluster = Cluster(denied=frozenset(["services"]))
    assert told(fixed_node_ports(plan(service(30000)), cluster)) == [
        f"unknown: {ABOUT} {FORBIDDEN.format('Services of all namespaces')}"
    ]


PORT = {"containerPort": 8086, "hostPort": 80, "protocol": "TCP"}
HOST = "host port 80/TCP of Deployment shop/web"


def hosts(
    pods: list[dict[str, Any]],
    *,
    kind: str = "Deployment",
    replicas: int = 1,
    services: list[dict[str, Any]] | None = None,
    spec: dict[str, Any] | None = None,
) -> list[str]:
    """What is told of a host port on two nodes."""
    live = {"pods": pods, "nodes": [node("node1"), node("node2")], "services": services or []}
    manifest = workload({"containers": [container(PORT)], **(spec or {})}, kind, replicas)
    return told(taken_host_ports(plan(manifest), Cluster(live)))


def test_a_host_port_is_free_where_nobody_has_it() -> None:
    assert hosts([pod("db", "node1", {"containerPort": 80})]) == [
        f"ok: {HOST} is free on node1, node2"
    ]


def test_a_host_port_that_is_taken_on_every_node_is_a_problem() -> None:
    taken = [pod("a", "node1", PORT), pod("b", "node2", PORT)]
    assert hosts(taken) == [
        f"problem: {HOST} is taken by pod other/a (80/TCP) on node1, pod other/b (80/TCP) on "
        "node2; the pods need 1 of the nodes, and it is free on 0"
    ]


def test_a_host_port_that_is_taken_on_one_node_leaves_the_other() -> None:
    taken = [pod("a", "node1", PORT)]
    assert hosts(taken) == [
        f"warning: {HOST} is taken by pod other/a (80/TCP) on node1: the pods run on node2 alone"
    ]
    assert hosts(taken, replicas=2)[0].startswith("problem: ")
    assert hosts(taken, kind="DaemonSet")[0].startswith("problem: ")


def test_a_host_port_that_is_taken_where_no_pod_of_the_plan_runs_is_free() -> None:
    spec = {"nodeSelector": {"kubernetes.io/hostname": "node2"}}
    assert hosts([pod("a", "node1", PORT)], spec=spec) == [f"ok: {HOST} is free on node2"]


def test_own_pods_and_pods_that_ended_are_in_nobodys_way() -> None:
    own = pod("web-1", "node1", PORT, namespace="shop", labels={"app": "web", "more": "x"})
    ended = pod("job", "node2", PORT, phase="Succeeded")
    assert hosts([own, ended]) == [f"ok: {HOST} is free on node1, node2"]


def test_pods_in_the_nodes_network_take_all_their_ports() -> None:
    spec = {"hostNetwork": True, "containers": [container({"containerPort": 80})]}
    assert hosts([pod("a", "node1", PORT), pod("b", "node2", PORT)], spec=spec)[0].startswith(
        f"problem: {HOST} is taken"
    )


def test_a_host_port_that_is_a_node_port_gets_no_traffic() -> None:
    assert hosts([], services=[service(80, "db", "other")])[1:] == [
        f"problem: {HOST} is the nodePort of Service other/db, which gets its traffic"
    ]


@pytest.mark.parametrize("plural", ["pods", "nodes"])
def test_what_cannot_be_read_leaves_host_ports_unknown(plural: str) -> None:
    cluster = Cluster({"pods": [], "nodes": []}, denied=frozenset([plural]))
    manifest = workload({"containers": [container(PORT)]})
    assert told(taken_host_ports(plan(manifest), cluster)) == [
        f"unknown: {HOST} {FORBIDDEN.format(plural)}"
    ]


@pytest.mark.parametrize(
    ("one", "other", "collide"),
    [
        (HostPort(80), HostPort(80), True),
        (HostPort(80), HostPort(81), False),
        (HostPort(80), HostPort(80, "UDP"), False),
        (HostPort(80, address="10.0.0.1"), HostPort(80), True),
        (HostPort(80, address="10.0.0.1"), HostPort(80, address="0.0.0.0"), True),
        (HostPort(80, address="10.0.0.1"), HostPort(80, address="10.0.0.2"), False),
    ],
)
def test_ports_collide_on_one_address_and_protocol(
    one: HostPort, other: HostPort, collide: bool
) -> None:
    assert one.collides(other) is other.collides(one) is collide
