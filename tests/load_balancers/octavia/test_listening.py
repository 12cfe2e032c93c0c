"""A port of an app as Octavia's objects."""

from typing import Any

import pytest

from exposure_components.load_balancers.octavia.listening import (
    Opening,
    Ports,
    client_sources,
    listener,
    monitor,
    openings,
    pool,
    pool_members,
    redirecting_listener,
    redirects,
)
from tests.load_balancers.octavia.apps import CONTAINER, NODES, OVN, TLS, UDP, app, port
from tests.pure.apps import Later

SCTP = {**UDP, "protocol": "SCTP"}
PING = {"http_path": "/ping"}
CIDRS = ["10.0.0.0/8", "2001:db8::/32"]
FIRST, SECOND = NODES
PLANE = {
    "name": "plane",
    "address": "10.13.241.1",
    "labels": {"node-role.kubernetes.io/control-plane": ""},
}


def fields(*ports: dict[str, Any], **more: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """An app, and the first of its ports."""
    args = app(*ports, **more)
    return args, args["ports"][0]


POOLS: dict[str, tuple[dict[str, Any], Any, dict[str, Any]]] = {
    "TCP": (port(), None, {"protocol": "TCP", "lb_method": "ROUND_ROBIN"}),
    "UDP": (UDP, None, {"protocol": "UDP", "lb_method": "ROUND_ROBIN"}),
    "OVN": (port(), OVN, {"protocol": "TCP", "lb_method": "SOURCE_IP_PORT"}),
    "much said": (
        port(
            protocol="HTTP",
            method="LEAST_CONNECTIONS",
            persistence={"type": "APP_COOKIE", "cookie_name": "session"},
        ),
        None,
        {
            "protocol": "HTTP",
            "lb_method": "LEAST_CONNECTIONS",
            "persistence": {"type": "APP_COOKIE", "cookie_name": "session"},
        },
    ),
    "PROXY": (
        port(proxy_protocol="PROXYV2", persistence={"type": "SOURCE_IP"}),
        None,
        {
            "protocol": "PROXYV2",
            "lb_method": "ROUND_ROBIN",
            "persistence": {"type": "SOURCE_IP"},
        },
    ),
}


@pytest.mark.parametrize(("given", "octavia", "made"), POOLS.values(), ids=POOLS)
def test_a_pool(given: dict[str, Any], octavia: Any, made: dict[str, Any]) -> None:
    assert pool(*fields(given, octavia=octavia)) == made


def members_of(*ports: dict[str, Any], **more: Any) -> list[dict[str, Any]]:
    """The members of the first port's pool."""
    args = app(*ports, **more)
    numbers = [each["node_port"] for each in args["ports"]]
    return pool_members(args, args["ports"][0], Ports(args["ports"], numbers))


def member(node: dict[str, Any], number: int, **more: Any) -> dict[str, Any]:
    """A node, at a NodePort."""
    return {"name": node["name"], "address": node["address"], "protocol_port": number, **more}


def test_members_are_the_nodes_at_the_ports_own_node_port() -> None:
    assert members_of(port(80), port()) == [member(FIRST, 30080), member(SECOND, 30080)]


def test_members_are_where_the_balancer_reaches_them() -> None:
    inside = {**FIRST, "internal_address": "192.168.0.89"}
    assert members_of(cluster={"nodes": [inside, SECOND]}) == [
        {"name": "kubenode01", "address": "192.168.0.89", "protocol_port": 30086},
        member(SECOND, 30086),
    ]


def test_members_come_by_name() -> None:
    assert members_of(cluster={"nodes": [SECOND, FIRST]}) == members_of()


def test_a_control_plane_is_no_member() -> None:
    assert members_of(cluster={"nodes": [PLANE, FIRST]}) == [member(FIRST, 30086)]


def test_under_the_policy_local_nodes_that_run_no_pod_are_no_members() -> None:
    second = {**SECOND, "labels": {"disk": "ssd"}}
    more = {"cluster": {"nodes": [FIRST, second]}, "node_selector": {"disk": "ssd"}}
    assert members_of(**more) == [member(FIRST, 30086), member(second, 30086)]
    assert members_of(**more, external_traffic_policy="Local") == [member(second, 30086)]


def test_weights_and_backups_are_of_their_nodes() -> None:
    own = {"weights": {"kubenode01": 0}, "backup": ["kubenode02"]}
    assert members_of(port(**own)) == [
        member(FIRST, 30086, weight=0),
        member(SECOND, 30086, backup=True),
    ]


def test_health_is_asked_for_elsewhere_where_that_is_said() -> None:
    assert members_of(port(monitor={"port": 30099})) == [
        member(FIRST, 30086, monitor_port=30099),
        member(SECOND, 30086, monitor_port=30099),
    ]


def test_under_the_policy_local_the_first_tcp_port_tells_of_datagrams() -> None:
    local = {"external_traffic_policy": "Local"}
    told = [member(node, 30053, monitor_port=30086) for node in NODES]
    assert members_of(UDP, port(), port(80), **local) == told
    assert members_of(UDP, port()) == [member(node, 30053) for node in NODES]
    asked = {**UDP, "octavia": {"monitor": {"type": "UDP-CONNECT"}}}
    assert members_of(asked, port(), **local) == [member(node, 30053) for node in NODES]


def test_a_late_node_port_stays_late() -> None:
    late, args = Later(), app()
    found = pool_members(args, args["ports"][0], Ports(args["ports"], [late]))
    assert [each["protocol_port"] for each in found] == [late, late]


def asked(kind: str, **more: Any) -> dict[str, Any]:
    """A monitor with the library's own numbers."""
    times = {"delay": 5, "timeout": 3, "max_retries": 2, "max_retries_down": 2}
    return {"type": kind, **times, **more}


def by_request(kind: str, path: str, codes: str = "200-399") -> dict[str, Any]:
    """One that sends requests."""
    return asked(kind, url_path=path, http_method="GET", expected_codes=codes)


MONITORS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "connection": (app(), asked("TCP")),
    "as readiness": (app(readiness=PING), by_request("HTTP", "/ping")),
    "as readiness by TLS": (
        app(readiness={**PING, "scheme": "HTTPS"}),
        by_request("HTTPS", "/ping"),
    ),
    "readiness of another port": (app(port(80), readiness={**PING, "port": 81}), asked("TCP")),
    "readiness with OVN": (app(readiness=PING, octavia=OVN), asked("TCP")),
    "request": (app(port(monitor={"type": "HTTP"})), by_request("HTTP", "/")),
    "another path": (
        app(port(monitor={"url_path": "/x", "expected_codes": "204"}), readiness=PING),
        by_request("HTTP", "/x", "204"),
    ),
    "connection, though readiness asks": (
        app(port(monitor={"type": "TCP"}), readiness=PING),
        asked("TCP"),
    ),
    "other numbers": (
        app(port(monitor={"delay": 9, "timeout": 8, "max_retries": 7, "max_retries_down": 6})),
        {"type": "TCP", "delay": 9, "timeout": 8, "max_retries": 7, "max_retries_down": 6},
    ),
    "datagrams": (app(UDP), asked("UDP-CONNECT")),
    "datagrams, Local": (app(UDP, port(), external_traffic_policy="Local"), asked("TCP")),
    "datagrams, Local, on each node": (
        app(UDP, external_traffic_policy="Local", kind="DaemonSet"),
        asked("UDP-CONNECT"),
    ),
    "SCTP": (app(SCTP), asked("SCTP")),
    "SCTP with OVN": (app(SCTP, octavia=OVN), asked("TCP")),
}


