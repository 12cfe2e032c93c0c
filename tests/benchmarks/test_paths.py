"""The ways that traffic is measured on are those that the stack promises."""

from collections.abc import Iterable
from typing import Any

import pytest

from benchmarks.paths import FIRST, NAMES, OCTAVIA, WAYS, Way, stack
from tests.e2e.ways import recorded

SUBNET = {"id": "vip-subnet", "networkId": "vip-network", "cidr": "10.13.242.0/24"}
CALLS: dict[str, Any] = {
    "openstack:networking/getSubnet:getSubnet": lambda _: SUBNET,
    "openstack:networking/getSecGroup:getSecGroup": lambda _: {"id": "kube-nodes"},
}


def promised(*, octavia: bool) -> set[tuple[str, str | None, int]]:
    """App, host and port of each endpoint; of a balancer of the cluster's own, no host."""
    endpoints: dict[str, Iterable[Any]] = recorded(stack("bench", octavia=octavia), CALLS).value
    return {
        (app, None if app == "metallb" else each["host"], each["port"])
        for app, found in endpoints.items()
        for each in found
    }


def asked(way: Way) -> tuple[str, str | None, int]:
    host = NAMES.get(way.app, way.address)
    return way.app, None if way.app == "metallb" else host, way.port


@pytest.mark.parametrize("octavia", [True, False], ids=["with Octavia", "without"])
def test_every_way_is_promised_and_every_app_has_one(octavia: bool) -> None:
    ways = {**WAYS, **(OCTAVIA if octavia else {})}
    found = promised(octavia=octavia)
    assert set(map(asked, ways.values())) <= found
    assert {app for app, _, _ in found} == {way.app for way in ways.values()}


def test_a_name_leads_to_the_address_and_an_address_needs_none() -> None:
    assert WAYS["IngressApp, Traefik"].url == "http://traefik.kube.example.com:8280/"
    assert WAYS["IngressApp, Traefik"].resolve == {"traefik.kube.example.com": "10.13.241.89"}
    assert (WAYS[FIRST].url, WAYS[FIRST].resolve) == ("http://10.13.241.89:8380/", {})
