"""Load balancers that a program makes itself: a listener of theirs, and what it leads to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exposure_components.topology.fronts import Front, node_ports, nodes_box, service_ports
from exposure_components.topology.graph import LATER, Box, Kind, Port, Way
from exposure_components.topology.inventory import Inventory
from exposure_components.topology.pods import service_box
from exposure_components.topology.things import Thing

_TRANSPORTS = {"UDP": ("UDP",), "TCP_UDP": ("TCP", "UDP"), "SCTP": ("SCTP",)}
"""By the protocol of a listener; all others are spoken over TCP."""


@dataclass(frozen=True)
class Listening:
    """A listener, with what it leads to."""

    balancer: Box
    addresses: tuple[str, ...]
    """Of the balancer, as far as they are known."""
    made_of: tuple[str, ...]
    """URNs of the things that its addresses come from."""
    ports: tuple[Port, ...]
    nodes: Sequence[tuple[str, str]]
    """Names, which may be empty, and addresses of the members."""
    members: tuple[Port, ...]
    services: Sequence[Thing]
    direct: bool = False
    """Whether the pods themselves are the members."""

    def fronts(self, inv: Inventory) -> Iterator[Front]:
        """One for each Service behind it."""
        for service in self.services:
            to_service = service_box(service)
            if self.direct:
                ways: tuple[Way, ...] = (Way(self.balancer, to_service, service_ports(service)),)
            else:
                nodes = nodes_box(inv, service, self.nodes)
                ways = (Way(self.balancer, nodes, self.members), Way(nodes, to_service))
            yield Front(self.balancer, self.ports, service, ways, self.addresses, self.made_of)


def transports(listener: Thing) -> tuple[str, ...]:
    """Protocols of its packets."""
    return _TRANSPORTS.get(str(listener.fields.get("protocol")), ("TCP",))


def balancer_box(
    maker: str, balancer: Thing | None, known: object, listener: Thing, addresses: Sequence[str]
) -> Box:
    """A balancer of the program, or one that is made elsewhere.

    known: by what the listener names it; all that name one stand behind the same.
    """
    if balancer is None:
        one = str(known) if known not in (None, LATER) else listener.parent
        title, details = f"{maker} load balancer", ("made elsewhere",)
        return Box(f"balancer:{one}", Kind.BALANCER, title, details)
    title = f"{maker} load balancer {balancer.name}"
    hosts = tuple(addresses)
    return Box(f"balancer:{balancer.urn}", Kind.BALANCER, title, hosts or (LATER,), hosts)


def services_behind(inv: Inventory, sources: Sequence[Thing], ends: Sequence[Port]) -> list[Thing]:
    """Whose NodePorts the members are: by number, by where the number comes from, or by who made
    both."""
    services = inv.objects("Service")
    known = {each for each in ends if each.number is not None}
    by_number = [each for each in services if known & set(node_ports(each))]
    urns = {urn for each in sources for made in each.comes_from.values() for urn in made}
    by_source = [each for each in services if each.urn in urns]
    beside = [each for each in inv.beside(sources[0]) if each.kind == "Service"]
    return by_number or by_source or beside
