"""Load balancers of OpenStack's Octavia."""

from collections.abc import Iterator

from exposure_components.topology.balancers import (
    Listening,
    balancer_box,
    services_behind,
    transports,
)
from exposure_components.topology.graph import LATER
from exposure_components.topology.inventory import Inventory
from exposure_components.topology.things import Thing, distinct, items, port, texts

_BALANCERS = (
    "openstack:index/lbLoadbalancerV2:LbLoadbalancerV2",
    "openstack:loadbalancer/loadBalancer:LoadBalancer",
)


def octavia(inv: Inventory) -> Iterator[Listening]:
    """Their listeners."""
    for listener in inv.of_type("openstack:loadbalancer/listener:Listener"):
        found = inv.linked(listener, "loadbalancerId")
        balancer = next((each for each in found if each.type in _BALANCERS), None)
        sources = _members(inv, {each.urn for each in inv.linked(listener, "defaultPoolId")})
        members = [m for each in sources for m in items(each.fields, "members") or [each.fields]]
        kinds, number = transports(listener), listener.fields.get("protocolPort")
        ends = distinct(port(kinds[0], each.get("protocolPort")) for each in members)
        addresses = () if balancer is None else _addresses(inv, balancer)
        named = listener.fields.get("loadbalancerId")
        yield Listening(
            balancer=balancer_box("Octavia", balancer, named, listener, addresses),
            addresses=addresses,
            made_of=_made_of(inv, balancer),
            ports=distinct(port(each, number) for each in kinds),
            nodes=[(str(each.get("name") or ""), str(each.get("address"))) for each in members],
            members=ends,
            services=services_behind(inv, (listener, *sources), ends),
        )


def _members(inv: Inventory, pools: set[str]) -> list[Thing]:
    """The resources that put nodes into these pools, one by one or as a batch."""
    every = inv.of_type(
        "openstack:loadbalancer/members:Members", "openstack:loadbalancer/member:Member"
    )
    return [each for each in every if pools & {pool.urn for pool in inv.linked(each, "poolId")}]


def _addresses(inv: Inventory, balancer: Thing) -> tuple[str, ...]:
    """A floating IP in place of the VIP."""
    ports = inv.linked(balancer, "vipPortId")
    urns = {each.urn for each in ports}
    floating = [
        each.fields.get("address")
        for each in inv.of_type("openstack:networking/floatingIp:FloatingIp")
        if urns & {p.urn for p in inv.linked(each, "portId")}
    ]
    fixed = [ip.get("ipAddress") for p in ports for ip in items(p.fields, "fixedIps")]
    fixed += [address for p in ports for address in texts(p.fields, "allFixedIps")]
    vip = [balancer.fields.get("vipAddress")]
    for candidates in (floating, vip, fixed):
        known = [each for each in candidates if isinstance(each, str) and each not in ("", LATER)]
        if known:
            return tuple(dict.fromkeys(known))
    return ()


def _made_of(inv: Inventory, balancer: Thing | None) -> tuple[str, ...]:
    if balancer is None:
        return ()
    return (balancer.urn, *(each.urn for each in inv.linked(balancer, "vipPortId")))
