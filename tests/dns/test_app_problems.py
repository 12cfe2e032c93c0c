from collections.abc import Sequence
from typing import Any

import pytest

from tests.dns.programs import APP, NODES, VIP, WILDCARD, dns_lines, zone
from tests.pure.apps import Later

APEX = "kube.example.com"
NODE = "kubenode01.example.com"
HOST = "cluster.nodes[0].address"


def dns(key: str = "designate", **more: Any) -> dict[str, Any]:
    return {"name": APP, "zone": zone(key), **more}


@pytest.mark.parametrize(
    ("given", "hosts"),
    [
        (dns(), NODES),
        (dns(name=WILDCARD), [VIP]),
        (dns(name=f"{APEX}."), [VIP, "fd00::1"]),
        (dns(ttl=60, timeout=120), [NODE]),
        (dns(), [Later()]),
        (dns(), [Later(), Later()]),
        (dns(), [VIP, Later()]),
        (dns("route53", name=APEX), [Later()]),
    ],
)
def test_a_name_may_lead_to(given: Any, hosts: Sequence[Any]) -> None:
    assert dns_lines(given, hosts) == []


@pytest.mark.parametrize(
    ("given", "hosts", "lines"),
    [
        (
            dns(name="influxdb.example.com"),
            NODES,
            [
                "name: influxdb.example.com is outside of the zone kube.example.com; "
                "end it in .kube.example.com, or give the zone that it is in"
            ],
        ),
        (dns(name=""), NODES, ['name: "" is empty; give a name, such as kube.example.com']),
        (
            dns(),
            [],
            [
                f"name: {APP} leads nowhere: no address of the app is known; "
                "give the nodes in `cluster.nodes`, or leave `dns` out"
            ],
        ),
        (
            dns(),
            [NODE, *NODES],
            [
                f"{HOST}: {NODE} is a host name among several hosts, and a CNAME has one value; "
                "give IP addresses"
            ],
        ),
        (
            dns(),
            [NODE, Later()],
            [
                f"{HOST}: {NODE} is a host name among several hosts, and a CNAME has one value; "
                "give IP addresses"
            ],
        ),
        (
            dns(),
            [Later(), VIP, "fd00::1"],
            [
                f"{HOST}: may be of either family, next to IPv4 and IPv6 addresses; "
                "give a plain address, known when the program runs"
            ],
        ),
        (
            dns("route53", name=APEX),
            [NODE],
            [
                f"{HOST}: {NODE} is a host name, and no CNAME may stand at the zone's own name "
                "kube.example.com; give addresses, an ALIAS of Route 53, or a name below the zone"
            ],
        ),
        (dns(), [APP], [f"{HOST}: {APP} leads to itself; give another name"]),
        (
            {"name": "a_.b", "zone": {"designate": {"name": "-"}}, "ttl": 0},
            NODES,
            [
                "ttl: 0 is outside of 1-2147483647 seconds; choose one inside, or leave it out",
                "zone.designate.name: - is no domain name; "
                "use a-z, 0-9, - and _ between single dots, and no - at the ends of a label",
            ],
        ),
        ({}, NODES, ["name: is missing; add it", "zone: is missing; add it"]),
    ],
)
def test_no_name_leads_to(given: Any, hosts: Sequence[Any], lines: list[str]) -> None:
    assert dns_lines(given, hosts) == lines


def test_an_alias_leads_to_a_balancer_of_aws() -> None:
    assert dns_lines(dns("route53", name=APEX, alias=True), [Later()], aliased=True) == []
    assert dns_lines(dns("route53", alias=True, ttl=60), NODES) == [
        "alias: is not to be had: the app is behind no balancer of AWS; leave it out",
        "ttl: 60 is not an ALIAS's to choose: it has the TTL of its target; leave it out",
    ]
    assert dns_lines(dns(alias=True), [Later()], aliased=True) == [
        "alias: is not to be had: a zone of Designate has no ALIAS records; leave it out"
    ]
