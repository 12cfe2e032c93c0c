"""What is refused of a Gateway whose controller does not serve it, and who takes what of it."""

from typing import Any

import pytest

from exposure_components import ExposureError, Gateway, GatewayApp, IngressController
from exposure_components.testing import run_program

HTTP: Any = {"name": "http", "port": 80, "protocol": "HTTP"}
APP: dict[str, Any] = {
    "image": "influxdb:1.8",
    "ports": [{"container_port": 8086}],
    "hosts": ["influxdb.kube.example.com"],
}


def behind(gateway: Any, **more: Any) -> Any:
    """An app that attaches to it."""
    return {**APP, "gateway": gateway, **more}


def refused(controller: Any, gateway: Any, app: Any = None) -> str:
    """What is said of a program of all three."""

    def program() -> None:
        made = IngressController("traefik", controller)
        given: Any = {"controller": made.controller, **gateway}
        edge = Gateway("edge", given)
        if app is not None:
            GatewayApp("influxdb", behind(edge.gateway, **app))

    with pytest.raises(ExposureError) as found:
        run_program(program)
    return str(found.value)


@pytest.mark.parametrize("controller", [{}, {"contour": {}}], ids=["Traefik", "Contour"])
def test_a_controller_that_serves_no_gateways_gets_none(controller: Any) -> None:
    assert (
        "controller: serves no Gateways, which would never be programmed; set "
        "`traefik.gateway_api` of the IngressController, or name a `class_name`"
    ) in refused(controller, {"listeners": [HTTP]})


def test_connections_need_the_experimental_channel() -> None:
    controller = {"traefik": {"gateway_api": "standard"}, "tcp_ports": [8088]}
    listener = {"name": "tcp", "port": 8088, "protocol": "TCP"}
    assert (
        "listeners[0].protocol: TCP is not served: Traefik knows TCPRoutes of the experimental "
        "channel alone; bring that channel to the cluster and set `traefik.gateway_api` to "
        "experimental"
    ) in refused(controller, {"listeners": [listener]})


def test_datagrams_are_not_served() -> None:
    controller = {"traefik": {"gateway_api": "experimental"}, "udp_ports": [5353]}
    listener = {"name": "udp", "port": 5353, "protocol": "UDP"}
    assert "listeners[0].protocol: UDP is not served: Traefik knows no UDPRoute" in refused(
        controller, {"listeners": [listener]}
    )


@pytest.mark.parametrize(
    ("key", "value"),
    [("addresses", [{"value": "10.9.9.9"}]), ("infrastructure", {"labels": {"team": "lab"}})],
)
def test_what_traefik_would_ignore_is_refused(key: str, value: Any) -> None:
    controller = {"traefik": {"gateway_api": "standard"}}
    said = refused(controller, {"listeners": [HTTP], key: value})
    assert f"{key}: is not to be had of Traefik; leave it out" in said


def test_traefik_has_no_timeouts_for_routes() -> None:
    controller = {"traefik": {"gateway_api": "standard"}}
    said = refused(controller, {"listeners": [HTTP]}, {"rules": [{"timeouts": {"request": 1}}]})
    assert "rules[0].timeouts: is not to be had: Traefik has none for routes" in said


NAMED = {"name": "edge", "namespace": "infra"}
ONE = {**NAMED, "listeners": [HTTP]}


@pytest.mark.parametrize(
    ("one", "other"),
    [(ONE, NAMED), (NAMED, ONE), (NAMED, NAMED), (ONE, {**NAMED, "section_name": "http"})],
    ids=["known first", "known last", "neither", "named"],
)
def test_a_match_is_taken_though_one_of_two_does_not_say_at_which_listener(
    one: Any, other: Any
) -> None:
    def program() -> None:
        for name, gateway in (("influxdb", one), ("twin", other)):
            GatewayApp(name, behind(gateway))

    with pytest.raises(ExposureError, match=r"influxdb\.kube\.example\.com/ is claimed by"):
        run_program(program)


def test_two_listeners_may_have_one_match_each() -> None:
    def program() -> None:
        for name, section in (("influxdb", "http"), ("twin", "other")):
            GatewayApp(name, behind({**NAMED, "section_name": section}))

    assert run_program(program).resources


def test_a_namespace_is_made_once() -> None:
    args: Any = {
        "class_name": "cilium",
        "listeners": [HTTP],
        "namespace": {"name": "edge", "create": True},
    }

    def program() -> None:
        Gateway("edge", args)
        Gateway("other", args)

    with pytest.raises(ExposureError, match=r"namespace\.create: edge is claimed by edge too"):
        run_program(program)


def test_an_app_behind_a_gateway_that_tells_no_address_is_told_by_its_host() -> None:
    def program() -> Any:
        edge = Gateway("edge", {"class_name": "cilium", "listeners": [HTTP]})
        return GatewayApp("influxdb", behind(edge.gateway)).endpoints

    gateway = "kubernetes:gateway.networking.k8s.io/v1:Gateway"
    outputs: Any = {gateway: lambda _made: {"status": {"addresses": []}}}
    (endpoint,) = run_program(program, outputs=outputs).value
    assert endpoint["url"] == "http://influxdb.kube.example.com/"
