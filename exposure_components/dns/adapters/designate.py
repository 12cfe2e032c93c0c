"""Zones and record sets of OpenStack's Designate. Alone imports its package.

The provider would wait for the name servers before it knows a resource: after a timeout its next
run finds a duplicate. So it does not wait; `wait` does.
"""

import asyncio
from collections.abc import Mapping
from time import monotonic
from typing import Any

import pulumi
from pulumi import InvokeOptions, Output, ResourceOptions
from pulumi_openstack import dns

from exposure_components.dns.contract import HostedZone, Written
from exposure_components.dns.domain_names import absolute
from exposure_components.dns.kinds import RecordType
from exposure_components.lookups import looked_up

_ZONE = "openstack:dns/getDnsZone:getDnsZone"
_PAUSE = 1
"""Seconds between two questions."""


def create_zone(name: str, zone: Mapping[str, Any], options: ResourceOptions) -> HostedZone:
    """Make a zone. Its name servers are those of Designate's pool, which the provider keeps."""
    made = dns.Zone(
        name,
        name=absolute(zone["name"]),
        email=zone["email"],
        ttl=zone.get("ttl"),
        description=zone.get("description"),
        disable_status_check=True,
        opts=options,
    )
    return HostedZone(made.id)


def find_zone(
    subject: str, path: str, zone: Mapping[str, Any], options: InvokeOptions
) -> HostedZone:
    """Look a zone of the project up by its name."""
    wanted = {"name": absolute(zone["name"])}
    remedy = "see `openstack zone list`, or let it be made by `create`"
    return HostedZone(looked_up(subject, path, wanted, _ZONE, options, remedy)["id"])


def create_records(name: str, zone_id: Any, written: Written, options: ResourceOptions) -> Any:
    """Make a record set."""
    made = dns.RecordSet(
        name,
        zone_id=zone_id,
        name=absolute(written.name),
        type=written.type,
        ttl=written.ttl,
        records=_records(written),
        disable_status_check=True,
        opts=options,
    )
    return made.id


async def wait(zone: Mapping[str, Any], seconds: int, options: InvokeOptions) -> str | None:
    """Wait until the name servers have all of a zone; its status if they do not."""
    end = monotonic() + seconds
    while True:
        wanted = {"name": absolute(zone["name"])}
        found: Any = await pulumi.runtime.invoke_async(_ZONE, wanted, options)
        status = found and found.get("status")
        if status in (None, "ACTIVE"):
            return None
        if monotonic() > end:
            return str(status)
        await asyncio.sleep(_PAUSE)


def _records(written: Written) -> Any:
    def spelled(both: list[Any]) -> list[str]:
        kind, values = both
        return [absolute(value) if kind == RecordType.CNAME else value for value in values]

    both = [written.type, written.values]
    is_late = any(isinstance(each, Output) for each in both)
    return Output.all(*both).apply(spelled) if is_late else spelled(both)
