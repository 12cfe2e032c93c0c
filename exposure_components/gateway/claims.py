"""What an app takes of its Gateway, so that no other can have it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from exposure_components.args.gateway_kinds import PathMatch, RouteKind, ValueMatch
from exposure_components.checks.collisions import Claim
from exposure_components.exposing import object_name
from exposure_components.gateway.words import (
    BY_HOST,
    BY_REQUEST,
    Attachment,
    attachments,
    gateway_key,
    grpc_rules,
    http_rules,
    path_type,
    redirected,
)
from exposure_components.ingress.words import hosts_of
from exposure_components.ports import Fields

_OTHER_MATCH = "give one of the two apps another host, path, header or method"
_OTHER_LISTENER = "give one of the two ports another `section_name`, or one of the apps a Gateway"


def gateway_claims(component: str, args: Any) -> list[Claim]:
    """Each match of each host at each listener, and listeners that take one route alone."""
    gateway = gateway_key(object_name(component, args), args)
    hosts = [(f"hosts[{i}]", host) for i, host in enumerate(hosts_of(args))] or [("hosts", "*")]
    found: list[Claim] = []
    for attached in attachments(args, hosts_of(args)):
        for section, shared in _sections(args, attached):
            at_listener: tuple[Hashable, ...] = ("gateway", *gateway, section)
            if attached.kind not in BY_HOST:
                key = (*at_listener, str(attached.kind))
                at = f"ports[{attached.index}].section_name"
                claim = Claim(component, at, section or None, key, remedy=_OTHER_LISTENER)
                found.append(replace(claim, shared=shared))
                continue
            for at, host in hosts:
                for path, shown, identity in _fitting(args, attached):
                    key = (*at_listener, str(attached.kind), host, *identity)
                    claim = Claim(component, path or at, f"{host}{shown}", key, remedy=_OTHER_MATCH)
                    found.append(replace(claim, shared=shared))
    return found


def _sections(args: Any, attached: Attachment) -> list[tuple[str, bool]]:
    """Each listener, and whether it may be had by others too.

    Who does not say which takes one of them, so that nobody else can be sure of any: they share
    what has no name.
    """
    if attached.listeners is None and attached.section is None:
        return [("", False)]
    if attached.listeners is None:
        return [(str(attached.section), False), ("", True)]
    # The route that redirects has the same matches, at the listeners of HTTP.
    sent = redirected(args, hosts_of(args)) if attached.kind is RouteKind.HTTP else []
    return [*((each["name"], False) for each in [*attached.listeners, *sent]), ("", True)]


def _fitting(args: Any, attached: Attachment) -> Iterator[tuple[str, str, tuple[Hashable, ...]]]:
    """Where the args say it, how a message shows it, and what it has in common with its like."""
    if attached.kind not in BY_REQUEST:
        yield "", "", ()
        return
    by_http = attached.kind is RouteKind.HTTP
    key, rules = ("rules", http_rules(args)) if by_http else ("grpc_rules", grpc_rules(args))
    identity = http_identity if by_http else grpc_identity
    for i, rule in enumerate(rules):
        for j, match in enumerate(rule.get("matches", [{}])):
            at = f"{key}[{i}].matches[{j}]" if "matches" in rule else ""
            yield at, _shown(match, by_http=by_http), identity(match)


def _shown(match: Mapping[str, Any], *, by_http: bool) -> str:
    if by_http:
        return str(match.get("path", "/"))
    return f"/{match.get('service', '*')}/{match.get('method', '*')}"


def http_identity(match: Fields) -> tuple[Hashable, ...]:
    """What two matches have in common that the same requests fit."""
    path, kind = match.get("path") or "/", path_type(match)
    same = path.rstrip("/") or "/" if kind is PathMatch.PREFIX else path
    return str(kind), same, _values(match, "headers"), _values(match, "query"), match.get("method")


def grpc_identity(match: Fields) -> tuple[Hashable, ...]:
    """What two matches have in common that the same calls fit."""
    called = match.get("service"), match.get("method")
    kind = str(match.get("type") or ValueMatch.EXACT) if any(called) else ""
    return kind, *called, _values(match, "headers")


def _values(match: Fields, key: str) -> Hashable:
    return frozenset(
        (
            each["name"].lower() if key == "headers" else each["name"],
            str(each.get("type", ValueMatch.EXACT)),
            each["value"],
        )
        for each in match.get(key) or ()
    )
