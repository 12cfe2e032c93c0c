"""What args come to, without Pulumi."""

from typing import Any

import pytest

from exposure_components.checks.collisions import Claim
from exposure_components.exposing import Strategy, cluster_name, object_name
from exposure_components.nodes import Place
from exposure_components.strategies.host_network import HOST_NETWORK
from exposure_components.strategies.host_port import HOST_PORT
from exposure_components.strategies.ingress import INGRESS
from exposure_components.strategies.node_port import NODE_PORT
from tests.pure.apps import NODES, STRATEGIES, app, exposed


def routes(strategy: Strategy) -> list[str]:
    """What leads to the Service of an app of which nothing is said."""
    return ["Ingress"] if strategy is INGRESS else []


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda s: str(s.title))
def test_an_app_is_a_workload_a_service_and_what_leads_to_it(strategy: Strategy) -> None:
    kinds = [o["kind"] for o in exposed(app(), strategy).objects]
    assert kinds == ["Deployment", "Service", *routes(strategy)]


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda s: str(s.title))
def test_objects_come_in_the_order_in_which_they_need_each_other(strategy: Strategy) -> None:
    args = app(
        namespace={"create": True},
        replicas=2,
        service_account={"create": True},
        security={"run_as_root": True},
        cluster={"platform": "openshift"},
        volumes=[{"name": "data", "mount_path": "/data", "new_claim": {"size": "1Gi"}}],
    )
    expected = [
        "Namespace",
        "ServiceAccount",
        "Role",
        "RoleBinding",
        "PersistentVolumeClaim",
        "Deployment",
        "Service",
        "PodDisruptionBudget",
        *routes(strategy),
    ]
    assert [o["kind"] for o in exposed(args, strategy).objects] == expected


def test_an_existing_workload_gets_a_service_alone() -> None:
    args = {
        "selector": {"app": "web"},
        "ports": [{"container_port": 80}],
        "cluster": {"platform": "openshift"},
    }
    assert [o["kind"] for o in exposed(args).objects] == ["Service"]


def test_an_existing_workload_gets_a_network_policy_if_asked() -> None:
    args = {
        "selector": {"app": "web"},
        "ports": [{"container_port": 80}],
        "allowed_cidrs": ["10.0.0.0/8"],
    }
    service, policy = exposed(args).objects
    assert (service["kind"], policy["kind"]) == ("Service", "NetworkPolicy")
    assert service["spec"]["selector"] == {"app": "web"}
    assert policy["spec"]["podSelector"] == {"matchLabels": {"app": "web"}}


def test_the_name_of_the_objects() -> None:
    assert object_name("web", {}) == "web"
    assert object_name("web", {"name": "site"}) == "site"
    assert object_name("w" * 60, {}) == "w" * 43 + "-" + "e0bd8d50"
    assert exposed(app(), name="web").name == "web"


def test_the_name_of_the_cluster() -> None:
    assert cluster_name({}) == ""
    assert cluster_name({"cluster": {"name": "a"}}) == "a"


NAME = Claim("influxdb", "name", "influxdb", ("name", "", None, "influxdb"))


@pytest.mark.parametrize(
    ("strategy", "args", "claims"),
    [
        (NODE_PORT, app(), [NAME]),
        (
            NODE_PORT,
            app(
                ports=[{"container_port": 1}, {"container_port": 2, "node_port": 30000}],
                namespace={"create": True},
                cluster={"name": "a"},
            ),
            [
                Claim("influxdb", "name", "influxdb", ("name", "a", "influxdb", "influxdb")),
                Claim("influxdb", "namespace.create", "influxdb", ("namespace", "a", "influxdb")),
                Claim("influxdb", "ports[1].node_port", 30000, ("port", "a", "TCP", 30000)),
                Claim("influxdb", "ports[1].node_port", 30000, ("node port", "a", 30000)),
            ],
        ),
        (
            HOST_PORT,
            app(
                ports=[
                    {"container_port": 80, "protocol": "UDP"},
                    {"container_port": 81, "host_port": 82, "host_ip": "10.0.0.1"},
                ],
                cluster={"nodes": NODES},
                node_selector={"kubernetes.io/hostname": "kubenode01"},
            ),
            [
                NAME,
                *[
                    Claim(
                        "influxdb",
                        path,
                        number,
                        ("port", "", protocol, number),
                        Place(
                            frozenset(["kubenode01"]), (("kubernetes.io/hostname", "kubenode01"),)
                        ),
                        address,
                    )
                    for path, number, protocol, address in [
                        ("ports[0].container_port", 80, "UDP", ""),
                        ("ports[1].host_port", 82, "TCP", "10.0.0.1"),
                    ]
                ],
            ],
        ),
        (
            HOST_NETWORK,
            app(),
            [
                NAME,
                Claim(
                    "influxdb",
                    "ports[0].container_port",
                    8086,
                    ("port", "", "TCP", 8086),
                    Place(None),
                ),
            ],
        ),
    ],
    ids=["allocated", "fixed nodePort", "hostPorts", "hostNetwork"],
)
def test_what_an_app_claims(strategy: Strategy, args: Any, claims: list[Claim]) -> None:
    assert exposed(args, strategy).claims == claims


