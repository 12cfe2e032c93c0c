"""The graph of all that clients can reach."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from exposure_components.topology.aws import aws
from exposure_components.topology.fronts import Front, cluster_fronts, promised_ports
from exposure_components.topology.graph import Box, Kind, Port, Topology, Way
from exposure_components.topology.inventory import Inventory, inventory
from exposure_components.topology.names import name_box, recorded_names
from exposure_components.topology.octavia import octavia
from exposure_components.topology.pods import pod_ways
from exposure_components.topology.routed import Routed, routed
from exposure_components.topology.things import Thing, distinct

CLIENT = Box("client", Kind.CLIENT, "clients")


def topology(things: Iterable[Thing]) -> Topology:
    """From the clients over names, balancers, nodes and routes to the pods.

    A way that leads back to where traffic has been is left out, as where a controller serves a
    page of its own.
    """
    inv = inventory(things)
    balanced = [front for each in [*octavia(inv), *aws(inv)] for front in each.fronts(inv)]
    fronts = [*balanced, *cluster_fronts(inv, [each.of.urn for each in balanced])]
    by_route, to_pods = routed(inv), list(pod_ways(inv))
    ways = [
        *_entries(inv, fronts, by_route, to_pods),
        *(way for front in fronts for way in front.ways),
        *(way for each in by_route for way in each.ways),
        *to_pods,
    ]
    return Topology(tuple(_reached(_merged(ways))))


def _entries(
    inv: Inventory, fronts: Sequence[Front], by_route: Sequence[Routed], to_pods: Sequence[Way]
) -> Iterator[Way]:
    """From the clients to names and fronts, and from names to fronts."""
    named: set[int] = set()
    for name, front in recorded_names(inv, fronts):
        named.add(id(front))
        yield Way(CLIENT, name_box(name), front.ports)
        yield Way(name_box(name), front.box)
    serving = _by_end(fronts, to_pods)
    for each in by_route:
        behind = [front for box in each.entered for front in serving.get(box.id, ())]
        entered = [front.box for front in behind] or each.entered
        for host in each.route.hosts:
            named |= {id(front) for front in behind}
            yield Way(CLIENT, name_box(host), _asked_at(inv, each, host, behind))
            yield from (Way(name_box(host), box) for box in entered)
        if not each.route.hosts:
            for box in each.entered:
                direct = serving.get(box.id, ())
                yield from (Way(CLIENT, front.box, front.ports) for front in direct)
                yield from () if direct else (Way(CLIENT, box),)
    yield from (Way(CLIENT, front.box, front.ports) for front in fronts if id(front) not in named)


def _by_end(fronts: Sequence[Front], to_pods: Sequence[Way]) -> dict[str, list[Front]]:
    """By id of the box of pods: what stands in front of them."""
    behind: dict[str, list[str]] = {}
    for way in to_pods:
        behind.setdefault(way.source.id, []).append(way.target.id)
    found: dict[str, list[Front]] = {}
    for front in fronts:
        for way in front.ways:
            for end in (way.target.id, *behind.get(way.target.id, ())):
                found.setdefault(end, []).append(front)
    return found


def _asked_at(inv: Inventory, each: Routed, host: str, behind: Sequence[Front]) -> tuple[Port, ...]:
    promised = promised_ports(inv.endpoints(each.route.thing), host)
    return promised or distinct(port for front in behind for port in front.ports)


def _merged(ways: Iterable[Way]) -> list[Way]:
    """One for each pair of boxes, with the ports of all."""
    found: dict[tuple[str, str], Way] = {}
    for way in ways:
        key = (way.source.id, way.target.id)
        other = found.get(key)
        ports = way.ports if other is None else distinct([*other.ports, *way.ports])
        found[key] = replace(way if other is None else other, ports=ports)
    return list(found.values())


def _reached(ways: Sequence[Way]) -> list[Way]:
    """Those that a client comes by, without the last of a circle."""
    onwards: dict[str, list[Way]] = {}
    for way in ways:
        onwards.setdefault(way.source.id, []).append(way)
    found: list[Way] = []
    done: set[str] = set()

    def visit(box: str, before: tuple[str, ...]) -> None:
        if box in done:
            return
        done.add(box)
        for way in onwards.get(box, ()):
            if way.target.id not in (*before, box):
                found.append(way)
                visit(way.target.id, (*before, box))

    visit(CLIENT.id, ())
    return found
