"""How clients get to an app, and when in the course of `up` that begins and ends."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import Any, Final

from exposure_components.migration.bounds import Part
from exposure_components.migration.changes import Change, Order, Outcome
from exposure_components.migration.rollouts import Pods, Rollout
from exposure_components.migration.state import Resource
from exposure_components.topology.things import fields, items

_ROUTES: Final = (
    "GRPCRoute",
    "HTTPProxy",
    "HTTPRoute",
    "Ingress",
    "IngressRoute",
    "IngressRouteTCP",
    "IngressRouteUDP",
    "Route",
    "TCPRoute",
    "TLSRoute",
    "UDPRoute",
)
"""Kinds of objects that lead to a Service from outside."""
PODS_REPLACED: Final = ("the pods are replaced", "the first new one is ready")
"""When nobody serves, whatever the way."""
_LISTENERS: Final = ("aws:lb/", "openstack:loadbalancer/")


class Way(Enum):
    """Who leads clients to the pods."""

    PODS = "the node's ports are the pod's own"
    NODE_PORTS = "a NodePort of every node"
    CLOUD = "a balancer of the cluster's cloud"
    BALANCER = "a balancer that the program provides"
    ROUTES = "a controller that reads routes"


class Moment(IntEnum):
    """In the course of `up`, which makes and updates first and deletes last."""

    SERVICE = 1
    """The Service is updated."""
    AFTER = 2
    """Someone has acted on what was updated."""
    PODS = 3
    """Pods are replaced."""
    LAST = 4
    """What has gone from the program is deleted."""
    NEVER = 5


@dataclass(frozen=True)
class Turn:
    """When a way begins or ends."""

    moment: Moment
    text: str
    """As the rest of a sentence: `the Service is updated`."""
    parts: tuple[Part, ...] = ()
    """What it takes until clients are served."""


def way_of(resources: Sequence[Resource]) -> Way:
    """Of an app, from the resources of its component."""
    if any(each.kind in _ROUTES for each in resources):
        return Way.ROUTES
    if any(each.type.startswith(_LISTENERS) for each in resources):
        return Way.BALANCER
    kind = fields(service_of(resources), "spec").get("type")
    return {"LoadBalancer": Way.CLOUD, "NodePort": Way.NODE_PORTS}.get(str(kind), Way.PODS)


def is_carrier(resource: Resource) -> bool:
    """Whether clients come by it."""
    return resource.kind in ("Service", *_ROUTES) or resource.type.startswith(_LISTENERS)


def service_of(resources: Sequence[Resource]) -> Mapping[str, Any]:
    """The manifest of the app's Service; empty where it has none."""
    found = [each.inputs for each in resources if each.kind == "Service"]
    return found[0] if found else {}


def beginning(way: Way, rollout: Rollout) -> Turn:
    """When clients are served that way."""
    if way is Way.PODS:
        parts = rollout.coming if rollout.goes_last else rollout.away
        return Turn(Moment.PODS, "a new pod runs on the node", parts)
    if way is Way.NODE_PORTS:
        return Turn(Moment.SERVICE, "the Service is updated")
    if way is Way.CLOUD:
        made = Part("the cloud makes the balancer")
        return Turn(Moment.AFTER, "the cluster's cloud has made the balancer", (made,))
    if way is Way.BALANCER:
        return Turn(Moment.AFTER, "the balancer listens", (Part("the balancer is set up"),))
    read = Part("the controller reads the route")
    return Turn(Moment.AFTER, "the controller has read the route", (read,))


def ending(way: Way, before: Sequence[Resource], found: Sequence[Change], rollout: Rollout) -> Turn:
    """When clients are served that way no longer, from what happens to the app's resources."""
    after = [each.after for each in found if each.after is not None]
    if not after or (way is Way.PODS and rollout.goes_last):
        return _LAST
    if way is Way.PODS:
        return Turn(Moment.PODS, "its pod is replaced")
    if any(_goes_last(each) for each in found if each.resource.kind == "Service"):
        return _LAST
    if way is Way.ROUTES:
        had = [each for each in found if each.before is not None and each.before.kind in _ROUTES]
        gone = all(map(_goes_last, had))
        return _LAST if gone else Turn(Moment.SERVICE, "its route is updated")
    kept = stay_open(service_of(before), service_of(after))
    if way is Way.NODE_PORTS and kept:
        return Turn(Moment.NEVER, "")
    return _LAST if way is Way.BALANCER and kept else Turn(Moment.SERVICE, "the Service is updated")


_LAST: Final = Turn(Moment.LAST, "what led there is deleted, at the end of up")


def _goes_last(change: Change) -> bool:
    return change.outcome is Outcome.DELETED or change.order is Order.CREATE_FIRST


def stay_open(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    """Whether every NodePort of a Service stays, on every node.

    A port that the cluster chooses keeps its number as long as the Service has NodePorts
    (kubernetes, pkg/registry/core/service, patchAllocatedValues).
    """
    closes = [fields(each, "spec").get("externalTrafficPolicy") for each in (before, after)]
    if closes[0] != closes[1] == "Local":
        return False
    had, has = _node_ports(before), _node_ports(after)
    numbers = {(protocol, number) for protocol, _, number in has if number}
    chosen = {(protocol, port) for protocol, port, number in has if not number}
    return all(
        (protocol, number) in numbers or (protocol, port) in chosen
        for protocol, port, number in had
    )


def _node_ports(service: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Protocol, port and NodePort of each; None for one that the cluster chooses."""
    spec = fields(service, "spec")
    kind, allocates = spec.get("type"), spec.get("allocateLoadBalancerNodePorts", True)
    if kind != "NodePort" and not (kind == "LoadBalancer" and allocates):
        return []
    return [
        (str(each.get("protocol", "TCP")), each.get("port"), each.get("nodePort"))
        for each in items(spec, "ports")
    ]


@dataclass(frozen=True)
class Gap:
    """From the end of one way to the beginning of another."""

    begins: str
    ends: str
    parts: tuple[Part, ...]


def gap(end: Turn, begin: Turn, rollout: Rollout) -> Gap | None:
    """When nobody is served; None if the two ways overlap."""
    all_end = rollout.pods is Pods.ALL_END
    if end.moment >= Moment.LAST:
        return Gap(*PODS_REPLACED, rollout.away) if all_end else None
    if begin.moment is Moment.PODS:
        both_on_nodes = end.moment is Moment.PODS and not all_end
        return None if both_on_nodes else Gap(end.text, begin.text, rollout.away)
    late = begin.parts if begin.moment is Moment.AFTER else ()
    parts = (*(rollout.away if all_end else ()), *late)
    return Gap(end.text, begin.text, parts) if parts else None


def unread(found: Sequence[Change]) -> bool:
    """Whether `up` ends without knowing that a controller has read a new route."""
    return any(
        each.outcome is Outcome.CREATED
        and each.resource.kind in _ROUTES
        and not (each.resource.kind == "Ingress" and _is_awaited(each.resource))
        for each in found
    )


def _is_awaited(resource: Resource) -> bool:
    annotations = fields(resource.inputs, "metadata", "annotations")
    return annotations.get("pulumi.com/skipAwait") != "true"
