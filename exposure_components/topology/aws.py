"""Load balancers of AWS."""

from collections.abc import Iterator

from exposure_components.topology.balancers import (
    Listening,
    balancer_box,
    services_behind,
    transports,
)
from exposure_components.topology.graph import LATER
from exposure_components.topology.inventory import Inventory
from exposure_components.topology.things import Thing, distinct, fields, items, port

_LISTENERS = ("aws:lb/listener:Listener", "aws:alb/listener:Listener")
_ATTACHMENTS = (
    "aws:lb/targetGroupAttachment:TargetGroupAttachment",
    "aws:alb/targetGroupAttachment:TargetGroupAttachment",
)


def aws(inv: Inventory) -> Iterator[Listening]:
    """Their listeners."""
    for listener in inv.of_type(*_LISTENERS):
        balancer = next(iter(inv.linked(listener, "loadBalancerArn")), None)
        groups = _groups(inv, listener)
        attached = [
            each
            for each in inv.of_type(*_ATTACHMENTS)
            if groups & {group.urn for group in inv.linked(each, "targetGroupArn")}
        ]
        bound = _bound(inv, groups)
        kinds = transports(listener)
        ends = distinct(port(kinds[0], each.fields.get("port")) for each in attached)
        name = None if balancer is None else balancer.fields.get("dnsName")
        addresses = (name,) if isinstance(name, str) and name != LATER else ()
        named = listener.fields.get("loadBalancerArn")
        yield Listening(
            balancer=balancer_box("AWS", balancer, named, listener, addresses),
            addresses=addresses,
            made_of=() if balancer is None else (balancer.urn,),
            ports=distinct(port(each, listener.fields.get("port")) for each in kinds),
            nodes=[("", str(each.fields.get("targetId"))) for each in attached],
            members=ends,
            services=bound or services_behind(inv, (listener, *attached), ends),
            direct=bool(bound) and not attached,
        )


def _groups(inv: Inventory, listener: Thing) -> set[str]:
    """URNs of the target groups that it forwards to."""
    by_id = [
        group
        for action in items(listener.fields, "defaultActions")
        for group in inv.ids.get(str(action.get("targetGroupArn")), ())
    ]
    return {each.urn for each in [*inv.linked(listener, "defaultActions"), *by_id]}


def _bound(inv: Inventory, groups: set[str]) -> list[Thing]:
    """Services whose pods the AWS Load Balancer Controller puts into these groups."""
    found: list[Thing] = []
    for binding in inv.objects("TargetGroupBinding"):
        known = {each.urn for each in inv.ids.get(str(binding.spec.get("targetGroupARN")), ())}
        if groups & {*known, *binding.comes_from.get("spec", ())}:
            name = fields(binding.spec, "serviceRef").get("name")
            found += [
                service
                for service in inv.objects("Service")
                if (service.namespace, service.object_name) == (binding.namespace, name)
            ]
    return found
