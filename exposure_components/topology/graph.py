"""A graph of boxes and ways: where traffic comes by, and at which ports."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

LATER = "known after up"
"""Stands for an address or a name that only the cluster or a provider decides."""


class Kind(StrEnum):
    """What a box stands for, in the order in which traffic comes by."""

    CLIENT = "client"
    """Who asks, outside of the cluster."""
    NAME = "name"
    """A name in DNS, by which clients find an address."""
    BALANCER = "balancer"
    """A load balancer in front of the nodes."""
    NODE = "node"
    """Nodes of the cluster, which take traffic in at ports of theirs."""
    CONTROLLER = "controller"
    """Pods of an ingress controller."""
    GATEWAY = "gateway"
    """A Gateway of the Gateway API."""
    ROUTE = "route"
    """An Ingress, an HTTPRoute or an object of a controller's own kind."""
    SERVICE = "service"
    """A Service: kube-proxy sends to one of its pods."""
    WORKLOAD = "workload"
    """The pods of the app."""


@dataclass(frozen=True)
class Port:
    """A port at the end of a way."""

    protocol: str
    """TCP, UDP or SCTP."""
    number: int | None
    """None as long as the cluster has not allocated it."""

    def __str__(self) -> str:
        return f"{self.protocol} {'(allocated)' if self.number is None else self.number}"


@dataclass(frozen=True)
class Box:
    """One thing that traffic comes by."""

    id: str
    """Tells it from all others; the same in every run."""
    kind: Kind
    title: str
    details: tuple[str, ...] = ()
    """Lines below the title."""
    hosts: tuple[str, ...] = ()
    """Addresses and names by which clients ask for it, as far as they are known."""


@dataclass(frozen=True)
class Way:
    """How traffic gets from one box to the next."""

    source: Box
    target: Box
    ports: tuple[Port, ...] = ()
    """At which ports of the target it arrives; empty where nothing says."""


@dataclass(frozen=True)
class Topology:
    """The whole graph. It has no cycles."""

    ways: tuple[Way, ...] = field(default=())

    @property
    def boxes(self) -> Sequence[Box]:
        """Each once, in the order in which ways come by."""
        ends = (box for way in self.ways for box in (way.source, way.target))
        return list({box.id: box for box in ends}.values())
