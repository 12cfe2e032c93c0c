"""The load balancers that a program makes, each of which costs, and which of them could be one."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exposure_components.cli.summary import label, manifest_of
from exposure_components.load_balancers.cloud.metallb import asks_metallb
from exposure_components.testing import RecordedResource, Recording
from exposure_components.testing.wire import is_map

SERVICE: Final = "Service of type LoadBalancer"
"""Kind of the balancers that the cluster's cloud makes."""

_OURS: Final = "exposure_components:index:"

_SHARED_BY: Final = {"Octavia": "OctaviaLoadBalancer", "AWS NLB": "AwsNetworkLoadBalancer"}
"""By kind: the component that several apps share."""

_OCTAVIA: Final = (
    "openstack:index/lbLoadbalancerV2:LbLoadbalancerV2",
    "openstack:loadbalancer/loadBalancer:LoadBalancer",
)
_AWS: Final = ("aws:alb/loadBalancer:LoadBalancer", "aws:lb/loadBalancer:LoadBalancer")
_AWS_KINDS: Final = {"network": "AWS NLB", "application": "AWS ALB", "gateway": "AWS GWLB"}
"""By `loadBalancerType`, which is application where it is left out."""

_TRANSPORTS: Final = {"UDP": ("UDP",), "TCP_UDP": ("TCP", "UDP"), "SCTP": ("SCTP",)}
"""By the protocol of a listener; all others are spoken over TCP."""

_EXISTING: Final = "loadbalancer.openstack.org/load-balancer-id"
"""Annotation of Services that get a part of an existing balancer."""


@dataclass(frozen=True)
class Balancer:
    """A load balancer that the program has made for it."""

    kind: str
    name: str
    component: str | None
    """Whose it is; None at the top of the program."""


def balancers(recording: Recording) -> list[Balancer]:
    """All that the program makes, in its order; not those that it only looks up."""
    return [
        Balancer(kind, label(each).partition(" ")[2], owner.name if owner else None)
        for each in recording.resources
        if (kind := _kind(each)) is not None
        for owner in [_parent(recording, each)]
    ]


def count(found: Sequence[Balancer]) -> str:
    """How many there are, and of which kinds."""
    kinds = Counter(each.kind for each in found)
    return f"{len(found)} ({', '.join(f'{kind} {number}' for kind, number in kinds.items())})"


def advice(recording: Recording) -> list[str]:
    """How fewer balancers could do."""
    return [*_sharing(recording), *_services(recording)]


def _sharing(recording: Recording) -> Iterator[str]:
    """Of apps that own a balancer each."""
    for kind, shared in _SHARED_BY.items():
        owners = [
            owner
            for each in recording.resources
            if _kind(each) == kind
            for owner in [_parent(recording, each)]
            if owner is not None and owner.type == f"{_OURS}CloudLoadBalancedApp"
        ]
        if len(owners) < 2:
            continue
        there = [each.name for each in recording.resources if each.type == _OURS + shared]
        behind = f"the {shared} {there[0]}" if there else f"an {shared}"
        twice = _listened_twice(recording, owners)
        unless = f", once no two of them listen on {_listed(twice)}" if twice else ""
        yield (
            f"{_listed([owner.name for owner in owners])} own a balancer each ({kind}) and could "
            f"share one{unless}: give each `load_balancer` of {behind}"
        )


def _services(recording: Recording) -> Iterator[str]:
    found = [each.name for each in balancers(recording) if each.kind == SERVICE]
    if len(found) > 1:
        yield (
            f"the Services {_listed(found)} are of type LoadBalancer, each of which is one "
            "balancer of the cluster's cloud: an Ingress, or a balancer that the apps share "
            f"({' or '.join(_SHARED_BY.values())}), costs one"
        )


def _kind(resource: RecordedResource) -> str | None:
    if not resource.custom or resource.read_id is not None:
        return None
    if resource.type in _OCTAVIA:
        return "Octavia"
    if resource.type in _AWS:
        kind = resource.inputs.get("loadBalancerType", "application")
        return _AWS_KINDS.get(kind, "AWS ELB")
    if resource.type == "aws:elb/loadBalancer:LoadBalancer":
        return "AWS ELB"
    return SERVICE if _has_balancer(resource) else None


def _has_balancer(resource: RecordedResource) -> bool:
    if resource.type != "kubernetes:core/v1:Service":
        return False
    manifest = manifest_of(resource)
    spec = _map(manifest.get("spec"))
    annotations = _map(_map(manifest["metadata"]).get("annotations"))
    # MetalLB gives an address alone.
    apart = _EXISTING in annotations or asks_metallb(annotations)
    return spec.get("type") == "LoadBalancer" and not apart


def _map(value: Any) -> Mapping[str, Any]:
    return value if is_map(value) else {}


def _parent(recording: Recording, resource: RecordedResource) -> RecordedResource | None:
    return next((each for each in recording.resources if each.urn == resource.parent), None)


def _listened_twice(recording: Recording, owners: Sequence[RecordedResource]) -> list[str]:
    """Ports on which several of the apps listen, as `TCP 80`."""
    ports = Counter(
        port
        for owner in owners
        for port in {
            port
            for child in recording.children_of(owner)
            if child.type.endswith("/listener:Listener")
            for port in _ports(child.inputs)
        }
    )
    twice = sorted(port for port, times in ports.items() if times > 1)
    return [f"{transport} {number}" for number, transport in twice]


def _ports(listener: Mapping[str, Any]) -> list[tuple[int, str]]:
    """With the protocol of the packets; none where the number is known after up."""
    number = listener.get("protocolPort", listener.get("port"))
    transports = _TRANSPORTS.get(str(listener.get("protocol")), ("TCP",))
    return [(number, transport) for transport in transports if isinstance(number, int)]


def _listed(names: Sequence[str]) -> str:
    *most, last = names
    return f"{', '.join(most)} and {last}" if most else last