def where(strategy: Strategy, **more: Any) -> list[tuple[Any, Any, bool, bool]]:
    args = app(**{"cluster": {"nodes": NODES}, **more})
    return [
        (r.host, r.number, r.survives_reschedule, r.client_ip_kept)
        for r in exposed(args, strategy).reaches
    ]


FIRST, SECOND = "10.13.241.89", "10.13.241.10"
ON_FIRST = {"kubernetes.io/hostname": "kubenode01"}


@pytest.mark.parametrize("strategy", [HOST_NETWORK, HOST_PORT], ids=lambda s: str(s.title))
@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [(FIRST, 8086, False, True), (SECOND, 8086, False, True)]),
        ({"node_selector": ON_FIRST}, [(FIRST, 8086, True, True)]),
        ({"replicas": 2}, [(FIRST, 8086, True, True), (SECOND, 8086, True, True)]),
        ({"kind": "DaemonSet"}, [(FIRST, 8086, True, True), (SECOND, 8086, True, True)]),
        ({"autoscaled": True}, [(FIRST, 8086, False, True), (SECOND, 8086, False, True)]),
        ({"replicas": 0}, []),
        ({"cluster": {}}, []),
        (
            {"cluster": {"nodes": [NODES[0], {**NODES[1], "schedulable": False}]}},
            [(FIRST, 8086, True, True)],
        ),
    ],
    ids=[
        *("one pod on two nodes", "pinned", "a pod on each", "DaemonSet", "autoscaled"),
        *("no pod", "nodes not known", "control plane"),
    ],
)
def test_an_app_on_its_nodes_answers_where_a_pod_may_run(
    strategy: Strategy, more: dict[str, Any], expected: list[Any]
) -> None:
    assert where(strategy, **more) == expected


def test_a_bound_host_port_answers_at_its_address_alone() -> None:
    ports = [{"container_port": 80, "host_port": 8080, "host_ip": "192.0.2.1"}]
    cluster = {"nodes": NODES[:1]}
    assert where(HOST_PORT, ports=ports, cluster=cluster) == [("192.0.2.1", 8080, True, True)]


def test_a_host_port_bound_to_one_nodes_address_answers_at_that_node_alone() -> None:
    ports = [{"container_port": 80, "host_ip": SECOND}]
    cluster = {"nodes": NODES[:2]}
    assert where(HOST_PORT, ports=ports, cluster=cluster) == [(SECOND, 80, False, True)]


def test_a_host_port_bound_to_nobodys_address_is_a_warning_and_no_endpoint() -> None:
    args = app(ports=[{"container_port": 80, "host_ip": "192.0.2.1"}], cluster={"nodes": NODES[:2]})
    made = exposed(args, HOST_PORT)
    assert list(made.reaches) == []
    said = "the endpoint at 192.0.2.1 is not known: no node in `cluster.nodes` has it"
    assert said in made.warnings


def test_a_host_port_bound_to_every_address_answers_at_the_nodes() -> None:
    ports = [{"container_port": 80, "host_ip": "0.0.0.0"}]
    cluster = {"nodes": NODES[:1]}
    assert where(HOST_PORT, ports=ports, cluster=cluster) == [(FIRST, 80, True, True)]


PLANE = {"name": "plane", "address": "10.13.241.1", "schedulable": False}
ALL = [(FIRST, None, True, False), (SECOND, None, True, False)]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, ALL),
        ({"node_selector": ON_FIRST}, ALL),
        (
            {"cluster": {"nodes": [PLANE, NODES[0]]}},
            [("10.13.241.1", None, True, False), (FIRST, None, True, False)],
        ),
        ({"client_ip": "preserve", "node_selector": ON_FIRST}, [(FIRST, None, False, True)]),
        (
            {"client_ip": "preserve", "kind": "DaemonSet"},
            [(FIRST, None, True, True), (SECOND, None, True, True)],
        ),
        (
            {"client_ip": "preserve", "cluster": {"nodes": [PLANE, NODES[0]]}},
            [(FIRST, None, False, True)],
        ),
        (
            {"allowed_cidrs": ["10.0.0.0/8"]},
            [(FIRST, None, False, True), (SECOND, None, False, True)],
        ),
        ({"replicas": 0}, []),
        ({"cluster": {}}, []),
        (
            {"ports": [{"container_port": 80, "node_port": 30080}]},
            [(FIRST, 30080, True, False), (SECOND, 30080, True, False)],
        ),
    ],
    ids=[
        *("every node", "pinned", "control plane too", "local, pinned", "local on all nodes"),
        *("local, no control plane", "judged by address", "no pod", "nodes not known", "fixed"),
    ],
)
def test_an_app_at_a_node_port_answers_at(more: dict[str, Any], expected: list[Any]) -> None:
    assert where(NODE_PORT, **more) == expected


