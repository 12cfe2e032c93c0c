"""Everything that a user of the cloud can make, over all projects, by kind and name."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from openstack.connection import Connection
from openstack.exceptions import NotFoundException

OF_BALANCERS = ("load_balancers", "listeners", "pools", "health_monitors", "l7_policies")
OF_NETWORKS = ("networks", "subnets", "routers", "ports", "ips")
OF_A_ZONE = ("NS", "SOA")
"""Record sets that a zone is made with."""


def everything(admin: Connection) -> dict[str, str]:
    """Id to a description."""
    found = [*_of_octavia(admin.load_balancer), *_of_neutron(admin.network), *_of_dns(admin.dns)]
    return {thing.id: _describe(kind, thing) for kind, thing in found}


def _of_octavia(octavia: Any) -> Iterator[tuple[str, Any]]:
    for kind in OF_BALANCERS:
        yield from _each(kind, getattr(octavia, kind)())
    for pool in octavia.pools():
        yield from _each("members", _below(octavia.members, pool.id))
    for policy in octavia.l7_policies():
        yield from _each("l7_rules", _below(octavia.l7_rules, policy.id))


def _of_neutron(neutron: Any) -> Iterator[tuple[str, Any]]:
    for kind in OF_NETWORKS:
        yield from _each(kind, getattr(neutron, kind)())
    # Neutron makes one for each project by itself.
    groups = [group for group in neutron.security_groups() if group.name != "default"]
    yield from _each("security_groups", groups)
    for group in groups:
        yield from _each(
            "security_group_rules", neutron.security_group_rules(security_group_id=group.id)
        )


def _of_dns(designate: Any) -> Iterator[tuple[str, Any]]:
    for zone in designate.zones(all_projects=True):
        yield "zones", zone
        for records in _below(designate.recordsets, zone.id, all_projects=True):
            if records.name != zone.name or records.type not in OF_A_ZONE:
                yield f"{records.type} record sets", records


def _below(ask: Callable[..., Iterable[Any]], parent: str, **more: Any) -> list[Any]:
    """What a parent has; nothing if it went in the meantime."""
    try:
        return list(ask(parent, **more))
    except NotFoundException:
        return []


def _each(kind: str, things: Iterable[Any]) -> Iterator[tuple[str, Any]]:
    return ((kind, thing) for thing in things)


def _describe(kind: str, thing: Any) -> str:
    singular = "policy" if kind == "l7_policies" else kind.replace("_", " ").removesuffix("s")
    return f"{singular} {thing.name or thing.id}"
