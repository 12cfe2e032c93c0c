"""The routes that lead from a Gateway to an app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from exposure_components.args.gateway_kinds import RouteKind
from exposure_components.gateway.rules import (
    backend_refs,
    grpc_route_rules,
    http_match,
    http_route_rules,
)
from exposure_components.gateway.words import (
    API,
    BY_HOST,
    Attachment,
    Listener,
    attachments,
    gateway_of,
    http_rules,
    is_secure,
    matches_of,
    redirected,
)
from exposure_components.ingress.words import HTTPS_PORT, hosts_of
from exposure_components.objects.labels import Manifest, metadata, present
from exposure_components.ports import protocol_of

_TO_HTTPS = 301
_ACCEPTED = {
    "pulumi.com/waitFor": (
        'jsonpath={.status.parents[*].conditions[?@.type=="Accepted" && @.status=="True"].status}'
    )
}
"""A route that no Gateway takes leads nowhere; and what it takes the place of must not go before
it is taken."""


def routes(name: str, args: Any) -> list[Manifest]:
    """All of the app, and one that sends requests to HTTPS."""
    made: list[Manifest] = []
    for attached in attachments(args, hosts_of(args)):
        refs = _parents(args, attached)
        if attached.kind is RouteKind.HTTP:
            made.append(
                _route(name, "", args, attached.kind, refs, http_route_rules(name, args, attached))
            )
            made += _redirect(name, args, attached)
        elif attached.kind is RouteKind.GRPC:
            made.append(
                _route(name, "", args, attached.kind, refs, grpc_route_rules(name, args, attached))
            )
        else:
            given = attached.port.get("backends", [{}])
            rules = [{"backendRefs": backend_refs(name, args, attached.port, given)}]
            suffix = _suffix(attached)
            made.append(_route(name, suffix, args, attached.kind, refs, rules))
    return made


def _suffix(attached: Attachment) -> str:
    # By number: a port that gets another name keeps its route.
    spoken = "tls" if attached.kind is RouteKind.TLS else protocol_of(attached.port).lower()
    return f"-{spoken}-{attached.port['container_port']}"


def _route(
    name: str,
    suffix: str,
    args: Any,
    kind: RouteKind,
    parents: Sequence[Manifest],
    rules: Sequence[Manifest],
) -> Manifest:
    hosts = hosts_of(args) if kind in BY_HOST else []
    return {
        "apiVersion": API,
        "kind": str(kind),
        "metadata": metadata(name + suffix, args, _waits(args), of=name),
        "spec": {
            "parentRefs": list(parents),
            **present(hostnames=hosts or None),
            "rules": list(rules),
        },
    }


def _waits(args: Any) -> dict[str, str]:
    return _ACCEPTED if gateway_of(args).get("publishes_status") else {}


def _parents(args: Any, attached: Attachment) -> list[Manifest]:
    if attached.listeners is None or attached.all_of_kind:
        return [_parent(args, attached.section)]
    return [_parent(args, each["name"]) for each in attached.listeners]


def _parent(args: Any, section: str | None) -> Manifest:
    gateway = gateway_of(args)
    return {
        **present(namespace=gateway.get("namespace")),
        "name": gateway.get("ready", gateway["name"]),
        **present(sectionName=section),
    }


def _redirect(name: str, args: Any, attached: Attachment) -> list[Manifest]:
    plain = redirected(args, hosts_of(args))
    if not plain:
        return []
    answer = {
        "type": "RequestRedirect",
        "requestRedirect": {
            "scheme": "https",
            **present(port=_other_port(attached.listeners or ())),
            "statusCode": _TO_HTTPS,
        },
    }
    # The rules' own matches, and nothing else: another app may have other paths of the host.
    rules = [
        {"matches": [http_match(m) for m in matches_of(rule)], "filters": [answer]}
        for rule in http_rules(args)
    ]
    refs = [_parent(args, each["name"]) for each in plain]
    return [_route(name, "-redirect", args, RouteKind.HTTP, refs, rules)]


def _other_port(listeners: Sequence[Listener]) -> int | None:
    """The port of HTTPS, where clients would not guess it."""
    ports = [each["port"] for each in listeners if is_secure(each)]
    return None if HTTPS_PORT in ports else int(ports[0])