def warnings(strategy: Strategy, **more: Any) -> list[str]:
    return list(exposed(app(**{"cluster": {"nodes": NODES}, **more}), strategy).warnings)


CONFLICTS = (
    "port conflicts: hostNetwork takes 8086/TCP of its node; another pod that wants it there stays "
    "pending"
)
PRIVILEGED = (
    "privileged: hostNetwork needs a namespace at the Pod Security level privileged, and on "
    "OpenShift a security context constraint (set `cluster.platform`)"
)
MOVES = (
    "the address changes when a pod moves: it may run on 2 nodes and answers only where it runs; "
    "pin it by `node_selector`, or use kind DaemonSet or NodePortApp"
)
UNKNOWN_NODES = "endpoints are not known: give the cluster's nodes in `cluster.nodes`"


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [MOVES, CONFLICTS, PRIVILEGED]),
        ({"node_selector": ON_FIRST}, [CONFLICTS, PRIVILEGED]),
        ({"kind": "DaemonSet"}, [CONFLICTS, PRIVILEGED]),
        ({"cluster": {}}, [UNKNOWN_NODES, CONFLICTS, PRIVILEGED]),
        (
            {"kind": "DaemonSet", "cluster": {"nodes": NODES, "platform": "openshift"}},
            [
                CONFLICTS,
                "privileged on OpenShift: hostNetwork needs the security context constraint "
                "hostnetwork-v2, which is granted to the app's service account",
            ],
        ),
        (
            {
                "kind": "DaemonSet",
                "ports": [
                    {"container_port": 80},
                    {"container_port": 443},
                    {"container_port": 2000},
                ],
            },
            [
                CONFLICTS.replace("8086/TCP", "80/TCP, 443/TCP, 2000/TCP"),
                PRIVILEGED,
                "port 80, 443: a process that is not root may listen below 1024 only where the "
                "node's sysctl net.ipv4.ip_unprivileged_port_start allows it",
            ],
        ),
        (
            {
                "kind": "DaemonSet",
                "ports": [{"container_port": 80}],
                "security": {"run_as_root": True},
            },
            [CONFLICTS.replace("8086", "80"), PRIVILEGED],
        ),
        (
            {"kind": "DaemonSet", "ports": [{"container_port": 30000, "protocol": "UDP"}]},
            [
                CONFLICTS.replace("8086/TCP", "30000/UDP"),
                PRIVILEGED,
                "port 30000 lies in the cluster's NodePort range: a Service may be given it at any "
                "time; choose one outside",
            ],
        ),
    ],
    ids=[
        *("moves", "pinned", "on all nodes", "nodes not known", "OpenShift", "low ports"),
        *("low port as root", "port of the range"),
    ],
)
def test_the_drawbacks_of_host_network(more: dict[str, Any], expected: list[str]) -> None:
    assert warnings(HOST_NETWORK, **more) == expected


def test_the_drawbacks_of_host_ports() -> None:
    assert warnings(HOST_PORT, kind="DaemonSet") == [
        CONFLICTS.replace("hostNetwork", "hostPort"),
        PRIVILEGED.replace("hostNetwork", "hostPort"),
        "the cluster's network plugin must support hostPort (CNI plugin portmap, or its own way); "
        "some ignore it (cilium#14109)",
    ]


ALLOCATED = "the NodePort is allocated by the cluster: it is known after `pulumi up`"
LOCAL = (
    "externalTrafficPolicy is Local, for {}: a node without a pod drops what reaches it; use kind "
    "DaemonSet, or a load balancer that checks its members' health"
)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, [ALLOCATED]),
        ({"ports": [{"container_port": 80, "node_port": 30000}]}, []),
        ({"cluster": {}}, [UNKNOWN_NODES, ALLOCATED]),
        ({"client_ip": "preserve"}, [LOCAL.format("keeping the client's address"), ALLOCATED]),
        (
            {"allowed_cidrs": ["10.0.0.0/8"]},
            [LOCAL.format("judging allowed_cidrs"), ALLOCATED],
        ),
        ({"client_ip": "preserve", "kind": "DaemonSet"}, [ALLOCATED]),
    ],
    ids=["allocated", "fixed", "nodes not known", "local", "allow list", "local on all nodes"],
)
def test_the_drawbacks_of_node_ports(more: dict[str, Any], expected: list[str]) -> None:
    assert warnings(NODE_PORT, **more) == expected
