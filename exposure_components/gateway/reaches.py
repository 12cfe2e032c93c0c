"""Where clients reach an app behind a Gateway, and what is promised to them there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.args.gateway_kinds import HttpMethod, PathMatch, RouteKind
from exposure_components.args.ingress_kinds import PathType
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.dns.hosts import Host
from exposure_components.endpoints import Reach, scheme_and_path
from exposure_components.gateway.hostnames import meets_any
from exposure_components.gateway.words import (
    BY_REQUEST,
    Attachment,
    Listener,
    attachments,
    gateway_of,
    http_rules,
    is_secure,
    matches_of,
    path_type,
)
from exposure_components.ingress.reaches import shown_path
from exposure_components.ingress.words import Route, hosts_of

_PATHS = {PathMatch.EXACT: PathType.EXACT, PathMatch.PREFIX: PathType.PREFIX}
"""How a URL can be told that fits."""


def gateway_reaches(args: Any) -> list[Reach]:
    """One for each host, listener and path; for each host and listener of other routes.

    A wildcard is no host that anybody asks for, so it has none.
    """
    if args.get("replicas") == 0:
        return []
    return [
        reach
        for attached in attachments(args, hosts_of(args))
        for listener, host in _distinct(args, attached)
        for reach in _reaches(args, attached, listener, host)
    ]


def gateway_hosts(args: Any) -> list[Host]:
    """What the app's name leads to: the Gateway."""
    addresses = gateway_of(args).get("addresses", [])
    return [Host(f"gateway.addresses[{i}]", a) for i, a in enumerate(addresses)]


def _distinct(args: Any, attached: Attachment) -> Iterator[tuple[Listener, Any]]:
    """Each listener with each of its hosts, but those that differ in nothing that a URL says."""
    seen: set[tuple[Any, ...]] = set()
    for each in attached.listeners or ():
        for host in _hosts(args, attached, each):
            # A name may be served below a wildcard as well, at the same port.
            said = (each["protocol"], each["port"], host)
            if said not in seen:
                seen.add(said)
                yield each, host


def _hosts(args: Any, attached: Attachment, listener: Listener) -> list[Any]:
    hostname, hosts = listener.get("hostname"), hosts_of(args)
    if attached.kind in (RouteKind.TCP, RouteKind.UDP):
        hostname = None
    if hosts:
        return [h for h in hosts if not is_wildcard(h) and meets_any(hostname, [h])]
    if hostname is not None:
        return [] if is_wildcard(hostname) else [hostname]
    return list(gateway_of(args).get("addresses", []))


def _reaches(args: Any, attached: Attachment, listener: Listener, host: Any) -> Iterator[Reach]:
    kept = bool(gateway_of(args).get("client_ip_kept")) and attached.kind in BY_REQUEST
    for port, scheme, path in _urls(args, attached, listener):
        yield Reach(
            port=port,
            host=host,
            number=listener["port"],
            node=None,
            survives_reschedule=True,
            # In a header.
            client_ip_kept=kept,
            scheme=scheme,
            path=path,
        )


def _urls(
    args: Any, attached: Attachment, listener: Listener
) -> list[tuple[Mapping[str, Any], str, str]]:
    """Port, scheme and path."""
    port, by_request = attached.port, "https" if is_secure(listener) else "http"
    if attached.kind is RouteKind.GRPC:
        return [(port, by_request, "")]
    if attached.kind is RouteKind.TLS:
        return [(port, port.get("app_protocol", "https"), _probed(args, port))]
    if attached.kind is not RouteKind.HTTP:
        return [(port, scheme_and_path(args, port)[0], "")]
    found: dict[str, tuple[Mapping[str, Any], str, str]] = {}
    for rule in http_rules(args):
        to = _led_to(args, port, rule)
        for match in matches_of(rule) if to is not None else ():
            if to is not None and _is_plain(match):
                route = Route(match.get("path", "/"), _PATHS[path_type(match)], to, "")
                path = shown_path(args, route)
                found.setdefault(path, (to, by_request, path))
    return list(found.values())


def _probed(args: Any, port: Mapping[str, Any]) -> str:
    return scheme_and_path(args, port)[1]


def _led_to(
    args: Any, default: Mapping[str, Any], rule: Mapping[str, Any]
) -> Mapping[str, Any] | None:
    """The app's own port that a rule leads to."""
    if "redirect" in rule:
        return None
    own = [b for b in rule.get("backends", [{}]) if "service" not in b and b.get("weight") != 0]
    if not own:
        return None
    number = own[0].get("port", default["container_port"])
    found: Mapping[str, Any] = next(p for p in args["ports"] if p["container_port"] == number)
    return found


def _is_plain(match: Mapping[str, Any]) -> bool:
    """Whether a URL alone fits."""
    asks = match.get("method", HttpMethod.GET) != HttpMethod.GET
    return path_type(match) in _PATHS and not asks and not match.keys() & {"headers", "query"}
