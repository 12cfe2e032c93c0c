"""What an app's args say of its Gateway and its routes, with the defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.args.gateway_kinds import (
    ListenerProtocol,
    PathMatch,
    RouteKind,
    RoutesFrom,
    TlsMode,
)
from exposure_components.checks.shapes import is_output
from exposure_components.exposing import cluster_name
from exposure_components.gateway.hostnames import meets_any
from exposure_components.kinds import Protocol
from exposure_components.objects.labels import namespace_name
from exposure_components.ports import Fields, protocol_of

API = "gateway.networking.k8s.io/v1"
"""Of every kind. All five routes are v1 since the Gateway API 1.6, and the standard channel serves
them as nothing else. A controller that still reads TCPRoutes as v1alpha2, such as Traefik 3.7,
needs the experimental channel: there the API server serves each object as both."""
BY_REQUEST = (RouteKind.HTTP, RouteKind.GRPC)
"""Routes that read requests, and so share listeners with others."""
BY_HOST = (*BY_REQUEST, RouteKind.TLS)
_PLAIN, _SECURE = ListenerProtocol.HTTP, ListenerProtocol.HTTPS
_TAKEN = {
    RouteKind.HTTP: (_PLAIN, _SECURE),
    RouteKind.GRPC: (_PLAIN, _SECURE),
    RouteKind.TLS: (ListenerProtocol.TLS,),
    RouteKind.TCP: (ListenerProtocol.TCP, ListenerProtocol.TLS),
    RouteKind.UDP: (ListenerProtocol.UDP,),
}

Listener = Mapping[str, Any]
"""A listener, as an app knows it."""


@dataclass(frozen=True)
class Attachment:
    """A route of the app, and the listeners that take it."""

    kind: RouteKind
    port: Mapping[str, Any]
    """The app's port; of routes by request the first that they lead to."""
    index: int
    """Of the port."""
    section: str | None
    """The listener that the args name."""
    listeners: Sequence[Listener] | None
    """None where they are not known."""
    all_of_kind: bool
    """Whether those are all that could take such a route, so that none has to be named."""


def gateway_of(args: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is known of the Gateway."""
    known: Mapping[str, Any] = args.get("gateway", {})
    return known


def gateway_key(name: str, args: Any) -> tuple[str, str, str]:
    """What tells the Gateway of the app `name` from others: its cluster, namespace and name."""
    gateway = gateway_of(args)
    namespace = gateway.get("namespace", namespace_name(name, args))
    # What is known only later is the provider's own.
    known = "" if namespace is None or is_output(namespace) else str(namespace)
    return cluster_name(args), known, str(gateway["name"])


def route_of(port: Fields) -> RouteKind:
    """What leads to a port."""
    default = RouteKind.UDP if protocol_of(port) == Protocol.UDP else RouteKind.HTTP
    return RouteKind(port.get("route") or default)


def ports_with(args: Mapping[str, Any], *kinds: RouteKind) -> list[tuple[int, Mapping[str, Any]]]:
    """Index and port of each that such a route leads to."""
    return [(i, p) for i, p in enumerate(args["ports"]) if route_of(p) in kinds]


def mode_of(listener: Fields) -> TlsMode | None:
    """Who terminates TLS; None where there is none."""
    protocol = listener.get("protocol")
    if protocol == ListenerProtocol.HTTPS:
        return TlsMode.TERMINATE
    if protocol != ListenerProtocol.TLS:
        return None
    return TlsMode(listener.get("mode") or TlsMode.PASSTHROUGH)


def takes(kind: RouteKind, listener: Fields) -> bool:
    """Whether routes of the kind can attach to a listener."""
    protocol = listener.get("protocol")
    if kind is RouteKind.TCP and protocol == ListenerProtocol.TLS:
        return mode_of(listener) is TlsMode.TERMINATE
    return bool(protocol in _TAKEN[kind])


def admits(args: Mapping[str, Any], listener: Fields) -> bool:
    """Whether a listener takes routes of the app's namespace, as far as that is known."""
    if listener.get("routes_from") != RoutesFrom.SAME:
        return True
    theirs = gateway_of(args).get("namespace")
    given = args.get("namespace", {})
    ours = given.get("name") or (args.get("name") if given.get("create") else None)
    # Without a name both are the provider's, whose name nobody knows here.
    return theirs is None or ours is None or is_output(theirs) or bool(theirs == ours)


def is_secure(listener: Fields) -> bool:
    """Whether it serves HTTPS."""
    return bool(listener.get("protocol") == _SECURE)


def redirects(args: Mapping[str, Any]) -> bool:
    """Whether requests without TLS shall be sent to HTTPS where that is possible."""
    return bool(args.get("redirect", True))


def attachments(args: Mapping[str, Any], hosts: Sequence[str]) -> list[Attachment]:
    """Every route of the app; one HTTPRoute and one GRPCRoute, one of the others for each port."""
    found = [
        _attached(args, hosts, kind, *ports_with(args, kind)[0])
        for kind in BY_REQUEST
        if ports_with(args, kind)
    ]
    others = [kind for kind in RouteKind if kind not in BY_REQUEST]
    return found + [
        _attached(args, hosts, route_of(port), i, port) for i, port in ports_with(args, *others)
    ]


def _attached(
    args: Mapping[str, Any],
    hosts: Sequence[str],
    kind: RouteKind,
    index: int,
    port: Mapping[str, Any],
) -> Attachment:
    gateway = gateway_of(args)
    section = (gateway if kind in BY_REQUEST else port).get("section_name")
    known: Sequence[Listener] | None = gateway.get("listeners")
    if known is None:
        return Attachment(kind, port, index, section, None, section is None)
    suitable = [each for each in known if takes(kind, each)]
    found = [
        each
        for each in suitable
        if section in (None, each["name"]) and admits(args, each)
        if kind not in BY_HOST or meets_any(each.get("hostname"), hosts)
    ]
    if kind in BY_REQUEST and redirects(args) and any(map(is_secure, found)):
        found = [each for each in found if is_secure(each)]
    return Attachment(kind, port, index, section, found, section is None and found == suitable)


def redirected(args: Mapping[str, Any], hosts: Sequence[str]) -> list[Listener]:
    """The listeners whose requests are sent to HTTPS."""
    if not redirects(args) or not ports_with(args, RouteKind.HTTP):
        return []
    served = _attached(args, hosts, RouteKind.HTTP, *ports_with(args, RouteKind.HTTP)[0])
    if not any(map(is_secure, served.listeners or ())):
        return []
    return [
        each
        for each in gateway_of(args)["listeners"]
        if each["protocol"] == _PLAIN and admits(args, each)
        if meets_any(each.get("hostname"), hosts)
    ]


def path_type(match: Fields) -> PathMatch:
    """How a path is matched."""
    return PathMatch(match.get("path_type") or PathMatch.PREFIX)


def http_rules(args: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What becomes of requests; all go to the app unless it is said."""
    rules: Sequence[Mapping[str, Any]] = args.get("rules", [{}])
    return rules


def grpc_rules(args: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What becomes of calls; all go to the app unless it is said."""
    rules: Sequence[Mapping[str, Any]] = args.get("grpc_rules", [{}])
    return rules


def matches_of(rule: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """What a rule is about; everything unless it is said."""
    matches: Sequence[Mapping[str, Any]] = rule.get("matches", [{}])
    return matches
