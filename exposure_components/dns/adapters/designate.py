"""Zones and record sets of OpenStack's Designate. Alone imports its package."""

from collections.abc import Mapping
from typing import Any

from pulumi import InvokeOptions, Output, ResourceOptions
from pulumi_openstack import dns

from exposure_components.dns.contract import HostedZone, Written
from exposure_components.dns.domain_names import absolute
from exposure_components.dns.kinds import RecordType


def create_zone(name: str, zone: Mapping[str, Any], options: ResourceOptions) -> HostedZone:
    """Make a zone. Its name servers are those of Designate's pool, which the provider keeps."""
    made = dns.Zone(
        name,
        name=absolute(zone["name"]),
        email=zone["email"],
        ttl=zone.get("ttl"),
        description=zone.get("description"),
        opts=options,
    )
    return HostedZone(made.id)


def find_zone(zone: Mapping[str, Any], options: InvokeOptions) -> HostedZone:
    """Look a zone of the project up by its name."""
    found = dns.get_dns_zone_output(name=absolute(zone["name"]), opts=options)
    return HostedZone(found.id)


def create_records(name: str, zone_id: Any, written: Written, options: ResourceOptions) -> None:
    """Make a record set, and wait until the name servers have it."""
    dns.RecordSet(
        name,
        zone_id=zone_id,
        name=absolute(written.name),
        type=written.type,
        ttl=written.ttl,
        records=_records(written),
        opts=options,
    )


def _records(written: Written) -> Any:
    def spelled(both: list[Any]) -> list[str]:
        kind, values = both
        return [absolute(value) if kind == RecordType.CNAME else value for value in values]

    both = [written.type, written.values]
    is_late = any(isinstance(each, Output) for each in both)
    return Output.all(*both).apply(spelled) if is_late else spelled(both)
