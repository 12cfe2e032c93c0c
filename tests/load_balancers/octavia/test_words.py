"""What the args of an app mean in Octavia."""

from typing import Any

import pytest

from exposure_components.args.octavia_kinds import OctaviaListenerProtocol
from exposure_components.kinds import ExternalTrafficPolicy
from exposure_components.load_balancers.octavia.words import (
    client_ip_kept,
    existing_name,
    inserted_headers,
    is_ovn,
    listener_protocol,
    pool_protocol,
    scheme,
    stands_behind,
    traffic_policy,
)
from tests.load_balancers.octavia.apps import OVN, TLS, UDP, app, balancer, port
from tests.pure.apps import Later

SCTP = {**UDP, "protocol": "SCTP"}
LOCAL, CLUSTER = ExternalTrafficPolicy.LOCAL, ExternalTrafficPolicy.CLUSTER
FORWARDED = {"X-Forwarded-For": "true"}
CIDRS = ["10.0.0.0/8"]


@pytest.mark.parametrize(
    ("given", "listener", "pool", "url"),
    [
        (port(), "TCP", "TCP", None),
        (UDP, "UDP", "UDP", None),
        (SCTP, "SCTP", "SCTP", None),
        (port(protocol="HTTP"), "HTTP", "HTTP", "http"),
        (port(protocol="HTTPS"), "HTTPS", "HTTPS", "https"),
        (port(**TLS), "TERMINATED_HTTPS", "HTTP", "https"),
        (port(proxy_protocol="PROXY"), "TCP", "PROXY", None),
        (port(**TLS, proxy_protocol="PROXYV2"), "TERMINATED_HTTPS", "PROXYV2", "https"),
    ],
    ids=["TCP", "UDP", "SCTP", "HTTP", "HTTPS", "TLS", "PROXY", "TLS and PROXY"],
)
def test_what_is_spoken_on_either_side(
    given: dict[str, Any], listener: str, pool: str, url: str | None
) -> None:
    assert listener_protocol(given) is OctaviaListenerProtocol(listener)
    assert (pool_protocol(given), scheme(given)) == (pool, url)


POLICIES: dict[str, tuple[dict[str, Any], ExternalTrafficPolicy, bool]] = {
    "amphora": (app(), CLUSTER, False),
    "amphora, PROXY": (app(port(proxy_protocol="PROXY"), client_ip="preserve"), CLUSTER, True),
    "amphora, judged": (app(allowed_cidrs=CIDRS), CLUSTER, False),
    "amphora, Local": (app(external_traffic_policy="Local"), LOCAL, False),
    "OVN": (app(octavia=OVN), CLUSTER, False),
    "OVN, preserve": (app(octavia=OVN, client_ip="preserve"), LOCAL, True),
    "OVN, judged": (app(octavia=OVN, allowed_cidrs=CIDRS), CLUSTER, False),
    "OVN, any": (app(octavia=OVN, client_ip="any"), CLUSTER, False),
    "OVN, Local": (app(octavia=OVN, external_traffic_policy="Local"), LOCAL, True),
}


@pytest.mark.parametrize(("args", "policy", "kept"), POLICIES.values(), ids=POLICIES)
def test_the_policy_is_local_where_it_keeps_something(
    args: dict[str, Any], policy: ExternalTrafficPolicy, kept: bool
) -> None:
    assert traffic_policy(args) is policy
    assert client_ip_kept(args, args["ports"][0]) is kept


HEADERS: dict[str, tuple[dict[str, Any], dict[str, Any], dict[str, str], bool]] = {
    "nothing asked": (port(protocol="HTTP"), {}, {}, False),
    "preserve": (port(protocol="HTTP"), {"client_ip": "preserve"}, FORWARDED, True),
    "preserve behind TLS": (port(**TLS), {"client_ip": "preserve"}, FORWARDED, True),
    "preserve by PROXY": (
        port(protocol="HTTP", proxy_protocol="PROXY"),
        {"client_ip": "preserve"},
        {},
        True,
    ),
    "no requests": (port(), {"client_ip": "preserve"}, {}, False),
    "said": (
        port(protocol="HTTP", insert_headers={**FORWARDED, "X-Forwarded-Port": "false"}),
        {},
        FORWARDED,
        True,
    ),
    "turned off": (
        port(protocol="HTTP", insert_headers={"X-Forwarded-For": "false"}),
        {"client_ip": "preserve"},
        {},
        False,
    ),
}


@pytest.mark.parametrize(("given", "more", "headers", "kept"), HEADERS.values(), ids=HEADERS)
def test_an_app_learns_its_clients_address_from_a_header_or_proxy(
    given: dict[str, Any], more: dict[str, Any], headers: dict[str, str], kept: bool
) -> None:
    args = app(given, **more)
    assert inserted_headers(args, given) == headers
    assert client_ip_kept(args, given) is kept


def test_with_ovn_an_app_learns_its_clients_address_from_the_packets() -> None:
    args = app(octavia=OVN, client_ip="preserve")
    assert client_ip_kept(args, args["ports"][0]) is True


@pytest.mark.parametrize(
    ("given", "expected"), [({}, False), ({"provider": "amphora"}, False), (OVN, True)]
)
def test_ovn_is_named(given: dict[str, Any], expected: bool) -> None:
    assert is_ovn(given) is expected


def test_an_app_stands_behind_its_own_balancer_or_a_shared_one() -> None:
    args = app()
    shared = {"load_balancer": {**args["load_balancer"], "shared": {"name": "edge"}}}
    assert stands_behind("influxdb", args) == "influxdb alone"
    assert stands_behind("influxdb", shared) == "edge"


@pytest.mark.parametrize(
    ("given", "identity"),
    [
        (balancer(), None),
        ({"existing": {"name": "edge"}}, "existing edge"),
        ({"existing": {"id": "balancer-1"}, "host": "a.b"}, "existing balancer-1"),
        ({"existing": {"id": Later()}}, None),
    ],
    ids=["made here", "name", "id", "an id that is not known by now"],
)
def test_a_balancer_that_is_made_elsewhere_is_the_same_for_all_who_name_it(
    given: dict[str, Any], identity: str | None
) -> None:
    assert existing_name(given) == identity
    assert stands_behind("influxdb", app(octavia=given)) == (identity or "influxdb alone")
