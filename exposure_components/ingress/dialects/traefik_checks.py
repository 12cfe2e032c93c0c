"""What an app cannot ask of Traefik as it asks for it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from exposure_components.args.ingress_kinds import BackendProtocol
from exposure_components.checks.sound import Sound
from exposure_components.ingress.words import OVER_TLS, backend_protocol
from exposure_components.kinds import Protocol
from exposure_components.objects.labels import present
from exposure_components.ports import protocol_of
from exposure_components.problems import Problem

_SCHEMES = {
    BackendProtocol.HTTPS: "https",
    BackendProtocol.GRPCS: "https",
    BackendProtocol.H2C: "h2c",
    BackendProtocol.GRPC: "h2c",
}
_DECODED = re.compile("%(?!2[1345689ABCF]|3[ABDF]|40|5[BD])..")
"""All but the reserved characters (traefik, pkg/muxer/http: withRoutingPath)."""
_OF_MIDDLEWARE = (
    "allowed_cidrs",
    "backend_tls",
    "basic_auth",
    "max_body_size",
    "rate_limit",
    "timeouts",
)


def schemes(ports: Sequence[Any]) -> list[str]:
    """Of URLs of the pods."""
    return sorted({_SCHEMES.get(backend_protocol(port), "http") for port in ports})


def traefik_problems(args: Sound) -> list[Problem]:
    """What only Traefik refuses."""
    found: list[Problem] = []
    ports = [p for p in args.items("ports") if p.get("entry_port") is None]
    if len(schemes([present(backend_protocol=p.get("backend_protocol")) for p in ports])) > 1:
        rule = "differs from another port's: Traefik asks all ports of a Service in one way"
        found = [
            port.problem("backend_protocol", rule, "make the other port an app of its own")
            for port in ports
            if _SCHEMES.get(port.get("backend_protocol"))
        ]
    found += [*_path_problems(args), *_namespace_problems(args)]
    return [*found, *_datagram_problems(args)]


def _path_problems(args: Sound) -> list[Problem]:
    rule = "would match nothing: Traefik decodes {} of requests before it compares"
    return [
        path.problem("path", rule.format(decoded[0]), "choose a path without it")
        for path in args.items("paths")
        if (decoded := _DECODED.search(path.get("path") or ""))
    ]


def _namespace_problems(args: Sound) -> list[Problem]:
    namespace, tls = args.below("namespace"), args.below("tls")
    if namespace.value.get("name") or namespace.value.get("create"):
        return []
    asking = [key for key in _OF_MIDDLEWARE if key in args.value]
    through = tls.value.get("passthrough")
    if tls.value and not through and (tls.value.get("redirect", True) or "hsts" in tls.value):
        asking.append("tls")
    asking += [
        port.at("backend_protocol")
        for port in args.items("ports")
        if port.get("backend_protocol") in OVER_TLS
    ]
    if not asking or through:
        return []
    rule = f"is missing: Traefik finds what {', '.join(asking)} asks for by its namespace"
    return [Problem("namespace.name", None, rule, "name the namespace of the app")]


def _datagram_problems(args: Sound) -> list[Problem]:
    if "allowed_cidrs" not in args.value:
        return []
    rule, remedy = "would let everybody in: Traefik has no allow list for UDP", "drop one of both"
    return [
        port.problem("entry_port", rule, remedy)
        for port in args.items("ports")
        if port.get("entry_port") is not None and protocol_of(port) == Protocol.UDP
    ]
