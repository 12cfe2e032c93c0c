"""From an ingress controller or a Gateway over the routes to Services."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from exposure_components.topology.graph import LATER, Box, Kind, Port, Way
from exposure_components.topology.inventory import Inventory
from exposure_components.topology.pods import service_box, workload_box
from exposure_components.topology.routes import Backend, Route, routes
from exposure_components.topology.things import Thing, distinct, items, port

SHOWN = 4
"""Hosts or listeners that a box lists; it counts the others."""


@dataclass(frozen=True)
class Routed:
    """A route with what stands in front of it."""

    route: Route
    entered: Sequence[Box]
    """The controllers, where clients come in."""
    ways: Sequence[Way]


def routed(inv: Inventory) -> list[Routed]:
    """Each route."""
    gateways = {(each.namespace, each.object_name): each for each in inv.objects("Gateway")}
    services = {(each.namespace, each.object_name): each for each in inv.objects("Service")}
    every = list(routes(inv))
    boxes = _boxes(every)
    found: list[Routed] = []
    for route in every:
        box = boxes[_identity(route)]
        onwards = list(_onwards(route, box, services))
        if route.gateways:
            ways, entered = list[Way](), list[Box]()
            for key in dict.fromkeys(route.gateways):
                gateway = gateways.get(key)
                named = "" if gateway is None else str(gateway.spec.get("gatewayClassName", ""))
                in_front = _controllers(inv, named) if gateway is not None else []
                at = _gateway_box(key, gateway)
                entered += in_front or [at]
                ways += [*(Way(each, at) for each in in_front), Way(at, box)]
        else:
            entered = _controllers(inv, route.class_name) or [_elsewhere(route.class_name)]
            ways = [Way(each, box) for each in entered]
        found.append(Routed(route, entered, [*ways, *onwards]))
    return found


def _controllers(inv: Inventory, class_name: str) -> list[Box]:
    return [workload_box(inv, each) for each in inv.controllers(class_name)]


def _elsewhere(class_name: str) -> Box:
    known = class_name and class_name != LATER
    details = (f"class {class_name}",) if known else ("of the default class",)
    return Box(f"controller:{class_name}", Kind.CONTROLLER, "ingress controller", details)


def _gateway_box(key: tuple[str, str], gateway: Thing | None) -> Box:
    namespace, name = key
    details = [namespace] if namespace else []
    listeners = [] if gateway is None else items(gateway.spec, "listeners")
    details += _some([f"{each.get('protocol')} {each.get('port')}" for each in listeners])
    if gateway is None:
        details.append("made elsewhere")
    return Box(f"gateway:{namespace}/{name}", Kind.GATEWAY, f"Gateway {name}", tuple(details))


def _identity(route: Route) -> str:
    """The same for all objects of a kind that lead from one place to the same Services."""
    to = ",".join(sorted(f"{each.namespace}/{each.name}" for each in route.backends))
    at = ",".join(sorted(f"{namespace}/{name}" for namespace, name in route.gateways))
    return f"route:{route.thing.kind}:{route.class_name}{at}:{route.thing.namespace}:{to}"


def _boxes(every: Sequence[Route]) -> dict[str, Box]:
    """One for all that are the same."""
    alike: dict[str, list[Route]] = {}
    for route in every:
        alike.setdefault(_identity(route), []).append(route)
    return {identity: _box(identity, same) for identity, same in alike.items()}


def _box(identity: str, same: Sequence[Route]) -> Box:
    first, *others = (each.thing for each in same)
    hosts = list(dict.fromkeys(host for each in same for host in each.hosts))
    details = [first.namespace] if first.namespace else []
    details += _some(hosts)
    if others:
        details.append(f"with {len(others)} more of its kind")
    title = f"{first.kind} {first.object_name}"
    return Box(identity, Kind.ROUTE, title, tuple(details), tuple(hosts))


def _some(lines: Sequence[str]) -> list[str]:
    more = len(lines) - SHOWN
    return [*lines[:SHOWN], *([f"and {more} more"] if more > 0 else [])]


def _onwards(route: Route, box: Box, services: dict[tuple[str, str], Thing]) -> Iterator[Way]:
    for backend in route.backends:
        service = services.get((backend.namespace, backend.name))
        if service is None:
            details = (backend.namespace,) if backend.namespace else ()
            title = f"Service {backend.name}"
            identity = f"service:{backend.namespace}/{backend.name}"
            yield Way(box, Box(identity, Kind.SERVICE, title, details), _named(backend))
        else:
            yield Way(box, service_box(service), _of_service(backend, service))


def _of_service(backend: Backend, service: Thing) -> tuple[Port, ...]:
    ports = items(service.spec, "ports")
    chosen = [each for each in ports if backend.port in (each.get("port"), each.get("name"))]
    return distinct(port(each.get("protocol"), each.get("port")) for each in chosen)


def _named(backend: Backend) -> tuple[Port, ...]:
    return (Port("TCP", backend.port),) if isinstance(backend.port, int) else ()
