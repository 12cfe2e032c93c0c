"""Programs without our components: what their resources alone tell."""

from collections.abc import Sequence
from typing import Any

from pulumi import ComponentResource, Output, ResourceOptions
from pulumi_kubernetes.apps.v1 import DaemonSet, Deployment
from pulumi_kubernetes.core.v1 import Pod, Secret, Service
from pulumi_kubernetes.networking.v1 import Ingress, IngressClass
from pulumi_openstack import dns, loadbalancer

from tests.topology.programs import details, graph, ways


def deployment(name: str, ports: Sequence[Any] = (), *, kind: Any = Deployment, **spec: Any) -> Any:
    labels = {"app": name}
    pod = {"containers": [{"name": "web", "image": "web:1", "ports": list(ports)}], **spec}
    return kind(
        name,
        metadata={"name": name, "namespace": "shop"},
        spec={
            "selector": {"match_labels": labels},
            "template": {"metadata": {"labels": {**labels, "tier": "front"}}, "spec": pod},
        },
    )


def service(name: str, kind: str = "ClusterIP", port: Any = None, **spec: Any) -> Any:
    return Service(
        name,
        metadata={"name": name, "namespace": "shop"},
        spec={"type": kind, "selector": {"app": name}, "ports": [port or {"port": 80}], **spec},
    )


def test_what_only_the_cluster_reaches_is_not_drawn() -> None:
    def program() -> None:
        deployment("web")
        service("web")

    assert ways(graph(program)) == []


def test_a_target_port_may_be_a_name() -> None:
    def program() -> None:
        deployment("web", [{"name": "http", "container_port": 8080}])
        service("web", "NodePort", {"port": 80, "target_port": "http", "node_port": 30080})

    assert ways(graph(program)) == [
        "clients -> any node: TCP 30080",
        "any node -> Service web",
        "Service web -> Deployment web: TCP 8080",
    ]


def test_a_selector_of_another_namespace_selects_nothing() -> None:
    def program() -> None:
        deployment("web")
        spec: Any = {"type": "NodePort", "selector": {"app": "web"}, "ports": [{"port": 80}]}
        Service("web", metadata={"name": "web", "namespace": "other"}, spec=spec)

    assert ways(graph(program))[-1] == "Service web -> pods: TCP 80"


def test_one_service_may_lead_to_two_workloads() -> None:
    def program() -> None:
        deployment("blue")
        deployment("green")
        both: Any = {"selector": {"tier": "front"}, "type": "NodePort", "ports": [{"port": 80}]}
        Service("web", metadata={"name": "web", "namespace": "shop"}, spec=both)

    assert ways(graph(program))[2:] == [
        "Service web -> Deployment blue: TCP 80",
        "Service web -> Deployment green: TCP 80",
    ]


def test_pods_and_host_ports_are_known_without_a_service() -> None:
    def program() -> None:
        ports: Any = [{"container_port": 53, "host_port": 53, "protocol": "UDP"}]
        deployment("dns", [*ports, {"container_port": 9153}], kind=DaemonSet)
        Pod(
            "proxy",
            metadata={"name": "proxy", "namespace": "shop"},
            spec={
                "host_network": True,
                "containers": [{"name": "p", "image": "p:1", "ports": [{"container_port": 3128}]}],
            },
        )

    assert ways(graph(program)) == [
        "clients -> the pods' nodes: UDP 53",
        "the pods' nodes -> DaemonSet dns: UDP 53",
        "clients -> the pods' nodes: TCP 3128",
        "the pods' nodes -> Pod proxy: TCP 3128",
    ]


def test_an_ingress_leads_over_a_controller_that_nobody_here_runs() -> None:
    def program() -> None:
        deployment("web")
        service("web")
        backend = {"service": {"name": "web", "port": {"number": 80}}}
        paths = [{"path": "/", "path_type": "Prefix", "backend": backend}]
        Ingress(
            "web",
            metadata={"name": "web", "namespace": "shop"},
            spec={"rules": [{"host": "web.example.com", "http": {"paths": paths}}]},
        )

    assert ways(graph(program)) == [
        "clients -> web.example.com",
        "web.example.com -> ingress controller",
        "ingress controller -> Ingress web",
        "Ingress web -> Service web: TCP 80",
        "Service web -> Deployment web: TCP 80",
    ]


