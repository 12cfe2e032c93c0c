"""Hosted zones and records of AWS Route 53. Alone imports its package."""

from collections.abc import Mapping
from typing import Any

from pulumi import InvokeOptions, ResourceOptions
from pulumi_aws import route53

from exposure_components.dns.contract import HostedZone, Written
from exposure_components.dns.domain_names import canonical


def create_zone(name: str, zone: Mapping[str, Any], options: ResourceOptions) -> HostedZone:
    """Make a hosted zone. It is not deleted as long as it has records of others."""
    vpcs = [route53.ZoneVpcArgs(vpc_id=vpc) for vpc in zone.get("vpc_ids", [])]
    made = route53.Zone(
        name,
        name=canonical(zone["name"]),
        comment=zone.get("comment"),
        vpcs=vpcs or None,
        opts=options,
    )
    return HostedZone(made.id, made.name_servers)


def find_zone(zone: Mapping[str, Any], options: InvokeOptions) -> HostedZone:
    """Look a hosted zone up by its name, and by who sees it."""
    found = route53.get_zone_output(
        name=canonical(zone["name"]),
        private_zone=bool(zone.get("private")),
        vpc_id=next(iter(zone.get("vpc_ids", [])), None),
        opts=options,
    )
    return HostedZone(found.zone_id)


def create_records(name: str, zone_id: Any, written: Written, options: ResourceOptions) -> None:
    """Make a record, and wait until Route 53's name servers have it."""
    alias = written.alias
    route53.Record(
        name,
        zone_id=zone_id,
        name=written.name,
        type=written.type,
        ttl=None if alias else written.ttl,
        records=None if alias else written.values,
        aliases=[_alias(alias)] if alias else None,
        opts=options,
    )


def _alias(target: Mapping[str, Any]) -> Any:
    return route53.RecordAliasArgs(
        name=target["name"],
        zone_id=target["zone_id"],
        evaluate_target_health=target.get("evaluate_target_health", True),
    )
