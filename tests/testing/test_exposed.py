"""What clients reach, by our components' promises and by what raw resources tell."""

from collections.abc import Callable
from typing import Any

import pulumi
import pytest
from pulumi_kubernetes.core.v1 import Service
from pulumi_kubernetes.networking.v1 import Ingress

from exposure_components import HostPortApp, IngressApp, IngressController, NodePortApp
from exposure_components.testing import (
    assert_exposed,
    assert_not_exposed,
    exposed,
    run_program,
)
from tests.testing.programs import service_of_type

NODES: Any = [{"name": "kubenode01", "address": "10.13.241.89"}]
RULE = {"service": {"name": "web", "port": {"number": 80}}}


def influxdb(**more: Any) -> None:
    args: Any = {
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086, "node_port": 30000}],
        "readiness": {"http_path": "/ping"},
        "cluster": {"nodes": NODES},
        **more,
    }
    NodePortApp("influxdb", args)


def ingress(**spec: Any) -> None:
    paths = [{"path": "/", "path_type": "Prefix", "backend": RULE}]
    rules = [{"host": "shop.example.com", "http": {"paths": paths}}]
    service_of_type("ClusterIP")
    Ingress("web", metadata={"name": "web"}, spec={"rules": rules, **spec})


@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"url": "http://10.13.241.89:30000/ping"}, id="url"),
        pytest.param({"url": "http://10.13.241.89:30000"}, id="url-without-a-path"),
        pytest.param({"host": "10.13.241.89"}, id="host"),
        pytest.param({"port": 30000, "protocol": "tcp"}, id="port-and-protocol"),
        pytest.param({"app": "influxdb"}, id="app"),
        pytest.param({}, id="anything"),
    ],
)
def test_a_component_exposes_its_endpoints(asked: Any, preview: bool) -> None:
    recording = run_program(influxdb, preview=preview)
    (found,) = assert_exposed(recording, **asked)
    assert found.url == "http://10.13.241.89:30000/ping"
    with pytest.raises(AssertionError, match=r"is exposed:\n  http://10\.13\.241\.89:30000/ping"):
        assert_not_exposed(recording, **asked)


@pytest.mark.parametrize(
    "asked",
    [
        pytest.param({"url": "https://10.13.241.89:30000/ping"}, id="scheme"),
        pytest.param({"url": "http://10.13.241.89:30000/pong"}, id="path"),
        pytest.param({"url": "http://10.13.241.89:30001/ping"}, id="port-of-the-url"),
        pytest.param({"url": "http://10.13.241.90:30000/ping"}, id="host-of-the-url"),
        pytest.param({"port": 30001}, id="port"),
        pytest.param({"port": 30000, "protocol": "UDP"}, id="protocol"),
        pytest.param({"app": "grafana", "port": 30000}, id="app"),
    ],
)
def test_each_word_counts(asked: Any) -> None:
    recording = run_program(influxdb)
    assert_not_exposed(recording, **asked)
    with pytest.raises(AssertionError, match="is not exposed; exposed are:"):
        assert_exposed(recording, **asked)


def test_the_failure_lists_what_is_exposed() -> None:
    def program() -> None:
        influxdb()
        service_of_type("LoadBalancer")

    with pytest.raises(AssertionError) as raised:
        assert_exposed(run_program(program), port=80, protocol="udp", app="influxdb")
    assert str(raised.value) == (
        "port 80, protocol UDP, app influxdb is not exposed; exposed are:\n"
        "  http://10.13.241.89:30000/ping (TCP 30000) at NodePortApp influxdb\n"
        "  203.0.113.10 (TCP 80) at load balancer -> pods"
    )


def test_the_failure_tells_what_only_the_cluster_reaches() -> None:
    with pytest.raises(AssertionError) as raised:
        assert_exposed(run_program(lambda: service_of_type("ClusterIP")))
    assert str(raised.value) == (
        "a place is not exposed; nothing is; within the cluster there are:\n  Service web"
    )


def test_of_nothing_nothing_is_exposed() -> None:
    recording = run_program(lambda: None)
    assert exposed(recording) == ()
    assert_not_exposed(recording)
    with pytest.raises(AssertionError, match=r"^app web is not exposed; nothing is$"):
        assert_exposed(recording, app="web")


@pytest.mark.parametrize(
    ("kind", "asked"),
    [
        ("NodePort", {"port": 32767, "protocol": "TCP", "app": "web"}),
        ("LoadBalancer", {"url": "http://203.0.113.10", "app": "web"}),
    ],
)
def test_a_raw_service_is_exposed_once_it_has_its_port(kind: str, asked: Any) -> None:
    assert_exposed(run_program(lambda: service_of_type(kind)), **asked)


