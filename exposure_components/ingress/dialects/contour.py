"""Contour 1.33: an Ingress with its annotations, so that apps can share a host, and HTTPProxies
where those have no word (projectcontour.io/docs/1.33, Annotations)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.ingress_kinds import BackendProtocol, ControllerDialect
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.exposing import NOT_AWAITED
from exposure_components.ingress.contract import Dialect
from exposure_components.ingress.dialects.contour_checks import UPSTREAM, contour_problems
from exposure_components.ingress.dialects.contour_proxies import beyond_ingress, proxies
from exposure_components.ingress.objects import certificates, ingress
from exposure_components.ingress.words import (
    asked_by_http,
    backend_protocol,
    hosts_of,
    passes_tls_through,
    redirects,
    routes,
)
from exposure_components.objects.labels import Manifest
from exposure_components.ports import name_of

_OWN = "projectcontour.io"
_GRPC = (BackendProtocol.GRPC, BackendProtocol.GRPCS)
_PASSING_ON = "use a strategy that passes packets on, such as NodePortApp"
_IN_THE_APP = "leave it to the app, or choose a controller that has it, such as Traefik"
_LACKS = {
    "tls.default_certificate": "give the certificate by secret_name, issuer or certificate",
    "sticky_cookie.name": "leave it out: the cookie is called X-Contour-Session-Affinity",
    "sticky_cookie.max_age": "leave it out: the cookie lasts until the browser is closed",
    "sticky_cookie.http_only": "leave it out: no script reads the cookie",
    "timeouts.connect": "leave it out, or set timeouts.connect-timeout in Contour's own config",
    "max_body_size": _IN_THE_APP,
    "rate_limit.scope=client": "choose scope host, or a controller that has it, such as Traefik",
    "basic_auth": _IN_THE_APP,
    "forward_to=service": "leave it out: requests go straight to the pods",
    "ports.entry_port=TCP": f"{_PASSING_ON}; TLS can be passed on by `tls.passthrough`",
    "ports.entry_port=UDP": _PASSING_ON,
    "ports.entry_port=SCTP": _PASSING_ON,
}


def _objects(name: str, args: Any) -> list[Manifest]:
    if beyond_ingress(args):
        return [*certificates(name, args), *proxies(name, args)]
    return [*certificates(name, args), ingress(name, args, _annotations(args))]


def _annotations(args: Any) -> dict[str, str]:
    said: dict[str, str] = {}
    if redirects(args):
        said["ingress.kubernetes.io/force-ssl-redirect"] = "true"
    seconds = args.get("timeouts", {}).get("response")
    if seconds is not None:
        said[f"{_OWN}/response-timeout"] = f"{seconds}s"
    upgraded = [
        route.path or "/"
        for route in routes(args)
        if backend_protocol(route.port) is BackendProtocol.WEBSOCKET
    ]
    if upgraded:
        said[f"{_OWN}/websocket-routes"] = ",".join(upgraded)
    return said


def _service_annotations(_name: str, args: Any) -> Mapping[str, Any]:
    said = dict(NOT_AWAITED)
    # What passes through is TLS already.
    if passes_tls_through(args):
        return said
    named: dict[str, list[str]] = {}
    for port in asked_by_http(args["ports"]):
        protocol = UPSTREAM.get(backend_protocol(port))
        if protocol is not None:
            named.setdefault(protocol, []).append(name_of(port))
    return said | {f"{_OWN}/upstream-protocol.{p}": ",".join(found) for p, found in named.items()}


def _warnings(args: Any) -> list[str]:
    found: list[str] = []
    if "rate_limit" in args:
        found.append(
            "rate_limit: each Envoy counts for itself, so that all together let through as many "
            "times as much"
        )
    streams = [p for p in asked_by_http(args["ports"]) if backend_protocol(p) in _GRPC]
    if streams and not passes_tls_through(args) and "response" not in args.get("timeouts", {}):
        found.append(
            "Envoy ends calls after 15 seconds, gRPC's streams as well: give `timeouts.response`"
        )
    if passes_tls_through(args):
        # Envoy compares the end of the name, and there is no request whose host could be read.
        found += [
            f"{host}: with passthrough, Contour leads every name below to the app, such as "
            f"a.b.{host.removeprefix('*.')}"
            for host in hosts_of(args)
            if is_wildcard(host)
        ]
    return found


CONTOUR = Dialect(
    key=ControllerDialect.CONTOUR,
    title="Contour",
    objects=_objects,
    lacks=_LACKS,
    problems=contour_problems,
    warnings=_warnings,
    service_annotations=_service_annotations,
    owns_hosts=lambda args: bool(beyond_ingress(args)),
)
