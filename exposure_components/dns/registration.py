"""From a zone and record sets to resources of the zone's provider."""

from collections.abc import Awaitable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any, cast

import pulumi
from pulumi import CustomTimeouts, InvokeOptions, Output, ResourceOptions

from exposure_components.dns.all import provider_of
from exposure_components.dns.contract import HostedZone, ZoneAdapter
from exposure_components.dns.late import late_text, written
from exposure_components.dns.record_sets import RecordSet
from exposure_components.errors import refuse
from exposure_components.problems import Problem, join

_PATIENCE = 600
"""Seconds; what the provider of OpenStack would wait for a record set."""


def register_records(
    parent: pulumi.ComponentResource,
    name: str,
    dns: Mapping[str, Any],
    sets: Sequence[RecordSet],
    *,
    subject: str,
    path: str = "dns",
) -> HostedZone:
    """Make an app's name: its zone, if that is created, and its record sets.

    The children have the component's name, so that another host or another name is an update.
    subject: the component, as messages name it. path: where in its args `dns` stands.
    """
    names = [(f"{name}{each.suffix}", each) for each in sets]
    return register_named(parent, name, dns, names, subject=subject, path=path)


def register_named(
    parent: pulumi.ComponentResource,
    name: str,
    args: Mapping[str, Any],
    sets: Sequence[tuple[str, RecordSet]],
    *,
    subject: str,
    path: str = "",
) -> HostedZone:
    """Make the zone, if it is created, and the record sets with these names of children."""
    provider, own = provider_of(args["zone"])
    # Only here is the provider's package imported: nobody needs that of the other one.
    adapter = cast(ZoneAdapter, import_module(provider.adapter))
    timeouts = _timeouts(args.get("timeout"))
    zone_name = join(path, f"zone.{provider.key}.name")
    if own.get("create"):
        options = ResourceOptions(parent=parent, custom_timeouts=timeouts)
        zone = adapter.create_zone(name, own, options)
    elif "id" in own:
        zone = HostedZone(late_text(subject, join(path, f"zone.{provider.key}.id"), own["id"]))
    else:
        zone = adapter.find_zone(subject, zone_name, own, InvokeOptions(parent=parent))
    made: list[Any] = [zone.id] if own.get("create") else []
    for child, record_set in sets:
        # Side by side with its former self, of another type, a record set would clash.
        options = ResourceOptions(
            parent=parent, custom_timeouts=timeouts, delete_before_replace=True
        )
        made.append(adapter.create_records(child, zone.id, written(subject, record_set), options))
    if made and not pulumi.runtime.is_dry_run():
        waiting = _Waiting(
            adapter, own, args.get("timeout", _PATIENCE), InvokeOptions(parent=parent)
        )

        def wait(_made: list[Any]) -> Awaitable[bool]:
            return waiting.end(subject, zone_name)

        all_made: Output[list[Any]] = Output.all(*made)
        _: Output[bool] = all_made.apply(wait)
    return zone


@dataclass(frozen=True)
class _Waiting:
    """For the name servers, once all is made."""

    adapter: ZoneAdapter
    zone: Mapping[str, Any]
    seconds: int
    options: InvokeOptions

    async def end(self, subject: str, path: str) -> bool:
        """True when they have it. Fails with the zone's status if they do not in time."""
        status = await self.adapter.wait(self.zone, self.seconds, self.options)
        if status is not None:
            rule = f"is {status} after {self.seconds} s: its name servers do not have all of it"
            remedy = "look at them; the next `pulumi up` waits again, and makes nothing twice"
            refuse(subject, [Problem(path, self.zone["name"], rule, remedy)])
        return True


def _timeouts(seconds: int | None) -> CustomTimeouts | None:
    if seconds is None:
        return None
    text = f"{seconds}s"
    return CustomTimeouts(create=text, update=text, delete=text)
