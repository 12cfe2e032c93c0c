"""What clients outside of the cluster can reach, of a recorded program.

Components of this package promise endpoints. Of all other resources, Services, pods, Ingresses,
routes, load balancers and records in DNS tell where traffic comes by.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exposure_components.testing.recording import RecordedResource, Recording
from exposure_components.testing.urls import Asked, asked
from exposure_components.testing.wire import is_list, is_map, masked

_INGRESS: Final = "route:Ingress:"
"""How the ids of Ingresses in the graph start."""
_WEB: Final = 80
_SECURE: Final = 443
"""Ports of an Ingress (Kubernetes API, networking.k8s.io/v1 IngressSpec)."""


@dataclass(frozen=True)
class Exposed:
    """One place at which clients reach an app."""

    protocol: str
    """TCP, UDP or SCTP."""
    host: str | None
    """Address or name; None where the program does not know it, as of nodes that it never names."""
    port: int | None
    """None where the cluster allocates it, or an ingress controller elsewhere decides."""
    url: str
    """As a component promises it; empty for raw resources."""
    at: str
    """Who has the address: a component, or what stands in front of the pods."""
    leads_to: str
    """The pods, or the Service as far as the program knows; empty for a component."""
    names: frozenset[str]
    """Names in the program and in the cluster of whom it leads to."""

    def __str__(self) -> str:
        port = "(not known)" if self.port is None else self.port
        place = self.url or f"{self.host or 'unknown host'}"
        onwards = f" -> {self.leads_to}" if self.leads_to else ""
        return f"{place} ({self.protocol} {port}) at {self.at}{onwards}"


def exposed(recording: Recording) -> tuple[Exposed, ...]:
    """All places at which clients outside of the cluster reach what the program makes."""
    promising = {each.urn: each for each in recording.resources if _endpoints(each)}
    by_components = (one for each in promising.values() for one in _promised(each))
    return (*by_components, *_of_resources(recording, promising))


def assert_exposed(
    recording: Recording,
    url: str | None = None,
    *,
    host: str | None = None,
    port: int | None = None,
    protocol: str | None = None,
    app: str | None = None,
) -> tuple[Exposed, ...]:
    """Assert that clients outside of the cluster reach a place, and return all that fit.

    url: scheme, host and port count, and a path if there is one. For raw resources, ``http`` and
        ``https`` are TCP.
    host: an address or a name in DNS.
    protocol: TCP, UDP or SCTP.
    app: the name of a component, a workload or a Service, in the program or in the cluster.

    What is left out may be anything. Raises ``AssertionError`` that lists what is exposed, and
    ``ValueError`` for what is no URL.
    """
    __tracebackhide__ = True
    wanted = asked(url, host=host, port=port, protocol=protocol, app=app)
    every = exposed(recording)
    found = tuple(each for each in every if _fits(each, wanted))
    if not found:
        raise AssertionError(f"{wanted} is not exposed; {_listed(every, recording)}")
    return found


def assert_not_exposed(
    recording: Recording,
    url: str | None = None,
    *,
    host: str | None = None,
    port: int | None = None,
    protocol: str | None = None,
    app: str | None = None,
) -> None:
    """Assert that no place is exposed that fits; without any word, that nothing is.

    A host or port that the program does not know may be the one: it counts as one that fits. The
    words are those of ``assert_exposed``.
    """
    __tracebackhide__ = True
    wanted = asked(url, host=host, port=port, protocol=protocol, app=app)
    found = [each for each in exposed(recording) if _fits(each, wanted, maybe=True)]
    if found:
        raise AssertionError(f"{wanted} is exposed:{_lines(found)}")


def _fits(place: Exposed, wanted: Asked, *, maybe: bool = False) -> bool:
    return wanted.fits(
        url=place.url,
        host=place.host,
        port=place.port,
        protocol=place.protocol,
        names=place.names,
        maybe=maybe,
    )


def _listed(every: Sequence[Exposed], recording: Recording) -> str:
    if every:
        return f"exposed are:{_lines(every)}"
    inside = [
        f"Service {each.name}"
        for each in recording.resources
        if each.type == "kubernetes:core/v1:Service" and each.makes_kubernetes_object
    ]
    within = f"; within the cluster there are:{_lines(inside)}" if inside else ""
    return f"nothing is{within}"


def _lines(items: Sequence[object]) -> str:
    return "".join(f"\n  {each}" for each in items)


def _endpoints(resource: RecordedResource) -> list[Mapping[str, Any]]:
    """What a component promises, as far as it is known."""
    if resource.custom:
        return []
    found = masked(resource.outputs, resource.output_secrets).get("endpoints")
    listed: list[Any] = found if is_list(found) else []
    return [each for each in listed if is_map(each) and "protocol" in each and "port" in each]


def _promised(component: RecordedResource) -> Iterator[Exposed]:
    for each in _endpoints(component):
        host, port, url = each.get("host"), each["port"], each.get("url")
        yield Exposed(
            protocol=str(each["protocol"]),
            host=host if isinstance(host, str) else None,
            port=port if isinstance(port, int) else None,
            url=url if isinstance(url, str) else "",
            at=_title(component),
            leads_to="",
            names=frozenset({component.name}),
        )


def _title(component: RecordedResource) -> str:
    return f"{component.type.rpartition(':')[2]} {component.name}"


def _of_resources(
    recording: Recording, promising: Mapping[str, RecordedResource]
) -> Iterator[Exposed]:
    # The graph is drawn from recordings: its modules import this package.
    from exposure_components.topology.build import CLIENT, topology
    from exposure_components.topology.graph import Box, Kind, Port, Topology
    from exposure_components.topology.recorded import recorded

    within = (Kind.SERVICE, Kind.WORKLOAD)
    by_urn = {each.urn: each for each in recording.resources}
    graph: Topology = topology(recorded(recording, answered=True))

    def behind(box: Box, host: str | None) -> list[Box]:
        """It, and all that requests for a host come by from there."""
        if box.kind is Kind.ROUTE and box.hosts and host not in (None, *box.hosts):
            return []
        onwards = (way.target for way in graph.ways if way.source == box)
        return [box, *(each for target in onwards for each in behind(target, host))]

    for way in graph.ways:
        if way.source != CLIENT:
            continue
        for host in way.target.hosts or (None,):
            raw = [
                (box, by_urn.get(box.id.partition(":")[2]))
                for box in dict.fromkeys(behind(way.target, host))
            ]
            raw = [(box, it) for box, it in raw if it is None or it.parent not in promising]
            ends = [box.title for box, it in raw if it or box.kind in within]
            if not ends:
                continue
            of_ingress = any(box.id.startswith(_INGRESS) for box, _ in raw)
            usual = [Port("TCP", each) for each in _usual(recording, host)] if of_ingress else []
            for port in way.ports or usual or [Port("TCP", None)]:
                yield Exposed(
                    protocol=port.protocol,
                    host=host,
                    port=port.number,
                    url="",
                    at=way.target.title,
                    leads_to=ends[-1],
                    names=frozenset(name for _, it in raw if it for name in _names(it, by_urn)),
                )


def _usual(recording: Recording, host: str | None) -> tuple[int, ...]:
    """Where an ingress controller serves a host, unless the program itself runs it."""
    for each in recording.resources:
        spec = each.inputs.get("spec")
        if not each.type.endswith(":Ingress") or not is_map(spec):
            continue
        tls: Any = spec.get("tls")
        for entry in tls if is_list(tls) else []:
            if is_map(entry) and host in (entry.get("hosts") or [host]):
                return (_WEB, _SECURE)
    return (_WEB,)


def _names(resource: RecordedResource, by_urn: Mapping[str, RecordedResource]) -> Iterator[str]:
    yield resource.name
    metadata = resource.inputs.get("metadata")
    if is_map(metadata) and isinstance(metadata.get("name"), str):
        yield metadata["name"]
    if resource.parent in by_urn:
        yield by_urn[resource.parent].name
