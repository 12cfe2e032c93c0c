"""What two apps of one program cannot both have of a Gateway."""

from typing import Any

import pytest

from exposure_components import ExposureError, GatewayApp, IngressApp
from exposure_components.testing import run_program
from tests.gateway.apps import ANY_HOST, HOST, HTTP, HTTPS, OTHER_HOST, TCP, TLS, UDP, behind, port

BY_MATCH = "give one of the two apps another host, path, header or method"
BY_LISTENER = "give one of the two ports another `section_name`, or one of the apps a Gateway"


def refused(one: Any, other: Any) -> list[str]:
    """What a second app of a program is told; nothing of it is registered then."""

    def program() -> list[str]:
        GatewayApp("influxdb", one)
        try:
            GatewayApp("grafana", other)
        except ExposureError as error:
            return [str(problem) for problem in error.problems]
        return []

    recording = run_program(program)
    names = {resource.name for resource in recording.resources}
    found: list[str] = recording.value
    assert any(name.startswith("grafana") for name in names) is not bool(found)
    return found


def matching(**match: Any) -> Any:
    """An app with one match."""
    return behind(rules=[{"matches": [match]}])


def called(**match: Any) -> Any:
    """An app with one match of calls."""
    return behind(ports=[port("GRPCRoute")], grpc_rules=[{"matches": [match]}])


def header(name: str, value: str = "yes") -> list[dict[str, str]]:
    """One header to match."""
    return [{"name": name, "value": value}]


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [
        (
            behind(),
            behind(),
            f"hosts[0]: {HOST}/ is claimed by influxdb too (hosts[0]); {BY_MATCH}",
        ),
        (
            behind(hosts=[OTHER_HOST, HOST]),
            behind(hosts=[HOST.upper()]),
            f"hosts[0]: {HOST}/ is claimed by influxdb too (hosts[1]); {BY_MATCH}",
        ),
        (
            behind(hosts=None),
            behind(hosts=None),
            f"hosts: */ is claimed by influxdb too (hosts); {BY_MATCH}",
        ),
        (
            matching(path="/a"),
            matching(path="/a/"),
            f"rules[0].matches[0]: {HOST}/a/ is claimed by influxdb too (rules[0].matches[0]); "
            f"{BY_MATCH}",
        ),
        (
            matching(headers=header("X-Canary")),
            matching(headers=header("x-canary")),
            f"rules[0].matches[0]: {HOST}/ is claimed by influxdb too (rules[0].matches[0]); "
            f"{BY_MATCH}",
        ),
        (
            called(service="a.B", method="Get"),
            called(service="a.B", method="Get"),
            f"grpc_rules[0].matches[0]: {HOST}/a.B/Get is claimed by influxdb too "
            f"(grpc_rules[0].matches[0]); {BY_MATCH}",
        ),
        (
            called(service="a.B"),
            called(service="a.B"),
            f"grpc_rules[0].matches[0]: {HOST}/a.B/* is claimed by influxdb too "
            f"(grpc_rules[0].matches[0]); {BY_MATCH}",
        ),
        (
            behind(TLS, ports=[port("TLSRoute")]),
            behind(TLS, ports=[port("TLSRoute", 443)]),
            f"hosts[0]: {HOST} is claimed by influxdb too (hosts[0]); {BY_MATCH}",
        ),
        (
            behind(TCP, ports=[port("TCPRoute")]),
            behind(TCP, ports=[port("TCPRoute", 22)], hosts=[OTHER_HOST]),
            f"ports[0].section_name: tcp is claimed by influxdb too (ports[0].section_name); "
            f"{BY_LISTENER}",
        ),
        (
            behind(UDP, ports=[port(None, 53, protocol="UDP")]),
            behind(UDP, ports=[port(None, 54, protocol="UDP")]),
            f"ports[0].section_name: udp is claimed by influxdb too (ports[0].section_name); "
            f"{BY_LISTENER}",
        ),
        (
            behind(known={"listeners": None}),
            behind(known={"listeners": None}),
            f"hosts[0]: {HOST}/ is claimed by influxdb too (hosts[0]); {BY_MATCH}",
        ),
        (
            behind(known={"listeners": None}, ports=[port("TCPRoute")]),
            behind(known={"listeners": None}, ports=[port("TCPRoute")]),
            f"ports[0].section_name: is claimed by influxdb too (ports[0].section_name); "
            f"{BY_LISTENER}",
        ),
    ],
    ids=[
        *("host", "one of several hosts", "no host", "path", "header", "method of a service"),
        *("service", "name in TLS", "listener of TCP", "listener of UDP"),
        *("listeners are not known", "listeners are not known, TCP"),
    ],
)
def test_what_one_app_has_is_refused_to_the_next(one: Any, other: Any, line: str) -> None:
    assert refused(one, other) == [line]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (behind(), behind(hosts=[OTHER_HOST])),
        (behind(), behind(hosts=[ANY_HOST])),
        (behind(), behind(hosts=None)),
        (behind(), matching(path="/a")),
        (behind(), matching(path_type="Exact")),
        (behind(), matching(method="GET")),
        (behind(), matching(headers=header("x-canary"))),
        (matching(headers=header("x-canary")), matching(headers=header("x-canary", "no"))),
        (
            matching(query=[{"name": "a", "value": "1"}]),
            matching(query=[{"name": "A", "value": "1"}]),
        ),
        (behind(), behind(known={"name": "internal"})),
        (behind(), behind(known={"namespace": "infra"})),
        (behind(), behind(cluster={"name": "west"})),
        (called(service="a.B"), called(service="a.C")),
        (
            behind(HTTP, {**HTTP, "name": "more", "port": 81}, known={"section_name": "http"}),
            behind(HTTP, {**HTTP, "name": "more", "port": 81}, known={"section_name": "more"}),
        ),
        (
            behind(TCP, ports=[port("TCPRoute")]),
            behind({**TCP, "name": "more"}, ports=[port("TCPRoute")]),
        ),
    ],
    ids=[
        *("host", "wildcard", "any host", "path", "Exact", "method", "header"),
        *("value of a header", "case of a parameter", "Gateway", "Gateway of another namespace"),
        *("cluster", "service", "listener", "listener of TCP"),
    ],
)
def test_what_differs_stands_beside(one: Any, other: Any) -> None:
    assert refused(one, other) == []


