"""Objects that lead from an ingress controller or a Gateway to Services, as they are read."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.topology.inventory import ANNOTATED_CLASS, Inventory
from exposure_components.topology.things import Thing, fields, items, texts


@dataclass(frozen=True)
class Backend:
    """A Service that a route leads to."""

    namespace: str
    name: str
    port: int | str | None
    """Number or name; None where the route does not say."""


@dataclass(frozen=True)
class Route:
    """One object."""

    thing: Thing
    hosts: Sequence[str]
    """Empty: every host, or no matter of hosts."""
    backends: Sequence[Backend]
    class_name: str = ""
    """Of the controller that reads it; empty where it does not say."""
    gateways: Sequence[tuple[str, str]] = ()
    """Namespaces and names of the Gateways that it attaches to."""


def routes(inv: Inventory) -> Iterator[Route]:
    """All that lead to a Service."""
    for thing in inv.things:
        read = _READERS.get(thing.kind)
        group = str(thing.fields.get("apiVersion", "")).partition("/")[0]
        if thing.is_object and read is not None and group == read[0]:
            route = read[1](thing)
            if route.backends:
                yield route


def _ingress(thing: Thing) -> Route:
    rules = items(thing.spec, "rules")
    hosts = [str(rule["host"]) for rule in rules if rule.get("host")]
    paths = [path for rule in rules for path in items(rule, "http", "paths")]
    backends = [fields(path, "backend", "service") for path in paths]
    backends.append(fields(thing.spec, "defaultBackend", "service"))
    return Route(
        thing,
        list(dict.fromkeys(hosts)),
        _backends(thing, ({**b, "port": _port(b)} for b in backends if b.get("name"))),
        str(thing.spec.get("ingressClassName") or _annotated(thing)),
    )


def _traefik(thing: Thing) -> Route:
    rules = items(thing.spec, "routes")
    matches = " ".join(str(rule.get("match", "")) for rule in rules)
    called = re.findall(r"\bHost(?:SNI)?\(([^)]*)\)", matches)
    hosts = [host for each in called for host in re.findall(r"`([^`*]+)`", each)]
    services = [service for rule in rules for service in items(rule, "services")]
    return Route(thing, list(dict.fromkeys(hosts)), _backends(thing, services), _annotated(thing))


def _contour(thing: Thing) -> Route:
    host = fields(thing.spec, "virtualhost").get("fqdn")
    services = [each for rule in items(thing.spec, "routes") for each in items(rule, "services")]
    services += items(thing.spec, "tcpproxy", "services")
    named = str(thing.spec.get("ingressClassName") or _annotated(thing))
    return Route(thing, [str(host)] if host else [], _backends(thing, services), named)


def _openshift(thing: Thing) -> Route:
    host, to = thing.spec.get("host"), fields(thing.spec, "to")
    port = fields(thing.spec, "port").get("targetPort")
    backends = _backends(thing, [{**to, "port": port}])
    return Route(thing, [str(host)] if host else [], backends, "openshift-default")


def _gateway(thing: Thing) -> Route:
    refs = [ref for rule in items(thing.spec, "rules") for ref in items(rule, "backendRefs")]
    return Route(
        thing,
        texts(thing.spec, "hostnames"),
        _backends(thing, (ref for ref in refs if ref.get("kind", "Service") == "Service")),
        gateways=[
            (str(ref.get("namespace") or thing.namespace), str(ref.get("name")))
            for ref in items(thing.spec, "parentRefs")
        ],
    )


def _backends(thing: Thing, found: Iterator[Mapping[str, Any]] | Sequence[Any]) -> list[Backend]:
    made = [
        Backend(str(each.get("namespace") or thing.namespace), str(each["name"]), each.get("port"))
        for each in found
        if each.get("name")
    ]
    return list(dict.fromkeys(made))


def _port(backend: Mapping[str, Any]) -> Any:
    port = fields(backend, "port")
    return port.get("number", port.get("name"))


def _annotated(thing: Thing) -> str:
    annotations = fields(thing.fields, "metadata", "annotations")
    return str(annotations.get(ANNOTATED_CLASS, ""))


_Reader = tuple[str, Callable[[Thing], Route]]
_READERS: Mapping[str, _Reader] = {
    "Ingress": ("networking.k8s.io", _ingress),
    **dict.fromkeys(("IngressRoute", "IngressRouteTCP"), ("traefik.io", _traefik)),
    "IngressRouteUDP": ("traefik.io", _traefik),
    "HTTPProxy": ("projectcontour.io", _contour),
    "Route": ("route.openshift.io", _openshift),
    **{
        f"{protocol}Route": ("gateway.networking.k8s.io", _gateway)
        for protocol in ("HTTP", "GRPC", "TLS", "TCP", "UDP")
    },
}
"""By kind: its API group, and how it is read."""
