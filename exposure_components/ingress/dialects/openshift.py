"""OpenShift's router: a Route for each host and path (docs.openshift.com, Configuring routes; the
router's haproxy-config.template says what it makes of them)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from exposure_components.args.ingress_kinds import BackendProtocol, ControllerDialect
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.ingress.contract import Dialect
from exposure_components.ingress.dialects.openshift_checks import openshift_problems
from exposure_components.ingress.dialects.openshift_tls import (
    readable_certificate,
    route_tls,
    then,
)
from exposure_components.ingress.objects import custom
from exposure_components.ingress.words import (
    Route,
    asked_by_http,
    backend_protocol,
    cookie_fields,
    hosts_of,
    is_over_tls,
    passes_tls_through,
    routes,
    tls_of,
)
from exposure_components.objects.labels import Manifest, present
from exposure_components.ports import name_of

_ROUTER = "haproxy.router.openshift.io"
_PACKETS = "use a strategy that passes packets on, such as NodePortApp"
_LACKS = {
    "sticky_cookie.max_age": "leave it out: the router's cookie lasts until browsers are closed",
    "sticky_cookie.secure": "leave it out: the router's cookie is secure wherever there is `tls`",
    "sticky_cookie.http_only": "leave it out: no script reads the router's cookie",
    "timeouts.connect": "leave it out: it is the same for all Routes",
    "timeouts.idle": "leave it out: it is the same for all Routes",
    "max_body_size": "leave it to the app",
    "rate_limit": "leave it out: the router counts in fixed times, and answers no 429",
    "backend_tls.server_name": "leave it out: the router wants the Service's name",
    "backend_tls.insecure": "give `backend_tls.ca`, or let OpenShift sign the pods' certificates",
    "basic_auth": "leave it to the app",
    "forward_to=service": "leave it out: the router goes straight to the pods",
    "ports.entry_port=TCP": _PACKETS,
    "ports.entry_port=UDP": _PACKETS,
    "ports.entry_port=SCTP": _PACKETS,
    "paths.type=Exact": "choose Prefix",
    "paths.type=ImplementationSpecific": "choose Prefix",
}


def _objects(name: str, args: Any) -> list[Manifest]:
    made = [_route(name, args, *pair, first=i == 0) for i, pair in enumerate(_pairs(args))]
    return [*readable_certificate(name, args), *made]


def _pairs(args: Any) -> list[tuple[str | None, Route]]:
    hosts: list[str | None] = [*hosts_of(args)]
    return [(host, route) for host in hosts or [None] for route in routes(args)]


def _route(name: str, args: Any, host: str | None, route: Route, *, first: bool) -> Manifest:
    path = route.path.rstrip("/")
    # Told by what it serves, so that others come and go without it.
    served = sha256(f"{host or ''}{path}".encode()).hexdigest()[:8]
    suffix = "" if first else f"-{served}"
    spec = {
        **_host(host),
        **present(path=path or None),
        "to": {"kind": "Service", "name": name},
        "port": {"targetPort": name_of(route.port)},
        **present(tls=route_tls(name, args, route)),
    }
    said = _annotations(args)
    return custom(name, args, "route.openshift.io/v1", "Route", spec, suffix=suffix, said=said)


def _host(host: str | None) -> Manifest:
    """Without one the router gives a name in its own domain."""
    if host is None or not is_wildcard(host):
        return present(host=host)
    # The first label stands for any.
    return {"host": f"wildcard{host.removeprefix('*')}", "wildcardPolicy": "Subdomain"}


def _annotations(args: Any) -> dict[str, Any]:
    said = {} if passes_tls_through(args) else _cookie(args)
    hsts, seconds = (tls_of(args) or {}).get("hsts"), args.get("timeouts", {}).get("response")
    if seconds is not None:
        said[f"{_ROUTER}/timeout"] = f"{seconds}s"
    if hsts is not None:
        words = (("include_subdomains", "includeSubDomains"), ("preload", "preload"))
        more = [spelled for key, spelled in words if hsts.get(key)]
        said[f"{_ROUTER}/hsts_header"] = ";".join([f"max-age={hsts['max_age']}", *more])
    if "allowed_cidrs" in args:
        said[f"{_ROUTER}/ip_allowlist"] = _joined(args["allowed_cidrs"])
    return said


def _cookie(args: Any) -> dict[str, Any]:
    cookie = cookie_fields(args)
    if cookie is None:
        # The router's own default is a cookie for every client.
        return {f"{_ROUTER}/disable_cookies": "true"}
    own = "router.openshift.io"
    said = {f"{own}/cookie_name": cookie["name"]} if "name" in cookie else {}
    if tls_of(args) is not None:
        said[f"{own}/cookie-same-site"] = str(cookie["same_site"])
    return said


def _joined(items: Sequence[Any], before: str = "") -> Any:
    """The texts, of which some may be known later, with spaces between them."""
    if not items:
        return before.strip()
    return then(items[0], lambda text: _joined(items[1:], f"{before} {text}"))


def _warnings(args: Any) -> list[str]:
    found: list[str] = []
    ports, tls = asked_by_http(args["ports"]), args.get("backend_tls", {})
    if any(map(is_wildcard, hosts_of(args))):
        found.append("the router serves no wildcard unless its `routeAdmission` allows it")
    if {backend_protocol(port) for port in ports} & {BackendProtocol.GRPC, BackendProtocol.GRPCS}:
        found.append(
            "gRPC needs HTTP/2 from the clients on: the router's administrator must allow it, and "
            "the Route have a certificate of its own"
        )
    if "ca" in tls and any(map(is_over_tls, ports)) and not passes_tls_through(args):
        found.append("with `backend_tls.ca` the router asks who signed, and not for which name")
    if "sticky_cookie" in args and tls_of(args) is None:
        found.append("without `tls` the router's cookie leaves it to browsers where they send it")
    return found


OPENSHIFT = Dialect(
    key=ControllerDialect.OPENSHIFT,
    title="OpenShift's router",
    objects=_objects,
    lacks=_LACKS,
    problems=openshift_problems,
    warnings=_warnings,
    owns_hosts=passes_tls_through,
    # It stands on the nodes' own ports, or behind a balancer that it makes itself, which tells it
    # the addresses (docs.openshift.com, IngressController, endpointPublishingStrategy).
    sees_clients=True,
    names_apps=True,
)
