"""Every strategy's way of traffic, of plans in which nothing is there yet."""

from typing import Any

import pytest

from exposure_components import (
    AwsNetworkLoadBalancer,
    CloudLoadBalancedApp,
    Gateway,
    GatewayApp,
    HostNetworkApp,
    HostPortApp,
    IngressApp,
    IngressController,
    NodePortApp,
    OctaviaLoadBalancer,
)
from exposure_components.cli.look_ups import ANSWERS
from tests.topology.programs import INFLUXDB, NODES, details, graph, ways

BEHIND = ["2 nodes -> Service influxdb", "Service influxdb -> Deployment influxdb: TCP 8086"]
DESIGNATE = {"name": "influxdb.kube.example.com", "zone": {"designate": {"name": "example.com"}}}


def app(**more: Any) -> Any:
    return {**INFLUXDB, **more}


def test_host_network_leads_from_the_node_to_the_pod() -> None:
    args = app(node_selector={"kubernetes.io/hostname": "kubenode02"})
    found = graph(lambda: HostNetworkApp("influxdb", args))
    assert ways(found) == ["clients -> node: TCP 8086", "node -> Deployment influxdb: TCP 8086"]
    assert details(found)["node"] == ("kubenode02 10.13.241.10",)
    assert "in the node's network" in details(found)["Deployment influxdb"]


def test_host_ports_differ_from_those_of_the_container() -> None:
    args = app(ports=[{"container_port": 8086, "host_port": 80}])
    assert ways(graph(lambda: HostPortApp("influxdb", args))) == [
        "clients -> 2 nodes: TCP 80",
        "2 nodes -> Deployment influxdb: TCP 8086",
    ]


def test_node_ports_lead_over_the_service() -> None:
    ports = [
        {"container_port": 8086, "node_port": 30000},
        {"container_port": 8089, "protocol": "UDP"},
    ]
    found = graph(lambda: NodePortApp("influxdb", app(ports=ports)))
    assert ways(found) == [
        "clients -> 2 nodes: TCP 30000; UDP allocated",
        "2 nodes -> Service influxdb",
        "Service influxdb -> Deployment influxdb: TCP 8086; UDP 8089",
    ]
    assert details(found)["2 nodes"] == ("kubenode01 10.13.241.89", "kubenode02 10.13.241.10")
    assert details(found)["Service influxdb"] == ("databases", "kube-proxy: to any pod")


def test_kube_proxy_keeps_to_its_node_where_the_client_is_kept() -> None:
    found = graph(lambda: NodePortApp("influxdb", app(client_ip="preserve")))
    assert details(found)["Service influxdb"][1] == "kube-proxy: pods of that node"


def test_a_name_leads_to_the_nodes() -> None:
    ports = [{"container_port": 8086, "node_port": 30000}]
    found = graph(lambda: NodePortApp("influxdb", app(ports=ports, dns=DESIGNATE)), calls=CALLS)
    assert ways(found) == [
        "clients -> influxdb.kube.example.com: TCP 30000",
        "influxdb.kube.example.com -> any node",
        "any node -> Service influxdb",
        "Service influxdb -> Deployment influxdb: TCP 8086",
    ]


def test_a_cloud_s_balancer_has_the_address_that_is_asked_for() -> None:
    args = app(load_balancer={"cloud": {"address": "10.13.241.240", "metallb": {}}})
    found = graph(lambda: CloudLoadBalancedApp("influxdb", args))
    assert ways(found) == [
        "clients -> load balancer: TCP 8086",
        "load balancer -> any node",
        "any node -> Service influxdb",
        "Service influxdb -> Deployment influxdb: TCP 8086",
    ]
    assert details(found)["load balancer"] == ("10.13.241.240", "by the cluster's cloud")


def test_without_node_ports_the_balancer_leads_to_the_service() -> None:
    args = app(load_balancer={"cloud": {"allocate_node_ports": False, "metallb": {}}})
    found = graph(lambda: CloudLoadBalancedApp("influxdb", args))
    assert ways(found)[1] == "load balancer -> Service influxdb: TCP 8086"
    assert details(found)["load balancer"][0] == "known after up"


