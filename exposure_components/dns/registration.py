"""From a zone and record sets to resources of the zone's provider."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any, cast

import pulumi
from pulumi import InvokeOptions, Output, ResourceOptions

from exposure_components.dns.all import provider_of
from exposure_components.dns.contract import HostedZone, ZoneAdapter
from exposure_components.dns.late import late_text, written
from exposure_components.dns.record_sets import RecordSet
from exposure_components.dns.waiting import PATIENCE, Waiting
from exposure_components.problems import join
from exposure_components.timeouts import timeouts


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
    waits = timeouts(args.get("timeout"))
    at = join(path, f"zone.{provider.key}.name")
    seconds = args.get("timeout", PATIENCE)
    waiting = Waiting(adapter, own, seconds, parent, subject, at)
    if own.get("create"):
        options = ResourceOptions(parent=parent, custom_timeouts=waits)
        made_zone = adapter.create_zone(name, own, options)
        # A record that is made in the second of its zone has the zone's serial: name servers
        # that are quick enough to have the one never ask for the other.
        zone = HostedZone(waiting.after(made_zone.id), made_zone.name_servers)
    elif "id" in own:
        zone = HostedZone(late_text(subject, join(path, f"zone.{provider.key}.id"), own["id"]))
    else:
        zone = adapter.find_zone(subject, at, own, InvokeOptions(parent=parent))
    made: list[Any] = []
    for child, record_set in sets:
        # Side by side with its former self, of another type, a record set would clash.
        options = ResourceOptions(parent=parent, custom_timeouts=waits, delete_before_replace=True)
        made.append(adapter.create_records(child, zone.id, written(subject, record_set), options))
    if made:
        waiting.after(Output.all(*made))
    return zone
