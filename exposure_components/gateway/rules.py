"""The rules of routes: what fits, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exposure_components.args.gateway_kinds import ValueMatch
from exposure_components.gateway.filters import filters, timeouts
from exposure_components.gateway.words import (
    Attachment,
    grpc_rules,
    http_rules,
    matches_of,
    path_type,
)
from exposure_components.objects.labels import Manifest, present
from exposure_components.ports import protocol_of, service_port_of


def http_route_rules(name: str, args: Any, attached: Attachment) -> list[Manifest]:
    """Of the HTTPRoute."""
    return [
        {
            "matches": [http_match(match) for match in matches_of(rule)],
            **present(
                filters=filters(rule) or None,
                backendRefs=_rule_backends(name, args, attached, rule),
                timeouts=timeouts(rule.get("timeouts", {})) or None,
            ),
        }
        for rule in http_rules(args)
    ]


def http_match(match: Mapping[str, Any]) -> Manifest:
    """One way to fit."""
    return {
        "path": {"type": str(path_type(match)), "value": match.get("path", "/")},
        **present(
            headers=_values(match.get("headers")),
            queryParams=_values(match.get("query")),
            method=str(match["method"]) if "method" in match else None,
        ),
    }


def _values(given: Sequence[Mapping[str, Any]] | None) -> list[Manifest] | None:
    if not given:
        return None
    return [
        {
            "type": str(each.get("type", ValueMatch.EXACT)),
            "name": each["name"],
            "value": each["value"],
        }
        for each in given
    ]


def grpc_route_rules(name: str, args: Any, attached: Attachment) -> list[Manifest]:
    """Of the GRPCRoute."""
    return [
        {
            **present(
                matches=[_grpc_match(m) for m in rule["matches"]] if "matches" in rule else None,
                filters=filters(rule) or None,
            ),
            "backendRefs": _rule_backends(name, args, attached, rule),
        }
        for rule in grpc_rules(args)
    ]


def _grpc_match(match: Mapping[str, Any]) -> Manifest:
    called = present(service=match.get("service"), method=match.get("method"))
    kind = {"type": str(match.get("type", ValueMatch.EXACT))}
    return present(
        method={**kind, **called} if called else None, headers=_values(match.get("headers"))
    )


def _rule_backends(
    name: str, args: Any, attached: Attachment, rule: Mapping[str, Any]
) -> list[Manifest] | None:
    if "redirect" in rule:
        return None
    return backend_refs(name, args, attached.port, rule.get("backends", [{}]))


def backend_refs(
    name: str, args: Any, port: Mapping[str, Any], backends: Sequence[Mapping[str, Any]]
) -> list[Manifest]:
    """Where a port's traffic goes."""
    return [
        {**_backend(name, args, port, each), **present(weight=each.get("weight"))}
        for each in backends
    ]


def _backend(name: str, args: Any, port: Mapping[str, Any], backend: Mapping[str, Any]) -> Manifest:
    if "service" in backend:
        other = backend["service"]
        return {
            **present(namespace=other.get("namespace")),
            "name": other["name"],
            "port": other["port"],
        }
    number = backend.get("port")
    known = [port, *(p for p in args["ports"] if protocol_of(p) == protocol_of(port))]
    led_to = next(p for p in known if number in (None, p["container_port"]))
    return {"name": name, "port": service_port_of(led_to)}