def test_a_redirect_takes_its_place_at_the_listener_of_http() -> None:
    both = (HTTP, HTTPS)
    served_plain = behind(*both, known={"section_name": "http"})
    line = f"hosts[0]: {HOST}/ is claimed by influxdb too (hosts[0]); {BY_MATCH}"
    assert refused(behind(*both), served_plain) == [line]
    assert refused(served_plain, behind(*both)) == [line]


def test_two_apps_with_one_host_are_told_once() -> None:
    assert len(refused(behind(HTTP, HTTPS), behind(HTTP, HTTPS))) == 1


def test_two_listeners_of_https_are_redirected_to_for_one_app() -> None:
    listeners = (HTTP, HTTPS, {**HTTPS, "name": "other", "port": 8443})
    one = behind(*listeners, known={"section_name": "https"})
    other = behind(*listeners, known={"section_name": "other"})
    assert refused(one, other) == [
        f"hosts[0]: {HOST}/ is claimed by influxdb too (hosts[0]); {BY_MATCH}"
    ]
    assert refused(one, {**other, "redirect": False}) == []


def test_an_app_may_have_its_host_at_a_controller_and_at_a_gateway() -> None:
    def program() -> None:
        IngressApp("influxdb", {"image": "a", "ports": [{"container_port": 8086}], "hosts": [HOST]})
        GatewayApp("influxdb-gateway", behind())  # type: ignore[arg-type]

    kinds = {made["kind"] for made in run_program(program).manifests()}
    assert {"Ingress", "HTTPRoute"} <= kinds


def test_a_redirect_is_no_other_apps_name() -> None:
    one = behind(HTTP, HTTPS)
    found = refused(one, behind(hosts=[OTHER_HOST], name="influxdb-redirect"))
    assert found == [
        "name: influxdb-redirect is claimed by influxdb too (name); give one of the two apps "
        "another `name`"
    ]
