"""Hosts of apps behind a controller."""

from typing import Any

import pytest

from exposure_components.ingress.host_checks import covers
from tests.ingress.apps import ANY_HOST, HOST, OTHER_HOST, of_kind, problems, routing

ZONE = {"designate": {"name": "kube.example.com", "id": "11111111-2222-3333-4444-555555555555"}}


def rules(**more: Any) -> list[Any]:
    """The hosts of the only Ingress; None where a rule has none."""
    return [rule.get("host") for rule in of_kind("Ingress", routing(**more))["spec"]["rules"]]


def test_each_host_is_a_rule() -> None:
    assert rules(hosts=[HOST, OTHER_HOST, ANY_HOST]) == [HOST, OTHER_HOST, ANY_HOST]


def test_without_hosts_one_rule_is_for_all() -> None:
    assert rules(hosts=None) == [None]


def test_hosts_are_told_in_lower_case() -> None:
    assert rules(hosts=["InfluxDB.Kube.Example.com"]) == [HOST]


@pytest.mark.parametrize(
    ("hosts", "line"),
    [
        ([], "hosts: is empty; leave it out for every host, or name one"),
        (
            ["10.13.242.1"],
            "hosts[0]: 10.13.242.1 is an IP address, and hosts are known by name; give a DNS name, "
            "or leave `hosts` out",
        ),
        (
            [HOST, HOST.upper()],
            f"hosts[1]: {HOST.upper()} is hosts[0] as well; name each host once",
        ),
        (
            [f"{HOST}:443"],
            f"hosts[0]: {HOST}:443 is no host name; give the name alone: a-z, 0-9, - and ., no "
            "port",
        ),
        (
            ["a_b.example.com"],
            "hosts[0]: a_b.example.com is no host name; give the name alone: a-z, 0-9, - and ., no "
            "port",
        ),
        (
            [f"{HOST}."],
            f"hosts[0]: {HOST}. is no host name; give the name alone: a-z, 0-9, - and ., no port",
        ),
        (
            ["*"],
            "hosts[0]: * is no domain name; use a-z, 0-9, - and _ between single dots, and no - at "
            "the ends of a label",
        ),
        (
            ["a.*.example.com"],
            "hosts[0]: a.*.example.com has a `*` that is not the whole leftmost label; write it "
            "like *.kube.example.com",
        ),
        (
            [f"{'a' * 64}.example.com"],
            f"hosts[0]: {'a' * 59}… has a label of 64 characters, more than 63; shorten it",
        ),
    ],
    ids=["none", "address", "twice", "port", "_", "dot", "*", "* within", "long"],
)
def test_a_host_that_cannot_be(hosts: list[str], line: str) -> None:
    assert problems(hosts=hosts) == [line]


def test_a_name_in_dns_is_one_of_the_hosts() -> None:
    named = {"name": OTHER_HOST, "zone": ZONE}
    controller = {"addresses": ["10.13.242.1"]}
    assert problems(dns=named, controller=controller) == [
        f"dns.name: {OTHER_HOST} is none of `hosts`: the controller would not know it; add it to "
        "`hosts`, or give the name of one"
    ]
    for hosts in ([HOST, OTHER_HOST], [ANY_HOST], None):
        assert problems(dns=named, controller=controller, hosts=hosts) == []


def test_a_wildcard_in_dns_leads_deeper_than_one_of_hosts() -> None:
    controller = {"addresses": ["10.13.242.1"]}
    deep = "a.b.kube.example.com"
    assert problems(dns={"name": ANY_HOST, "zone": ZONE}, controller=controller, hosts=[deep]) == []
    assert problems(dns={"name": deep, "zone": ZONE}, controller=controller, hosts=[ANY_HOST]) == [
        f"dns.name: {deep} is none of `hosts`: the controller would not know it; add it to "
        "`hosts`, or give the name of one"
    ]


def test_a_name_in_dns_leads_to_the_controllers_addresses() -> None:
    assert problems(dns={"name": HOST, "zone": ZONE}) == [
        f"dns.name: {HOST} leads nowhere: no address of the app is known; give "
        "`controller.addresses`, or leave `dns` out"
    ]


@pytest.mark.parametrize(
    ("pattern", "host", "expected"),
    [
        ("a.example.com", "A.example.com", True),
        ("a.example.com", "b.example.com", False),
        ("*.example.com", "a.example.com", True),
        ("*.example.com", "a.b.example.com", False),
        ("*.example.com", "example.com", False),
        ("*.example.com", "*.example.com", True),
    ],
)
def test_a_wildcard_covers_one_label(pattern: str, host: str, expected: bool) -> None:
    assert covers(pattern, host) is expected
