"""Gateways that the apps of a stack share by name."""

from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.settings import read_settings, register
from exposure_components.testing import run_program
from tests.gateway.apps import API, HOST, HTTP

NODES = [{"name": "kubenode01", "address": "10.13.241.89"}]
CLUSTER = {"nodes": NODES}
CONTROLLERS = {"traefik": {"traefik": {"gateway_api": "standard"}}}
GATEWAYS = {
    "edge": {
        "controller": "traefik",
        "namespace": {"name": "infra", "create": True},
        "listeners": [{**HTTP, "routes_from": "All"}],
    }
}
APP = {
    "strategy": "GatewayApp",
    "image": "influxdb:1.8",
    "ports": [{"container_port": 8086}],
    "hosts": [HOST],
    "gateway": "edge",
}
SHARED: dict[str, Any] = {"controllers": CONTROLLERS, "gateways": GATEWAYS}


def refused(apps: Any, **shared: Any) -> list[str]:
    """What is wrong with a stack."""
    with pytest.raises(ExposureError) as found:
        read_settings(apps, CLUSTER, {**SHARED, **shared})
    return [str(problem) for problem in found.value.problems]


def test_an_app_is_behind_the_gateway_that_it_names_and_that_behind_its_controller() -> None:
    def program() -> Any:
        made = register(read_settings({"influxdb": APP}, CLUSTER, SHARED))
        return {name: app.endpoints for name, app in made.items()}

    made = run_program(program)
    (edge,) = [m for m in made.manifests() if m["kind"] == "Gateway"]
    assert (edge["metadata"]["name"], edge["metadata"]["namespace"]) == ("edge", "infra")
    assert edge["spec"]["gatewayClassName"] == "traefik"
    (route,) = [m for m in made.manifests() if m["kind"] == "HTTPRoute"]
    assert route["spec"]["parentRefs"] == [{"namespace": "infra", "name": "edge"}]
    order = [r.type for r in made.resources]
    assert order.index(f"kubernetes:{API}:Gateway") < order.index(f"kubernetes:{API}:HTTPRoute")
    (endpoint,) = made.value["influxdb"]
    assert (endpoint["url"], endpoint["client_ip_kept"]) == (f"http://{HOST}/", True)


def test_facts_about_the_cluster_hold_for_its_gateways() -> None:
    known = read_settings({"influxdb": APP}, CLUSTER, SHARED).shared["gateways"]["edge"]
    assert known["cluster"] == CLUSTER


def test_a_gateway_that_exists_needs_no_name_in_the_stack() -> None:
    gateway = {"name": "front", "listeners": [HTTP]}
    settings = read_settings({"influxdb": {**APP, "gateway": gateway}}, CLUSTER, SHARED)
    assert settings.apps[0].args["gateway"] == gateway


@pytest.mark.parametrize(
    ("name", "remedy"),
    [
        ("edeg", "did you mean edge?"),
        ("public", "name one of `gateways`, or give its args"),
    ],
    ids=["typo", "another"],
)
def test_a_name_stands_for_a_gateway_of_the_stack(name: str, remedy: str) -> None:
    assert refused({"influxdb": {**APP, "gateway": name}}) == [
        f"apps.influxdb.gateway: {name} is no Gateway of the stack; {remedy}"
    ]


def test_a_gateway_names_a_controller_of_the_stack() -> None:
    gateways = {"edge": {**GATEWAYS["edge"], "controller": "trafik"}}
    found = refused({"influxdb": APP}, gateways=gateways)
    assert found[0] == (
        "gateways.edge.controller: trafik is no controller of the stack; did you mean traefik?"
    )


def test_what_is_wrong_with_a_gateway_is_told_where_the_config_says_it() -> None:
    gateways = {"edge": {**GATEWAYS["edge"], "listeners": [{**HTTP, "port": 8080}]}}
    found = refused({"influxdb": APP}, gateways=gateways)
    assert found[0] == (
        "gateways.edge.listeners[0].port: 8080 is no port of the controller, which has 80, 443; "
        "choose one, or add it to the controller's `tcp_ports`"
    )


def test_an_app_is_held_to_the_listeners_of_the_gateway_that_it_names() -> None:
    app = {**APP, "ports": [{"container_port": 22, "route": "TCPRoute"}]}
    assert refused({"influxdb": app}) == [
        "apps.influxdb.ports[0].route: TCPRoute needs a listener of TCP, and the Gateway has HTTP; "
        "add a listener, or choose another route"
    ]


def test_two_apps_of_a_stack_cannot_have_one_match() -> None:
    assert refused({"influxdb": APP, "grafana": APP}) == [
        f"apps.grafana.hosts[0]: {HOST}/ is claimed by influxdb too (hosts[0]); give one of the "
        "two apps another host, path, header or method"
    ]


def test_two_gateways_of_a_stack_cannot_have_one_name() -> None:
    other = {**GATEWAYS["edge"], "name": "edge", "namespace": {"name": "infra"}}
    found = refused({"influxdb": APP}, gateways={**GATEWAYS, "other": other})
    assert len(found) == 1
    assert found[0].startswith("gateways.other.name: edge is claimed by edge too (name); ")
