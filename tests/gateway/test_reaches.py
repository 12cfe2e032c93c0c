"""Where clients reach an app behind a Gateway, and what its name leads to."""

from typing import Any

import pytest

from exposure_components.dns.hosts import Host
from tests.gateway.apps import (
    ANY_HOST,
    HOST,
    HTTP,
    HTTPS,
    OTHER_HOST,
    TCP,
    TLS,
    UDP,
    exposure,
    port,
    problems,
    urls,
)

PING: dict[str, Any] = {"readiness": {"http_path": "/ping"}}
AT = {"addresses": ["10.13.242.1", "fd00::1"]}
ZONE = {"designate": {"name": "kube.example.com"}}


def ruled(*rules: Any, **more: Any) -> dict[str, Any]:
    """An app with rules."""
    return {"rules": list(rules), **more}


@pytest.mark.parametrize(
    ("listeners", "more", "expected"),
    [
        ([HTTP], {}, [f"http://{HOST}/"]),
        ([HTTP], {"hosts": [HOST, OTHER_HOST]}, [f"http://{HOST}/", f"http://{OTHER_HOST}/"]),
        ([HTTP, HTTPS], {}, [f"https://{HOST}/"]),
        ([HTTP, HTTPS], {"redirect": False}, [f"http://{HOST}/", f"https://{HOST}/"]),
        ([{**HTTP, "port": 8080}], {}, [f"http://{HOST}:8080/"]),
        ([{**HTTPS, "port": 8443}], {}, [f"https://{HOST}:8443/"]),
        ([HTTP], {"known": AT}, [f"http://{HOST}/"]),
        ([HTTP], {"known": AT, "hosts": None}, ["http://10.13.242.1/", "http://[fd00::1]/"]),
        ([HTTP], {"hosts": None}, []),
        ([{**HTTP, "hostname": HOST}], {"hosts": None}, [f"http://{HOST}/"]),
        ([{**HTTP, "hostname": ANY_HOST}], {"hosts": None, "known": AT}, []),
        ([HTTP], {"hosts": [ANY_HOST], "known": AT}, []),
        ([HTTP], {"hosts": [ANY_HOST, HOST]}, [f"http://{HOST}/"]),
        (
            [{**HTTP, "hostname": HOST}, {**HTTP, "name": "b", "hostname": OTHER_HOST}],
            {"hosts": [HOST, OTHER_HOST]},
            [f"http://{HOST}/", f"http://{OTHER_HOST}/"],
        ),
        (
            [{**HTTP, "hostname": HOST}, {**HTTP, "name": "wide", "hostname": ANY_HOST}],
            {},
            [f"http://{HOST}/"],
        ),
        ([], {"known": {"listeners": None, **AT}}, []),
        ([HTTP], {"replicas": 0}, []),
        ([HTTP], PING, [f"http://{HOST}/ping"]),
        ([HTTP], {"ports": [port("GRPCRoute")]}, [f"http://{HOST}"]),
        ([HTTP, HTTPS], {"ports": [port("GRPCRoute")]}, [f"https://{HOST}"]),
        ([TLS], {"ports": [port("TLSRoute")]}, [f"https://{HOST}:8443"]),
        ([TCP], {"ports": [port("TCPRoute")]}, [f"tcp://{HOST}:9000"]),
        (
            [TCP],
            {"ports": [port("TCPRoute")], "hosts": None, "known": AT},
            [
                "tcp://10.13.242.1:9000",
                "tcp://[fd00::1]:9000",
            ],
        ),
        ([UDP], {"ports": [port(None, 53, protocol="UDP")]}, [f"udp://{HOST}:53"]),
    ],
    ids=[
        *("host", "two hosts", "HTTPS", "both", "other port", "other port of HTTPS"),
        *("address is known", "no host, address is known", "nothing is known", "the listener's"),
        *("the listener's wildcard", "wildcard alone", "wildcard", "a listener for each host"),
        *("told once", "listeners are not known", "no pods", "path of readiness", "gRPC"),
        *("gRPC by HTTPS", "TLS of the pods", "TCP", "TCP without a host", "UDP"),
    ],
)
def test_an_endpoint_for_each_host_and_listener(
    listeners: Any, more: Any, expected: list[str]
) -> None:
    assert urls(*listeners, **more) == expected


