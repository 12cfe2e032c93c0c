"""What of an app behind a Gateway cannot be: Gateway, hosts, ports and backends."""

from typing import Any

import pytest

from tests.gateway.apps import HOST, HTTP, TCP, TLS, UDP, port, problems

CONNECTIONS = {"ports": [port("TCPRoute")], "hosts": None}
LABEL = "is no DNS label (RFC 1123); use a-z, 0-9 and dashes"
APART = "make the others an app of their own, by `selector`"


@pytest.mark.parametrize(
    ("known", "line"),
    [
        (
            {"name": "Edge"},
            "gateway.name: Edge is no name of a Gateway; use a-z, 0-9, - and .",
        ),
        ({"namespace": "infra.lab"}, f"gateway.namespace: infra.lab {LABEL}"),
        (
            {"listeners": []},
            "gateway.listeners: is empty; leave it out where nothing is known of them",
        ),
        (
            {"listeners": None, "section_name": "Web_1"},
            "gateway.section_name: Web_1 is no name of a listener; use a-z, 0-9, - and .",
        ),
    ],
    ids=["name", "namespace", "no listeners", "listener"],
)
def test_a_gateway_that_cannot_be(known: Any, line: str) -> None:
    assert problems(known=known) == [line]


def test_an_address_is_one_or_a_name() -> None:
    (line,) = problems(known={"addresses": ["10.13.242.1", "edge example"]})
    assert line.startswith("gateway.addresses[1]: edge example ")


def test_there_is_no_word_for_clients_that_are_let_in() -> None:
    assert problems(allowed_cidrs=["10.0.0.0/8"]) == [
        "allowed_cidrs: would let everybody in: the Gateway API has no word for it; allow them in "
        "front of the Gateway, at its load balancer, or use an IngressApp whose controller has "
        "allow lists"
    ]


@pytest.mark.parametrize(
    ("listener", "more", "lines"),
    [
        (
            HTTP,
            {"hosts": [f"a{i}.example.com" for i in range(17)]},
            [f"hosts: has 17 entries, and the Gateway API takes 16; {APART}"],
        ),
        (
            TLS,
            {"hosts": None, "ports": [port("TLSRoute")]},
            ["hosts: is missing: a TLSRoute chooses by name; name the `hosts`"],
        ),
        (
            HTTP,
            {"hosts": []},
            ["hosts: is empty; leave it out for every host, or name one"],
        ),
    ],
    ids=["many", "none for TLS", "empty"],
)
def test_hosts_that_cannot_be(listener: Any, more: Any, lines: list[str]) -> None:
    assert problems(listener, **more) == lines


def test_a_tls_route_takes_more_hosts_than_an_http_route() -> None:
    hosts = [f"a{i}.example.com" for i in range(17)]
    assert problems(TLS, hosts=hosts, ports=[port("TLSRoute")]) == []


@pytest.mark.parametrize(
    ("ports", "lines"),
    [
        (
            [port("UDPRoute", section_name="udp")],
            [
                "ports[0].route: UDPRoute does not lead to a port of TCP; give the port another "
                "protocol, or another route"
            ],
        ),
        (
            [port("TCPRoute", protocol="UDP")],
            [
                "ports[0].route: TCPRoute does not lead to a port of UDP; give the port another "
                "protocol, or another route"
            ],
        ),
        (
            [port("TCPRoute", protocol="SCTP")],
            [
                "ports[0].protocol: SCTP is carried by no route of the Gateway API; use a strategy "
                "that passes packets on"
            ],
        ),
        (
            [port(None, section_name="http")],
            [
                "ports[0].section_name: is for the other routes: one HTTPRoute leads to all such "
                "ports; use `gateway.section_name`"
            ],
        ),
        (
            [port(None, backends=[{}])],
            [
                "ports[0].backends: is for the other routes: one HTTPRoute leads to all such "
                "ports; use `rules`"
            ],
        ),
        (
            [port("GRPCRoute", backends=[{}])],
            [
                "ports[0].backends: is for the other routes: one GRPCRoute leads to all such "
                "ports; use `grpc_rules`"
            ],
        ),
        (
            [port(), port(None, 8088), port("GRPCRoute", 9090)],
            [
                "ports[2].route: GRPCRoute has the hosts of a port with the other kind: a listener "
                "takes one of HTTPRoute and GRPCRoute for a host; expose the port by another "
                "GatewayApp, with `selector` and hosts of its own"
            ],
        ),
        (
            [port("GRPCRoute"), port("HTTPRoute", 9090)],
            [
                "ports[1].route: HTTPRoute has the hosts of a port with the other kind: a listener "
                "takes one of HTTPRoute and GRPCRoute for a host; expose the port by another "
                "GatewayApp, with `selector` and hosts of its own"
            ],
        ),
    ],
    ids=[
        *("UDPRoute of TCP", "TCPRoute of UDP", "SCTP", "listener of HTTP", "backends of HTTP"),
        *("backends of calls", "requests and calls", "calls and requests"),
    ],
)
def test_a_port_that_no_route_leads_to(ports: Any, lines: list[str]) -> None:
    assert problems(HTTP, TCP, UDP, ports=ports) == lines


