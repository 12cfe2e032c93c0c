"""Hosted zones and records of AWS Route 53. Alone imports its package."""

from collections.abc import Mapping
from typing import Any

from pulumi import InvokeOptions, ResourceOptions
from pulumi_aws import route53

from exposure_components.dns.contract import HostedZone, Written
from exposure_components.dns.domain_names import canonical
from exposure_components.lookups import looked_up

_ZONE = "aws:route53/getZone:getZone"


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


def find_zone(
    subject: str, path: str, zone: Mapping[str, Any], options: InvokeOptions
) -> HostedZone:
    """Look a hosted zone up by its name, and by who sees it."""
    private = bool(zone.get("private"))
    wanted: dict[str, Any] = {"name": canonical(zone["name"]), "privateZone": private}
    if zone.get("vpc_ids"):
        wanted["vpcId"] = zone["vpc_ids"][0]
    remedy = "see `aws route53 list-hosted-zones`, or let it be made by `create`"
    return HostedZone(looked_up(subject, path, wanted, _ZONE, options, remedy)["zoneId"])


def create_records(name: str, zone_id: Any, written: Written, options: ResourceOptions) -> Any:
    """Make a record, and wait until Route 53's name servers have it."""
    alias = written.alias
    made = route53.Record(
        name,
        zone_id=zone_id,
        name=written.name,
        type=written.type,
        ttl=None if alias else written.ttl,
        records=None if alias else written.values,
        aliases=[_alias(alias)] if alias else None,
        opts=options,
    )
    return made.id


async def wait(_zone: Mapping[str, Any], _seconds: int, _options: InvokeOptions) -> None:
    """Nothing to wait for: the provider did."""


def _alias(target: Mapping[str, Any]) -> Any:
    return route53.RecordAliasArgs(
        name=target["name"],
        zone_id=target["zone_id"],
        evaluate_target_health=target.get("evaluate_target_health", True),
    )
