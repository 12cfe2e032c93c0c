"""Routes of calls, connections and datagrams."""

from typing import Any

import pytest

from tests.gateway.apps import API, HOST, HTTP, OWN, TCP, TLS, UDP, port, route, routes, spec

LABELS = {"app.kubernetes.io/name": "influxdb", "exposure-components/app": "influxdb"}
CALLS = [port("GRPCRoute")]
ENDED: dict[str, Any] = {**TLS, "mode": "Terminate"}


def of_calls(**given: Any) -> Any:
    """What becomes of one rule for calls."""
    (found,) = spec(ports=CALLS, grpc_rules=[given])["rules"]
    return found


def test_every_call_for_the_host_goes_to_the_service() -> None:
    assert route(ports=CALLS) == {
        "apiVersion": API,
        "kind": "GRPCRoute",
        "metadata": {"name": "influxdb", "labels": LABELS},
        "spec": {
            "parentRefs": [{"name": "edge"}],
            "hostnames": [HOST],
            "rules": [{"backendRefs": OWN}],
        },
    }


@pytest.mark.parametrize(
    ("match", "expected"),
    [
        ({}, {}),
        (
            {"service": "grpc.health.v1.Health", "method": "Check"},
            {
                "method": {
                    "type": "Exact",
                    "service": "grpc.health.v1.Health",
                    "method": "Check",
                }
            },
        ),
        ({"method": "Check"}, {"method": {"type": "Exact", "method": "Check"}}),
        (
            {"service": "grpc.*", "type": "RegularExpression"},
            {"method": {"type": "RegularExpression", "service": "grpc.*"}},
        ),
        (
            {"headers": [{"name": "x-canary", "value": "yes"}]},
            {"headers": [{"type": "Exact", "name": "x-canary", "value": "yes"}]},
        ),
    ],
    ids=["all", "service and method", "method", "regular expression", "header"],
)
def test_a_match_of_calls(match: Any, expected: Any) -> None:
    assert of_calls(matches=[match]) == {"matches": [expected], "backendRefs": OWN}


def test_headers_of_calls_change_and_a_canary_gets_its_share() -> None:
    made = of_calls(
        request_headers={"set": {"x-team": "lab"}},
        response_headers={"add": {"x-via": "edge"}},
        backends=[{"weight": 9}, {"weight": 1, "service": {"name": "next", "port": 80}}],
    )
    assert made == {
        "filters": [
            {
                "type": "RequestHeaderModifier",
                "requestHeaderModifier": {"set": [{"name": "x-team", "value": "lab"}]},
            },
            {
                "type": "ResponseHeaderModifier",
                "responseHeaderModifier": {"add": [{"name": "x-via", "value": "edge"}]},
            },
        ],
        "backendRefs": [
            {"name": "influxdb", "port": 8086, "weight": 9},
            {"name": "next", "port": 80, "weight": 1},
        ],
    }


def test_tls_that_the_pods_end_goes_by_name() -> None:
    assert route(TLS, ports=[port("TLSRoute")]) == {
        "apiVersion": API,
        "kind": "TLSRoute",
        "metadata": {"name": "influxdb-tls-8086", "labels": LABELS},
        "spec": {
            "parentRefs": [{"name": "edge"}],
            "hostnames": [HOST],
            "rules": [{"backendRefs": OWN}],
        },
    }


@pytest.mark.parametrize("listener", [TCP, ENDED], ids=["TCP", "TLS that the Gateway ends"])
def test_connections_of_a_listener_go_to_the_port_whatever_the_host(listener: Any) -> None:
    assert route(listener, ports=[port("TCPRoute")]) == {
        "apiVersion": API,
        "kind": "TCPRoute",
        "metadata": {"name": "influxdb-tcp-8086", "labels": LABELS},
        "spec": {"parentRefs": [{"name": "edge"}], "rules": [{"backendRefs": OWN}]},
    }


def test_datagrams_of_a_listener_go_to_the_port() -> None:
    made = route(UDP, ports=[{"container_port": 53, "protocol": "UDP"}], hosts=None)
    assert made == {
        "apiVersion": API,
        "kind": "UDPRoute",
        "metadata": {"name": "influxdb-udp-53", "labels": LABELS},
        "spec": {
            "parentRefs": [{"name": "edge"}],
            "rules": [{"backendRefs": [{"name": "influxdb", "port": 53}]}],
        },
    }


def test_each_port_has_a_route_of_its_own_named_by_its_number() -> None:
    listeners = [HTTP, TCP, {**TCP, "name": "ssh", "port": 22}, UDP]
    ports = [
        port(None, 80),
        port(None, 8080),
        port("TCPRoute", 22, section_name="ssh", name="shell"),
        port("TCPRoute", 9000, section_name="tcp"),
        port(None, 9000, protocol="UDP"),
    ]
    made = [
        (
            each["kind"],
            each["metadata"]["name"],
            [ref.get("sectionName") for ref in each["spec"]["parentRefs"]],
        )
        for each in routes(*listeners, ports=ports)
    ]
    assert made == [
        ("HTTPRoute", "influxdb", [None]),
        ("TCPRoute", "influxdb-tcp-22", ["ssh"]),
        ("TCPRoute", "influxdb-tcp-9000", ["tcp"]),
        ("UDPRoute", "influxdb-udp-9000", [None]),
    ]


def test_connections_are_shared_by_weights() -> None:
    other = {"name": "influxdb-next", "port": 8086}
    given = [{"weight": 3}, {"port": 8088}, {"weight": 1, "service": other}]
    ports = [
        port("TCPRoute", section_name="tcp", backends=given),
        port("TCPRoute", 8088, section_name="more"),
    ]
    first, _ = routes(TCP, {**TCP, "name": "more", "port": 9001}, ports=ports)
    assert first["spec"]["rules"] == [
        {
            "backendRefs": [
                {"name": "influxdb", "port": 8086, "weight": 3},
                {"name": "influxdb", "port": 8088},
                {"name": "influxdb-next", "port": 8086, "weight": 1},
            ]
        }
    ]


def test_a_backend_is_a_port_of_the_routes_own_protocol() -> None:
    ports = [
        port("TCPRoute", 53, backends=[{"port": 53}]),
        port(None, 53, protocol="UDP", port=5353, backends=[{"port": 53}]),
    ]
    made = [each["spec"]["rules"] for each in routes(TCP, UDP, ports=ports, hosts=None)]
    assert made == [
        [{"backendRefs": [{"name": "influxdb", "port": 53}]}],
        [{"backendRefs": [{"name": "influxdb", "port": 5353}]}],
    ]