def test_a_circle_is_left_open() -> None:
    """A controller that serves its own page, over an Ingress of its own."""

    def program() -> None:
        made = ComponentResource("shop:index:Controller", "edge")
        child = ResourceOptions(parent=made)
        ports: Any = [{"container_port": 80, "host_port": 80}]
        labels = {"app": "edge"}
        about: Any = {"name": "edge", "namespace": "edge"}
        container: Any = {"name": "edge", "image": "edge:1", "ports": ports}
        pod: Any = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
        spec: Any = {"selector": {"match_labels": labels}, "template": pod}
        DaemonSet("edge", metadata=about, spec=spec, opts=child)
        IngressClass("edge", metadata={"name": "edge"}, opts=child)
        Service("edge", metadata=about, spec={"selector": labels, "ports": [{"port": 80}]})
        backend = {"service": {"name": "edge", "port": {"number": 80}}}
        paths: Any = [{"path_type": "Prefix", "path": "/", "backend": backend}]
        rules: Any = [{"host": "edge.example.com", "http": {"paths": paths}}]
        Ingress("edge", metadata=about, spec={"ingress_class_name": "edge", "rules": rules})

    assert ways(graph(program)) == [
        "clients -> edge.example.com: TCP 80",
        "edge.example.com -> the pods' nodes",
        "the pods' nodes -> DaemonSet edge: TCP 80",
        "DaemonSet edge -> Ingress edge",
        "Ingress edge -> Service edge: TCP 80",
    ]


def test_a_balancer_of_octavia_leads_to_the_service_whose_node_port_it_has() -> None:
    def program() -> None:
        deployment("web")
        service("web", "NodePort", {"port": 80, "node_port": 30080})
        service("other", "NodePort", {"port": 80, "node_port": 30081})
        edge = loadbalancer.LoadBalancer("edge", vip_subnet_id="subnet")
        pool = loadbalancer.Pool(
            "web", protocol="TCP", lb_method="ROUND_ROBIN", loadbalancer_id=edge.id
        )
        loadbalancer.Listener(
            "web",
            protocol="TCP",
            protocol_port=443,
            loadbalancer_id=edge.id,
            default_pool_id=pool.id,
        )
        loadbalancer.Member(
            "one", pool_id=pool.id, address="192.0.2.1", protocol_port=30080, name="node1"
        )
        dns.RecordSet(
            "web",
            zone_id="zone",
            name="web.example.com.",
            type="A",
            records=[edge.vip_address],
        )

    found = graph(program)
    assert ways(found) == [
        "clients -> web.example.com: TCP 443",
        "web.example.com -> Octavia load balancer edge",
        "Octavia load balancer edge -> node: TCP 30080",
        "node -> Service web",
        "Service web -> Deployment web: TCP 80",
        "clients -> any node: TCP 30081",
        "any node -> Service other",
        "Service other -> pods: TCP 80",
    ]
    assert details(found)["node"] == ("node1 192.0.2.1",)


def test_a_record_leads_to_the_balancer_that_has_its_address() -> None:
    def program() -> None:
        deployment("web")
        service("web", "LoadBalancer", load_balancer_ip="192.0.2.7")
        record: Any = {"zone_id": "zone", "name": "web.example.com.", "type": "A"}
        dns.RecordSet("web", **record, records=["192.0.2.7"])
        dns.RecordSet("other", **{**record, "name": "other.example.com."}, records=["192.0.2.8"])
        dns.RecordSet("text", **{**record, "type": "TXT"}, records=["192.0.2.7"])

    assert ways(graph(program))[:2] == [
        "clients -> web.example.com: TCP 80",
        "web.example.com -> load balancer",
    ]
    assert len(ways(graph(program))) == 5


def test_secrets_are_masked() -> None:
    def program() -> None:
        deployment("web")
        address = Output.secret("192.0.2.7")
        service("web", "LoadBalancer", load_balancer_ip=address)
        Secret("web", metadata={"name": "web"}, string_data={"key": "hunter2"})

    found = graph(program)
    assert details(found)["load balancer"][0] == "[secret]"
    assert "192.0.2.7" not in repr(found)