@pytest.mark.parametrize(("args", "made"), MONITORS.values(), ids=MONITORS)
def test_a_monitor(args: dict[str, Any], made: dict[str, Any]) -> None:
    assert monitor(args, args["ports"][0]) == made


LISTENERS: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "TCP": (app(), {"protocol": "TCP", "protocol_port": 8086, "connection_limit": -1}),
    "UDP": (app(UDP), {"protocol": "UDP", "protocol_port": 53, "connection_limit": -1}),
    "another number": (
        app({**port(connection_limit=9), "port": 80}),
        {"protocol": "TCP", "protocol_port": 80, "connection_limit": 9},
    ),
    "judged": (
        app(allowed_cidrs=CIDRS),
        {
            "protocol": "TCP",
            "protocol_port": 8086,
            "connection_limit": -1,
            "allowed_cidrs": CIDRS,
        },
    ),
    "judged with OVN, which passes clients on": (
        app(allowed_cidrs=CIDRS, octavia=OVN),
        {"protocol": "TCP", "protocol_port": 8086, "connection_limit": -1},
    ),
    "TLS": (
        app(port(443, **TLS, sni_containers=["a", "b"]), client_ip="preserve"),
        {
            "protocol": "TERMINATED_HTTPS",
            "protocol_port": 443,
            "connection_limit": -1,
            "default_tls_container_ref": CONTAINER,
            "sni_container_refs": ["a", "b"],
            "insert_headers": {"X-Forwarded-For": "true"},
        },
    ),
    "timeouts": (
        app(
            port(
                timeout_client_data=1,
                timeout_member_connect=2,
                timeout_member_data=3,
                timeout_tcp_inspect=4,
            )
        ),
        {
            "protocol": "TCP",
            "protocol_port": 8086,
            "connection_limit": -1,
            "timeout_client_data": 1,
            "timeout_member_connect": 2,
            "timeout_member_data": 3,
            "timeout_tcp_inspect": 4,
        },
    ),
}


@pytest.mark.parametrize(("args", "made"), LISTENERS.values(), ids=LISTENERS)
def test_a_listener(args: dict[str, Any], made: dict[str, Any]) -> None:
    assert listener(args, args["ports"][0]) == made


