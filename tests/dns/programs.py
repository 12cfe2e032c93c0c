"""Zones of each provider, programs that put names into them, and what is wrong with both."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pulumi

from exposure_components.args.dns import Dns, DnsRecordsArgs
from exposure_components.checks.sound import sound
from exposure_components.dns.app_checks import dns_problems
from exposure_components.dns.component import DnsRecords
from exposure_components.dns.hosts import Host
from exposure_components.dns.record_checks import record_problems
from exposure_components.testing import Options, RecordedResource, Recording, run_program

APP = "influxdb.kube.example.com"
WILDCARD = "*.kube.example.com"
NODES = ("10.13.241.89", "10.13.241.10")
VIP = "10.13.242.236"


@dataclass(frozen=True)
class Provider:
    """How one provider spells what all have."""

    zone: str
    """Type token of its zones."""
    record: str
    """Type token of its record sets."""
    lookup: str
    """Token of the function that finds a zone."""
    new: Mapping[str, Any]
    """What a created zone needs."""
    dot: str
    """What ends a name."""
    asks_status: bool
    """Whether the component, and not the provider, waits for the name servers."""


PROVIDERS = {
    "designate": Provider(
        zone="openstack:dns/zone:Zone",
        record="openstack:dns/recordSet:RecordSet",
        lookup="openstack:dns/getDnsZone:getDnsZone",
        new={"create": True, "email": "dns@example.com"},
        dot=".",
        asks_status=True,
    ),
    "route53": Provider(
        zone="aws:route53/zone:Zone",
        record="aws:route53/record:Record",
        lookup="aws:route53/getZone:getZone",
        new={"create": True},
        dot="",
        asks_status=False,
    ),
}
FOUND = {"id": "found", "zoneId": "found"}
"""How both providers answer a look-up."""


def zone(key: str = "designate", **more: Any) -> dict[str, Any]:
    """A zone of the article's name."""
    return {key: {"name": "kube.example.com", **more}}


def records(key: str = "designate", *given: Any, **more: Any) -> dict[str, Any]:
    """Args of a `DnsRecords`: those records, or one of both nodes."""
    one = {"name": APP, "type": "A", "values": [*NODES]}
    return {"zone": zone(key), "records": list(given) or [one], **more}


def alias(**more: Any) -> dict[str, Any]:
    """An ALIAS that leads to a balancer."""
    target = {"name": "lb-1.elb.eu-west-1.amazonaws.com", "zone_id": "Z32O12XQLNTSW2", **more}
    return {"name": APP, "type": "ALIAS", "alias": target}


def making(args: Any, name: str = "names") -> Callable[[], Any]:
    """A program of one `DnsRecords`, that returns its outputs."""

    def program() -> Any:
        made = DnsRecords(name, args)
        return {key: getattr(made, key) for key in ("zone_id", "names", "name_servers")}

    return program


def run(program: Callable[[], Any], *, preview: bool = False) -> Recording:
    """One run, with a zone of every provider to be found."""
    calls = {each.lookup: lambda _: FOUND for each in PROVIDERS.values()}
    return run_program(program, preview=preview, calls=calls)


def children(recording: Recording) -> tuple[RecordedResource, ...]:
    """What the first component of a program made."""
    return recording.children_of(recording.resources[0])


def own_options(resource: RecordedResource) -> Options:
    """Options without the version that the SDK gives to each resource."""
    return replace(resource.options, version="")


def record_lines(args: Any) -> list[str]:
    """What is wrong with the args of a `DnsRecords`, as the user reads it."""
    readable, found = sound(args, DnsRecordsArgs)
    return [str(problem) for problem in [*found, *record_problems(readable)]]


def dns_lines(dns: Any, hosts: Sequence[Any] = NODES, *, aliased: bool = False) -> list[str]:
    """What is wrong with an app's `dns`, as the user reads it."""
    readable, found = sound(dns, Dns)
    given = as_hosts(hosts)
    return [str(p) for p in [*found, *dns_problems(readable, given, aliased=aliased)]]


def as_hosts(values: Sequence[Any]) -> list[Host]:
    """Addresses of nodes, and where they stand."""
    return [Host(f"cluster.nodes[{i}].address", value) for i, value in enumerate(values)]


class Address(pulumi.CustomResource):
    """Something whose address another provider knows once it is made."""

    address: pulumi.Output[str]

    def __init__(self, name: str) -> None:
        """Make it."""
        super().__init__("tests:index:Address", name, {"address": None})