OCTAVIA: Any = {"vip_subnet": {"name": "vip"}, "vip_address": "10.13.242.236"}
CALLS = dict(ANSWERS)


def test_octavia_leads_to_the_node_ports_of_its_members() -> None:
    ports = [{"container_port": 8086, "node_port": 30051}]
    args = app(ports=ports, load_balancer={"octavia": OCTAVIA})
    found = graph(lambda: CloudLoadBalancedApp("influxdb", args), calls=CALLS)
    assert ways(found) == [
        "clients -> Octavia load balancer influxdb: TCP 8086",
        "Octavia load balancer influxdb -> 2 nodes: TCP 30051",
        *BEHIND,
    ]
    assert details(found)["Octavia load balancer influxdb"] == ("10.13.242.236",)


def test_apps_share_a_balancer_and_each_has_a_name_of_its_own() -> None:
    def program() -> None:
        edge = OctaviaLoadBalancer("edge", OCTAVIA)
        shared: Any = app(load_balancer=edge.load_balancer, dns=DESIGNATE)
        CloudLoadBalancedApp("influxdb", shared)
        ports = [{"container_port": 3000}]
        other: Any = app(load_balancer=edge.load_balancer, ports=ports)
        CloudLoadBalancedApp("grafana", other)

    assert ways(graph(program, calls=CALLS)) == [
        "clients -> influxdb.kube.example.com: TCP 8086",
        "influxdb.kube.example.com -> Octavia load balancer edge",
        "Octavia load balancer edge -> 2 nodes: TCP allocated",
        "2 nodes -> Service influxdb",
        "Service influxdb -> Deployment influxdb: TCP 8086",
        "Octavia load balancer edge -> 2 nodes: TCP allocated",
        "2 nodes -> Service grafana",
        "Service grafana -> Deployment grafana: TCP 3000",
        "clients -> Octavia load balancer edge: TCP 3000",
    ]


@pytest.mark.parametrize("existing", [{"name": "edge"}, {"id": "a-b"}], ids=["name", "id"])
def test_a_balancer_that_exists_is_made_elsewhere(existing: Any) -> None:
    balancer = {"octavia": {"existing": existing}}
    found = graph(
        lambda: CloudLoadBalancedApp("influxdb", app(load_balancer=balancer)), calls=CALLS
    )
    assert ways(found)[0] == "clients -> Octavia load balancer: TCP 8086"
    assert details(found)["Octavia load balancer"] == ("made elsewhere",)


def test_aws_leads_to_instances() -> None:
    ids = ("i-0123456789abcdef0", "i-0123456789abcdef1")
    nodes = [
        {**node, "provider_id": f"aws:///eu-west-1a/{id}"}
        for node, id in zip(NODES, ids, strict=True)
    ]
    balancer: Any = {"vpc_id": "vpc-1", "subnets": [{"id": "subnet-1"}]}

    def program() -> None:
        edge = AwsNetworkLoadBalancer("edge", balancer)
        ports = [
            {"container_port": 8086, "node_port": 30051},
            {"container_port": 53, "node_port": 30053},
            {"container_port": 53, "node_port": 30053, "protocol": "UDP"},
        ]
        args: Any = app(load_balancer=edge.load_balancer, ports=ports, cluster={"nodes": nodes})
        CloudLoadBalancedApp("influxdb", args)

    found = graph(program)
    assert ways(found) == [
        "clients -> AWS load balancer edge: TCP 8086, 53; UDP 53",
        "AWS load balancer edge -> 2 nodes: TCP 30051, 30053",
        "2 nodes -> Service influxdb",
        "Service influxdb -> Deployment influxdb: TCP 8086, 53; UDP 53",
    ]
    assert details(found)["2 nodes"] == ids


def test_aws_leads_to_pods_that_a_binding_puts_in() -> None:
    balancer: Any = {
        "vpc_id": "vpc-1",
        "subnets": [{"id": "subnet-1"}],
        "targets": {"binding": {}},
    }
    args = app(load_balancer={"aws": balancer})
    assert ways(graph(lambda: CloudLoadBalancedApp("influxdb", args))) == [
        "clients -> AWS load balancer influxdb: TCP 8086",
        "AWS load balancer influxdb -> Service influxdb: TCP 8086",
        "Service influxdb -> Deployment influxdb: TCP 8086",
    ]