@pytest.mark.parametrize(
    ("rules", "expected"),
    [
        ([{"matches": [{"path": "/a"}, {"path": "/b"}]}], ["/a", "/b"]),
        ([{"matches": [{"path": "/a"}]}, {"matches": [{"path": "/c"}]}], ["/a", "/c"]),
        ([{"matches": [{"path": "/a"}, {"path": "/a", "method": "GET"}]}], ["/a"]),
        ([{"matches": [{"path": "/a", "path_type": "Exact"}]}], ["/a"]),
        ([{"matches": [{"path": "/a.*", "path_type": "RegularExpression"}]}], []),
        ([{"matches": [{"path": "/a", "method": "POST"}]}], []),
        ([{"matches": [{"headers": [{"name": "a", "value": "b"}]}]}], []),
        ([{"matches": [{"query": [{"name": "a", "value": "b"}]}]}], []),
        ([{"redirect": {"path": {"full": "/login"}}}], []),
        ([{"backends": [{"service": {"name": "other", "port": 80}}]}], []),
        ([{"backends": [{"weight": 0}, {"service": {"name": "other", "port": 80}}]}], []),
        ([{"backends": [{"weight": 1}, {"service": {"name": "other", "port": 80}}]}], ["/"]),
    ],
    ids=[
        *("two matches", "two rules", "GET", "Exact", "regular expression", "POST", "headers"),
        *("query", "redirect", "another Service", "no weight", "canary"),
    ],
)
def test_an_endpoint_for_each_path_that_a_url_alone_fits(rules: Any, expected: list[str]) -> None:
    assert urls(rules=rules) == [f"http://{HOST}{path}" for path in expected]


def test_an_endpoint_is_of_the_port_that_a_rule_leads_to() -> None:
    ports = [port(), port(None, 9090)]
    rules = [{"matches": [{"path": "/metrics"}], "backends": [{"port": 9090}]}]
    (reach,) = exposure(ports=ports, rules=rules).reaches
    assert reach.port["container_port"] == 9090


@pytest.mark.parametrize(
    ("listener", "more", "expected"),
    [
        (HTTP, {}, False),
        (HTTP, {"known": {"client_ip_kept": True}}, True),
        (TCP, {"known": {"client_ip_kept": True}, "ports": [port("TCPRoute")]}, False),
    ],
    ids=["not known", "in a header", "of connections"],
)
def test_clients_are_known_where_the_gateway_tells_of_them(
    listener: Any, more: Any, expected: bool
) -> None:
    (reach,) = exposure(listener, **more).reaches
    assert (reach.client_ip_kept, reach.survives_reschedule, reach.node) == (expected, True, None)


def test_a_name_in_dns_leads_to_the_gateways_addresses() -> None:
    made = exposure(known=AT, dns={"name": HOST, "zone": ZONE})
    assert made.leads_to == [
        Host("gateway.addresses[0]", "10.13.242.1"),
        Host("gateway.addresses[1]", "fd00::1"),
    ]


def test_a_name_in_dns_leads_nowhere_where_addresses_are_not_known() -> None:
    assert problems(dns={"name": HOST, "zone": ZONE}) == [
        f"dns.name: {HOST} leads nowhere: no address of the app is known; give "
        "`gateway.addresses`, or leave `dns` out"
    ]


def test_a_name_in_dns_is_one_of_the_hosts() -> None:
    found = problems(known=AT, dns={"name": OTHER_HOST, "zone": ZONE})
    assert len(found) == 1
    assert found[0].startswith(f"dns.name: {OTHER_HOST} is none of `hosts`: ")
