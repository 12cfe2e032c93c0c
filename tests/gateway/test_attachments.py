"""Which of a Gateway's listeners take the routes of an app."""

from typing import Any

import pytest

from tests.gateway.apps import (
    ANY_HOST,
    HOST,
    HTTP,
    HTTPS,
    OTHER_HOST,
    TCP,
    TLS,
    UDP,
    parents,
    port,
    problems,
)

OURS = {**HTTP, "name": "ours", "hostname": HOST}
THEIRS = {**HTTP, "name": "theirs", "hostname": OTHER_HOST}
WIDE = {**HTTP, "name": "wide", "hostname": ANY_HOST}
ENDED = {**TLS, "mode": "Terminate"}
CONNECTIONS = {"ports": [port("TCPRoute")], "hosts": None}
DATAGRAMS = {"ports": [port(None, 53, protocol="UDP")], "hosts": None}
PASSED = {"ports": [port("TLSRoute")]}


@pytest.mark.parametrize(
    ("listeners", "more", "expected"),
    [
        ([HTTP], {}, [None]),
        ([OURS, THEIRS], {}, ["ours"]),
        ([THEIRS, WIDE], {}, ["wide"]),
        ([THEIRS, WIDE], {"hosts": ["a.b.kube.example.com"]}, ["wide"]),
        ([OURS, THEIRS], {"hosts": [ANY_HOST]}, [None]),
        ([OURS, THEIRS], {"hosts": None}, [None]),
        ([OURS, THEIRS], {"hosts": [HOST.upper()]}, ["ours"]),
        ([HTTP, TCP, TLS, UDP], {}, [None]),
        ([OURS, WIDE], {"known": {"section_name": "wide"}}, ["wide"]),
        ([TLS], PASSED, [None]),
        ([ENDED], PASSED, [None]),
        ([TLS, {**TLS, "name": "theirs", "hostname": OTHER_HOST}], PASSED, ["tls"]),
        ([TLS, {**ENDED, "name": "ended", "port": 9443}], CONNECTIONS, [None]),
        ([HTTP, TCP, TLS, UDP], CONNECTIONS, [None]),
        ([HTTP, TCP, TLS, UDP], DATAGRAMS, [None]),
    ],
    ids=[
        *("one", "host", "wildcard", "far below a wildcard", "a wildcard asked for", "no host"),
        *("case", "other protocols", "named", "TLS", "TLS that the Gateway ends", "TLS by host"),
        *("TLS and a TCPRoute", "TCP", "UDP"),
    ],
)
def test_listeners_take_a_route_by_protocol_and_host(
    listeners: Any, more: Any, expected: list[str | None]
) -> None:
    assert list(parents(*listeners, **more).values()) == [expected]


def test_a_name_is_told_where_nothing_is_known_of_listeners() -> None:
    made = parents(
        known={"listeners": None, "section_name": "web"},
        ports=[port(), port("TCPRoute", 22, section_name="ssh"), port("TCPRoute", 23)],
    )
    assert made == {"influxdb": ["web"], "influxdb-tcp-22": ["ssh"], "influxdb-tcp-23": [None]}


SAME = {**HTTP, "routes_from": "Same"}
INFRA = {"namespace": "infra"}


@pytest.mark.parametrize(
    ("listeners", "more"),
    [
        ([SAME], {}),
        ([SAME], {"known": INFRA}),
        ([SAME], {"namespace": {"name": "databases"}}),
        ([SAME], {"known": INFRA, "namespace": {"name": "infra"}}),
        ([HTTP], {"known": INFRA, "namespace": {"name": "databases"}}),
        ([{**HTTP, "routes_from": "All"}], {"known": INFRA, "namespace": {"name": "databases"}}),
        (
            [{**HTTP, "routes_from": "Selector"}],
            {"known": INFRA, "namespace": {"name": "databases"}},
        ),
    ],
    ids=[
        *("the provider's", "the app's is the provider's", "the Gateway's is the app's"),
        *("the same", "not known", "All", "Selector"),
    ],
)
def test_a_listener_takes_routes_of_the_namespace_as_far_as_known(
    listeners: Any, more: Any
) -> None:
    assert parents(*listeners, **more) == {"influxdb": [None]}


@pytest.mark.parametrize(
    "more",
    [
        {"namespace": {"name": "databases"}},
        {"namespace": {"create": True}, "name": "databases"},
        {"namespace": {"name": "databases", "create": True}},
    ],
    ids=["named", "created", "both"],
)
def test_routes_of_another_namespace_are_taken_only_where_it_is_said(more: Any) -> None:
    assert problems(SAME, known=INFRA, **more) == [
        "gateway.namespace: infra is the only namespace whose routes the Gateway takes at http; "
        "give the listener `routes_from` All or Selector, or put the app there"
    ]
    both = [SAME, {**HTTP, "name": "open", "port": 8080, "routes_from": "All"}]
    assert list(parents(*both, known=INFRA, **more).values()) == [["open"]]