def test_a_listener_of_a_port_has_a_name() -> None:
    found = problems(
        known={"listeners": None}, ports=[port("TCPRoute", section_name="SSH")], hosts=None
    )
    assert found == ["ports[0].section_name: SSH is no name of a listener; use a-z, 0-9, - and ."]


OTHER: dict[str, Any] = {"name": "influxdb-next", "port": 8086}
BACKENDS: dict[str, tuple[list[Any], list[str]]] = {
    "none": ([], ["backends: is empty; leave it out"]),
    "many": (
        [{}] * 17,
        ["backends: has 17 entries, and the Gateway API takes 16; send to fewer"],
    ),
    "weight": (
        [{"weight": -1}],
        ["backends[0].weight: -1 is outside of 0-1000000; choose one inside"],
    ),
    "large weight": (
        [{}, {"weight": 1_000_001}],
        ["backends[1].weight: 1000001 is outside of 0-1000000; choose one inside"],
    ),
    "no weight": (
        [{"weight": 0}, {"weight": 0, "service": OTHER}],
        ["backends: have no weight but 0: nothing would be answered; give one more than 0"],
    ),
    "port and Service": (
        [{"port": 8086, "service": OTHER}],
        [
            "backends[0].port: 8086 stands beside `service`, which has a port of its own; drop one "
            "of the two"
        ],
    ),
    "another port": (
        [{"port": 443}],
        [
            "backends[0].port: 443 is no `container_port` of the app that could be led to; give "
            "one of 8086"
        ],
    ),
    "typo": (
        [{"port": 8068}],
        [
            "backends[0].port: 8068 is no `container_port` of the app that could be led to; did "
            "you mean 8086?"
        ],
    ),
    "port of the Service": (
        [{"service": {**OTHER, "port": 0}}],
        ["backends[0].service.port: 0 is outside of 1-65535; give the Service's port"],
    ),
    "namespace": (
        [{"service": {**OTHER, "namespace": "Lab"}}],
        [f"backends[0].service.namespace: Lab {LABEL}"],
    ),
}


@pytest.mark.parametrize(("backends", "lines"), BACKENDS.values(), ids=BACKENDS)
@pytest.mark.parametrize(
    ("listener", "path", "of"),
    [
        (HTTP, "rules[0]", lambda given: {"rules": [{"backends": given}]}),
        (
            HTTP,
            "grpc_rules[0]",
            lambda given: {
                "ports": [port("GRPCRoute")],
                "grpc_rules": [{"backends": given}],
            },
        ),
        (TCP, "ports[0]", lambda given: {"ports": [port("TCPRoute", backends=given)]}),
    ],
    ids=["requests", "calls", "connections"],
)
def test_a_backend_that_cannot_be(
    listener: Any, path: str, of: Any, backends: Any, lines: list[str]
) -> None:
    assert problems(listener, **of(backends)) == [f"{path}.{line}" for line in lines]


def test_a_service_has_a_name() -> None:
    (line,) = problems(rules=[{"backends": [{"service": {"name": "Next", "port": 80}}]}])
    assert line.startswith("rules[0].backends[0].service.name: Next ")


def test_rules_are_of_ports_that_are_led_to_by_tcp_alone() -> None:
    ports = [port(None, 53, protocol="UDP"), port()]
    assert problems(HTTP, UDP, ports=ports, rules=[{"backends": [{"port": 53}]}]) == [
        "rules[0].backends[0].port: 53 is no `container_port` of the app that could be led to; "
        "give one of 8086"
    ]


def test_up_waits_a_second_at_least() -> None:
    (line,) = problems(timeout=0)
    assert line.startswith("timeout: 0 ")


def test_all_is_told_at_once() -> None:
    found = problems(
        {**HTTP, "port": 0},
        hosts=["a_b.example.com"],
        allowed_cidrs=["10.0.0.0/8"],
        rules=[{"backends": [{"port": 80}]}],
        timeout=-1,
    )
    assert {line.partition(":")[0] for line in found} >= {
        "gateway.listeners[0].port",
        "hosts[0]",
        "allowed_cidrs",
        "rules[0].backends[0].port",
        "timeout",
    }


def test_a_host_is_a_name() -> None:
    assert problems(hosts=[HOST, "10.13.242.1"])[0] == (
        "hosts[1]: 10.13.242.1 is an IP address, and hosts are known by name; give a DNS name, or "
        "leave `hosts` out"
    )