def test_redirects_are_tried_in_their_order() -> None:
    sent = [
        {"path": "/old", "url": "https://example.com/new", "code": "308"},
        {"prefix": "https://example.com"},
    ]
    starts = {"type": "PATH", "compare_type": "STARTS_WITH"}
    assert redirects(port(protocol="HTTP", redirects=sent)) == [
        (
            {
                "action": "REDIRECT_TO_URL",
                "redirect_url": "https://example.com/new",
                "position": 1,
                "redirect_http_code": 308,
            },
            {**starts, "value": "/old"},
        ),
        (
            {
                "action": "REDIRECT_PREFIX",
                "redirect_prefix": "https://example.com",
                "position": 2,
            },
            {**starts, "value": "/"},
        ),
    ]
    assert redirects(port()) == []


EVERY_PATH = {"type": "PATH", "compare_type": "STARTS_WITH", "value": "/"}


@pytest.mark.parametrize(
    ("number", "suffix"), [(443, ""), (8443, ":8443")], ids=["its own number", "another"]
)
def test_clients_of_a_plain_port_are_sent_to_this_one(number: int, suffix: str) -> None:
    plain = {"port": 80, "host": "example.com"}
    args, given = fields(port(number, **TLS, redirect_from=plain))
    assert redirecting_listener(args, given) == (
        {"protocol": "HTTP", "protocol_port": 80, "connection_limit": -1},
        {
            "action": "REDIRECT_PREFIX",
            "host": "example.com",
            "suffix": suffix,
            "redirect_http_code": 301,
            "position": 1,
        },
        EVERY_PATH,
    )


def test_a_plain_port_is_judged_as_well_and_sends_to_the_apps_name() -> None:
    dns = {"name": "A.Example.com.", "zone": {"designate": {"name": "example.com"}}}
    given = port(443, **TLS, redirect_from={"port": 80, "code": "307"})
    args = app(given, dns=dns, allowed_cidrs=CIDRS)
    assert redirecting_listener(args, given) == (
        {
            "protocol": "HTTP",
            "protocol_port": 80,
            "connection_limit": -1,
            "allowed_cidrs": CIDRS,
        },
        {
            "action": "REDIRECT_PREFIX",
            "host": "a.example.com",
            "suffix": "",
            "redirect_http_code": 307,
            "position": 1,
        },
        EVERY_PATH,
    )


def test_nothing_listens_on_a_plain_port_unless_it_is_asked_for() -> None:
    assert redirecting_listener(*fields(port(443, **TLS))) is None


@pytest.mark.parametrize(
    ("args", "sources"),
    [
        (app(), []),
        (app(allowed_cidrs=CIDRS), []),
        (app(octavia=OVN), ["0.0.0.0/0"]),
        (app(octavia=OVN, allowed_cidrs=CIDRS), CIDRS),
    ],
    ids=["amphora", "amphora, judged", "OVN", "OVN, judged"],
)
def test_which_clients_must_reach_the_node_ports(args: dict[str, Any], sources: list[str]) -> None:
    assert client_sources(args) == sources


LATE = Later()
ASKED = port(monitor={"port": 30099})
OPENINGS: dict[str, tuple[list[dict[str, Any]], list[Any], list[Opening]]] = {
    "its own": (
        [port(), UDP],
        [30086, 30053],
        [
            Opening("tcp-30086", "tcp", 30086, True),
            Opening("udp-30053", "udp", 30053, True),
        ],
    ),
    "an allocated one": (
        [{"container_port": 80, "port": 443}],
        [LATE],
        [Opening("tcp-for-443", "tcp", LATE, True)],
    ),
    "the one that is asked": (
        [ASKED],
        [30086],
        [
            Opening("tcp-30086", "tcp", 30086, True),
            Opening("tcp-30099", "tcp", 30099, False),
        ],
    ),
    "one that two ask": (
        [ASKED, port(80, monitor={"port": 30099})],
        [30086, 30080],
        [
            Opening("tcp-30086", "tcp", 30086, True),
            Opening("tcp-30080", "tcp", 30080, True),
            Opening("tcp-30099", "tcp", 30099, False),
        ],
    ),
    "one that another port has": (
        [port(80), port(monitor={"port": 30080})],
        [30080, 30086],
        [
            Opening("tcp-30080", "tcp", 30080, True),
            Opening("tcp-30086", "tcp", 30086, True),
        ],
    ),
    "one that datagrams ask": (
        [{**UDP, "octavia": {"monitor": {"port": 30099}}}],
        [30053],
        [
            Opening("udp-30053", "udp", 30053, True),
            Opening("udp-30099", "udp", 30099, False),
        ],
    ),
}


@pytest.mark.parametrize(("ports", "numbers", "opened"), OPENINGS.values(), ids=OPENINGS)
def test_each_node_port_is_opened_once(
    ports: list[dict[str, Any]], numbers: list[Any], opened: list[Opening]
) -> None:
    assert openings(app(*ports), Ports(ports, numbers)) == opened
