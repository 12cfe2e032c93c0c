"""Where clients enter: nodes at ports of theirs, and the load balancers of the cluster's cloud."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.load_balancers.cloud.metallb import PREFIXES
from exposure_components.topology.graph import LATER, Box, Kind, Port, Way
from exposure_components.topology.inventory import WORKLOADS, Inventory
from exposure_components.topology.pods import (
    container_ports,
    pod_spec,
    service_box,
    workload_box,
)
from exposure_components.topology.things import Thing, distinct, fields, items, port

SHOWN = 4
"""Nodes that a box lists; it counts the others."""


@dataclass(frozen=True)
class Front:
    """A box that clients reach, on behalf of one thing."""

    box: Box
    ports: tuple[Port, ...]
    """At which they do."""
    of: Thing
    """Whom it stands in front of: a Service or a workload."""
    ways: tuple[Way, ...]
    """From the box onwards."""
    addresses: tuple[str, ...] = ()
    made_of: tuple[str, ...] = ()
    """URNs of the things that its addresses come from."""


def cluster_fronts(inv: Inventory, balanced: Sequence[str]) -> Iterator[Front]:
    """All but the balancers that the program makes itself.

    balanced: URNs of the Services that have one of these.
    """
    for service in inv.objects("Service"):
        kind = service.spec.get("type")
        if kind == "LoadBalancer":
            yield _cloud(inv, service)
        elif kind == "NodePort" and service.urn not in balanced:
            box = nodes_box(inv, service)
            ways = (Way(box, service_box(service)),)
            yield Front(box, node_ports(service), service, ways, _addresses(inv, service))
    for workload in inv.objects(*WORKLOADS):
        if taken := _host_ports(workload):
            box = nodes_box(inv, workload)
            inner = distinct(
                port(each.get("protocol"), each.get("containerPort"))
                for each in container_ports(workload)
                if pod_spec(workload).get("hostNetwork") is True or each.get("hostPort")
            )
            ways = (Way(box, workload_box(inv, workload), inner),)
            yield Front(box, taken, workload, ways, _addresses(inv, workload))


def nodes_box(inv: Inventory, of: Thing, nodes: Sequence[tuple[str, str]] = ()) -> Box:
    """The nodes that take traffic in for a Service or a workload.

    nodes: their names, which may be empty, and addresses, as a balancer has them.
    """
    known = dict.fromkeys(nodes or _nodes(inv, of))
    lines = [f"{name} {address}".strip() for name, address in known]
    more = len(lines) - SHOWN
    details = (*lines[:SHOWN], *([f"and {more} more"] if more > 0 else []))
    anywhere = "any node" if of.kind == "Service" else "the pods' nodes"
    title = anywhere if not lines else "node" if len(lines) == 1 else f"{len(lines)} nodes"
    hosts = tuple(address for _, address in known if address)
    return Box(f"nodes:{of.urn}", Kind.NODE, title, details, hosts)


def node_ports(service: Thing) -> tuple[Port, ...]:
    """Of a Service."""
    ports = items(service.spec, "ports")
    return distinct(port(each.get("protocol"), each.get("nodePort")) for each in ports)


def service_ports(service: Thing) -> tuple[Port, ...]:
    """Of a Service, within the cluster and at a balancer."""
    ports = items(service.spec, "ports")
    return distinct(port(each.get("protocol"), each.get("port")) for each in ports)


def _cloud(inv: Inventory, service: Thing) -> Front:
    addresses = _balancer_addresses(inv, service)
    details = (*(addresses or (LATER,)), "by the cluster's cloud")
    box = Box(f"balancer:{service.urn}", Kind.BALANCER, "load balancer", details, addresses)
    annotations = fields(service.fields, "metadata", "annotations")
    # Of MetalLB, whose addresses nodes take in themselves.
    direct = service.spec.get("allocateLoadBalancerNodePorts") is False or any(
        key.startswith(PREFIXES) for key in annotations
    )
    to_service = service_box(service)
    if direct:
        ways: tuple[Way, ...] = (Way(box, to_service, service_ports(service)),)
    else:
        nodes = nodes_box(inv, service)
        # Whether an allocated port is used at all is the provider's matter: only known ones show.
        known = tuple(each for each in node_ports(service) if each.number is not None)
        ways = (Way(box, nodes, known), Way(nodes, to_service))
    return Front(box, service_ports(service), service, ways, addresses, (service.urn,))


def _balancer_addresses(inv: Inventory, service: Thing) -> tuple[str, ...]:
    given = items(service.fields, "status", "loadBalancer", "ingress")
    found = [text for each in given for text in (each.get("ip"), each.get("hostname")) if text]
    asked = service.spec.get("loadBalancerIP")
    found += [asked] if not found and isinstance(asked, str) else []
    return tuple(dict.fromkeys(map(str, found)))


def _host_ports(workload: Thing) -> tuple[Port, ...]:
    inner = pod_spec(workload).get("hostNetwork") is True
    key = "containerPort" if inner else "hostPort"
    taken = [each for each in container_ports(workload) if each.get(key)]
    return distinct(port(each.get("protocol"), each[key]) for each in taken)


def _nodes(inv: Inventory, of: Thing) -> list[tuple[str, str]]:
    """As its component promises them."""
    promised = inv.endpoints(of)
    return [(str(e["node"]), _text(e.get("host"))) for e in promised if e.get("node")]


def _addresses(inv: Inventory, of: Thing) -> tuple[str, ...]:
    promised = inv.endpoints(of)
    hosts = [_text(each.get("host")) for each in promised if each.get("node")]
    return tuple(dict.fromkeys(filter(None, hosts)))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def promised_ports(endpoints: Sequence[Mapping[str, Any]], host: str) -> tuple[Port, ...]:
    """At which a component promises to answer at a host."""
    there = [each for each in endpoints if each.get("host") == host]
    return distinct(port(each.get("protocol"), each.get("port")) for each in there)