def test_what_a_preview_does_not_know_is_no_proof_of_either() -> None:
    recording = run_program(lambda: service_of_type("NodePort"), preview=True)
    (found,) = assert_exposed(recording, app="web")
    assert (found.host, found.port) == (None, None)
    with pytest.raises(AssertionError, match=r"^port 32767 is not exposed"):
        assert_exposed(recording, port=32767)
    with pytest.raises(AssertionError, match=r"^port 32767 is exposed"):
        assert_not_exposed(recording, port=32767)
    assert_not_exposed(recording, protocol="UDP")


def test_a_component_that_cannot_promise_yet_is_seen_by_its_resources() -> None:
    def program() -> None:
        influxdb(ports=[{"container_port": 8086}])

    (found,) = assert_exposed(run_program(program, preview=True), app="influxdb", protocol="TCP")
    assert found.port is None


@pytest.mark.parametrize(
    ("spec", "ports"),
    [
        pytest.param({}, [80], id="plain"),
        pytest.param({"tls": [{"hosts": ["shop.example.com"]}]}, [80, 443], id="tls"),
        pytest.param({"tls": [{"secret_name": "all"}]}, [80, 443], id="tls-of-all-hosts"),
        pytest.param({"tls": [{"hosts": ["other.example.com"]}]}, [80], id="tls-of-another"),
    ],
)
def test_an_ingress_is_exposed_where_its_controller_serves(spec: Any, ports: list[int]) -> None:
    recording = run_program(lambda: ingress(**spec))
    assert [each.port for each in assert_exposed(recording, host="shop.example.com")] == ports
    secure = 443 in ports
    check = assert_exposed if secure else assert_not_exposed
    check(recording, "https://shop.example.com/cart")
    assert_exposed(recording, "http://shop.example.com", app="web")


def test_a_name_leads_to_the_apps_of_its_own_routes_alone() -> None:
    def program() -> None:
        for name in ("cart", "mail"):
            backend = {"service": {"name": name, "port": {"number": 80}}}
            path = {"path": "/", "path_type": "Prefix", "backend": backend}
            rule = {"host": f"{name}.example.com", "http": {"paths": [path]}}
            Ingress(name, metadata={"name": name}, spec={"rules": [rule]})
            Service(name, metadata={"name": name}, spec={"ports": [{"port": 80}]})

    recording = run_program(program)
    assert_exposed(recording, host="cart.example.com", app="cart")
    assert_not_exposed(recording, host="cart.example.com", app="mail")


def test_what_stands_beside_a_promise_is_exposed_as_well() -> None:
    def program() -> None:
        traefik = IngressController("traefik", {"domain": "*.kube.example.com"})
        args: Any = {
            "image": "a",
            "ports": [{"container_port": 80}],
            "controller": traefik.controller,
            "hosts": ["cart.kube.example.com"],
        }
        IngressApp("cart", args)
        ingress(ingress_class_name="traefik")

    recording = run_program(program)
    assert [each.url for each in assert_exposed(recording, app="cart")] == [
        "http://cart.kube.example.com/"
    ]
    assert_exposed(recording, "http://shop.example.com", app="web")
    assert_not_exposed(recording, host="shop.example.com", app="cart")


def test_a_hosted_name_is_found_in_any_case() -> None:
    assert_exposed(run_program(ingress), host="Shop.Example.com")


def test_host_ports_of_a_component_are_found() -> None:
    def program() -> None:
        ports: Any = [{"container_port": 8086, "host_port": 80}]
        HostPortApp("influxdb", {"image": "a", "ports": ports, "cluster": {"nodes": NODES}})

    assert_exposed(run_program(program), host="10.13.241.89", port=80)


def test_a_component_of_the_user_names_its_app() -> None:
    class Shop(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("shop:index:Shop", "shop")
            Service(
                "web",
                metadata={"name": "frontend"},
                spec={"type": "NodePort", "ports": [{"port": 80, "node_port": 30080}]},
                opts=pulumi.ResourceOptions(parent=self),
            )

    recording = run_program(Shop)
    for app in ("shop", "web", "frontend"):
        assert_exposed(recording, port=30080, app=app)
    assert_not_exposed(recording, app="other")


@pytest.mark.parametrize("check", [assert_exposed, assert_not_exposed])
@pytest.mark.parametrize("url", ["shop.example.com", "http://", "tcp://10.0.0.1"])
def test_what_is_no_url_is_refused(check: Callable[..., Any], url: str) -> None:
    with pytest.raises(ValueError, match="is no URL of an endpoint; give scheme, host and port"):
        check(run_program(lambda: None), url)