@pytest.mark.parametrize(
    "controller",
    [{"traefik": {}}, {"contour": {}}],
    ids=["Traefik", "Contour"],
)
def test_hosts_lead_to_the_controller_and_over_the_ingress(controller: Any) -> None:
    def program() -> None:
        asked: Any = {"cluster": {"nodes": NODES}, **controller}
        edge = IngressController("edge", asked)
        args = app(controller=edge.controller, hosts=["a.example.com", "b.example.com"])
        IngressApp("influxdb", args)

    found = graph(program)
    told = details(found)
    (route,) = (title for title in told if title.startswith("Ingress "))
    assert told[route][:3] == ("databases", "a.example.com", "b.example.com")
    assert ways(found) == [
        "clients -> a.example.com: TCP 80",
        "a.example.com -> 2 nodes",
        "2 nodes -> DaemonSet edge: TCP 80, 443",
        f"DaemonSet edge -> {route}",
        f"{route} -> Service influxdb: TCP 8086",
        "Service influxdb -> Deployment influxdb: TCP 8086",
        "clients -> b.example.com: TCP 80",
        "b.example.com -> 2 nodes",
    ]


def test_a_controller_behind_a_balancer_is_reached_over_its_service() -> None:
    def program() -> None:
        args: Any = {"load_balancer": {"cloud": {"metallb": {}}}}
        edge = IngressController("edge", args)
        IngressApp("influxdb", app(controller=edge.controller))

    assert ways(graph(program)) == [
        "clients -> load balancer: TCP 80, 443",
        "load balancer -> any node",
        "any node -> Service edge",
        "Service edge -> Deployment edge: TCP 80, 443",
        "Deployment edge -> Ingress influxdb",
        "Ingress influxdb -> Service influxdb: TCP 8086",
        "Service influxdb -> Deployment influxdb: TCP 8086",
    ]


def test_a_controller_that_is_not_the_program_s_is_named_by_its_class() -> None:
    args = app(controller={"class_name": "nginx"}, hosts=["a.example.com"])
    found = graph(lambda: IngressApp("influxdb", args))
    assert ways(found)[:3] == [
        "clients -> a.example.com: TCP 80",
        "a.example.com -> ingress controller",
        "ingress controller -> Ingress influxdb",
    ]
    assert details(found)["ingress controller"] == ("class nginx",)


def test_a_gateway_leads_to_routes() -> None:
    listeners: Any = [{"name": "http", "port": 80, "protocol": "HTTP", "routes_from": "All"}]

    def program() -> None:
        options: Any = {"cluster": {"nodes": NODES}, "traefik": {"gateway_api": "standard"}}
        traefik = IngressController("traefik", options)
        namespace: Any = {"name": "edge"}
        edge = Gateway(
            "edge",
            {"controller": traefik.controller, "listeners": listeners, "namespace": namespace},
        )
        GatewayApp("influxdb", app(gateway=edge.gateway, hosts=["a.example.com"]))

    found = graph(program)
    assert ways(found) == [
        "clients -> a.example.com: TCP 80",
        "a.example.com -> 2 nodes",
        "2 nodes -> DaemonSet traefik: TCP 80, 443",
        "DaemonSet traefik -> Gateway edge",
        "Gateway edge -> HTTPRoute influxdb",
        "HTTPRoute influxdb -> Service influxdb: TCP 8086",
        "Service influxdb -> Deployment influxdb: TCP 8086",
    ]
    assert details(found)["Gateway edge"] == ("edge", "HTTP 80")


def test_pods_of_an_existing_workload_are_told_by_their_labels() -> None:
    args: Any = {
        "selector": {"app": "web"},
        "namespace": {"name": "shop"},
        "ports": [{"container_port": 80}],
    }
    found = graph(lambda: NodePortApp("web", args))
    assert ways(found)[-1] == "Service web -> pods: TCP 80"
    assert details(found)["pods"] == ("shop", "app=web")