@pytest.mark.parametrize(
    ("listeners", "more", "line"),
    [
        (
            [HTTP],
            {"known": {"section_name": "htp"}},
            "gateway.section_name: htp is no listener of the Gateway; did you mean http?",
        ),
        (
            [HTTP, HTTPS],
            {"known": {"section_name": "web"}},
            "gateway.section_name: web is no listener of the Gateway; choose one of http, https",
        ),
        (
            [HTTP, TCP],
            {"known": {"section_name": "tcp"}},
            "gateway.section_name: tcp is a listener of TCP, which takes no HTTPRoute; choose "
            "another, or another `route`",
        ),
        (
            [HTTP, TCP],
            {"ports": [port("TCPRoute", section_name="http")], "hosts": None},
            "ports[0].section_name: http is a listener of HTTP, which takes no TCPRoute; choose "
            "another, or another `route`",
        ),
        (
            [TLS],
            {"ports": [port("TCPRoute", section_name="tls")], "hosts": None},
            "ports[0].section_name: tls is a listener of TLS, which takes no TCPRoute; choose "
            "another, or another `route`",
        ),
        (
            [TCP, {**TCP, "name": "more", "port": 9001}],
            CONNECTIONS,
            "ports[0].section_name: is missing: the listeners tcp, more would all take it; name "
            "one of them",
        ),
        (
            [UDP, {**UDP, "name": "more", "port": 54}],
            DATAGRAMS,
            "ports[0].section_name: is missing: the listeners udp, more would all take it; name "
            "one of them",
        ),
        (
            [HTTP, TLS],
            CONNECTIONS,
            "ports[0].route: TCPRoute needs a listener of TCP, and the Gateway has HTTP, TLS; add "
            "a listener, or choose another route",
        ),
        (
            [TCP],
            {},
            "ports[0].route: HTTPRoute needs a listener of HTTP or HTTPS, and the Gateway has TCP; "
            "add a listener, or choose another route",
        ),
        (
            [HTTP],
            DATAGRAMS,
            "ports[0].route: UDPRoute needs a listener of UDP, and the Gateway has HTTP; add a "
            "listener, or choose another route",
        ),
        (
            [THEIRS],
            {},
            f"hosts[0]: {HOST} is served by no listener that takes a HTTPRoute: they serve "
            f"{OTHER_HOST}; give the Gateway a listener for it, or choose one of their hosts",
        ),
        (
            [WIDE, OURS],
            {"hosts": [HOST, "kube.example.com"]},
            "hosts[1]: kube.example.com is served by no listener that takes a HTTPRoute: they "
            f"serve {ANY_HOST}, {HOST}; give the Gateway a listener for it, or choose one of their "
            "hosts",
        ),
        (
            [{**TLS, "hostname": OTHER_HOST}],
            PASSED,
            f"hosts[0]: {HOST} is served by no listener that takes a TLSRoute: they serve "
            f"{OTHER_HOST}; give the Gateway a listener for it, or choose one of their hosts",
        ),
    ],
    ids=[
        *("typo", "no such listener", "of another protocol", "of another protocol, port"),
        *("TLS of the pods", "two of TCP", "two of UDP", "none of TCP", "none of HTTP"),
        *("none of UDP", "another host", "the name above a wildcard", "another host of TLS"),
    ],
)
def test_a_route_that_no_listener_would_take(listeners: Any, more: Any, line: str) -> None:
    assert problems(*listeners, **more) == [line]


def test_a_route_can_name_32_listeners() -> None:
    wide = [{**HTTP, "name": f"http-{i}", "port": 8000 + i} for i in range(33)]
    assert parents(*wide) == {"influxdb": [None]}
    assert len(parents(*wide[:32], THEIRS)["influxdb"]) == 32
    assert problems(*wide, THEIRS) == [
        "gateway.section_name: is missing: 33 listeners take the route, which can name 32; name "
        "one of them"
    ]


def test_what_is_broken_is_told_and_nothing_else_of_listeners() -> None:
    found = problems(TCP, hosts=[80])
    assert [line.partition(":")[0] for line in found] == ["hosts[0]"]


def test_what_two_routes_lack_is_told_once() -> None:
    found = problems(known={"section_name": "htp"}, ports=[port(), port("GRPCRoute", 9090)])
    assert [line.partition(":")[0] for line in found] == ["ports[1].route", "gateway.section_name"]
