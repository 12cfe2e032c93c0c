"""Contour's HTTPProxy, which says what an Ingress has no word for (projectcontour.io/docs/1.33,
HTTPProxy). A host is one HTTPProxy's alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.args.ingress_kinds import BackendProtocol, PathType, RatePeriod
from exposure_components.ingress.objects import custom
from exposure_components.ingress.words import (
    Route,
    asked_by_http,
    backend_protocol,
    cookie_fields,
    hosts_of,
    is_over_tls,
    passes_tls_through,
    pods_name,
    redirects,
    routes,
    secret_of,
    tls_of,
)
from exposure_components.names import LONGEST_SUBDOMAIN, shortened
from exposure_components.objects.labels import Manifest, present
from exposure_components.ports import service_port_of
from exposure_components.values import mapping

API = "projectcontour.io/v1"
COOKIE = "X-Contour-Session-Affinity"
"""Contour's own name (contour, internal/dag/policy.go)."""
_OF_REGEX = frozenset("^+*[]%")
"""What makes a path of its own kind a regular expression, in an Ingress (contour,
internal/dag/ingress_processor.go); here it shall mean the same."""
_NEEDING = (
    ("sticky_cookie", ""),
    ("timeouts", "idle"),
    ("allowed_cidrs", ""),
    ("rate_limit", ""),
    ("tls", "hsts"),
    ("tls", "passthrough"),
    ("backend_tls", "ca"),
)


def beyond_ingress(args: Mapping[str, Any]) -> list[str]:
    """What the args ask for that only an HTTPProxy can say."""
    return [
        f"{field}.{key}" if key else field
        for field, key in _NEEDING
        if field in args and (not key or (mapping(args[field]) or {}).get(key))
    ]


def proxies(name: str, args: Any) -> list[Manifest]:
    """One for each host."""
    return [
        custom(name, args, API, "HTTPProxy", _spec(name, args, host), suffix=suffix)
        for host in hosts_of(args)
        for suffix in [_suffix(name, host)]
    ]


def _suffix(name: str, host: str) -> str:
    """By the host, so that another host is another object, whatever their order."""
    return shortened(f"{name}-{host.replace('*', 'any')}", LONGEST_SUBDOMAIN)[len(name) :]


def _spec(name: str, args: Any, host: str) -> Manifest:
    virtual = {"virtualhost": {"fqdn": host, **_of_host(name, args)}}
    if not passes_tls_through(args):
        return {
            **virtual,
            "routes": [r for route in routes(args) for r in _route(name, args, route)],
        }
    port = asked_by_http(args["ports"])[0]
    return {**virtual, "tcpproxy": {"services": [{"name": name, "port": service_port_of(port)}]}}


def _of_host(name: str, args: Any) -> Manifest:
    # Remote is the connection's own address, or what a balancer says by the PROXY protocol; a
    # header counts only where Contour is told how many proxies to trust. Peer would be the
    # balancer's address.
    allowed = [{"source": "Remote", "cidr": cidr} for cidr in args.get("allowed_cidrs", ())]
    return present(tls=_tls(name, args), ipAllowPolicy=allowed or None, rateLimitPolicy=_rate(args))


def _tls(name: str, args: Any) -> Manifest | None:
    if tls_of(args) is None:
        return None
    return (
        {"passthrough": True} if passes_tls_through(args) else {"secretName": secret_of(name, args)}
    )


def _rate(args: Any) -> Manifest | None:
    limit = args.get("rate_limit")
    if limit is None:
        return None
    unit = str(limit.get("per", RatePeriod.SECOND))
    return {
        "local": {"requests": limit["requests"], "unit": unit, **present(burst=limit.get("burst"))}
    }


def _route(name: str, args: Any, route: Route) -> Iterator[Manifest]:
    speaks = backend_protocol(route.port)
    for conditions in _conditions(route):
        yield {
            **present(conditions=conditions or None),
            "services": [_service(name, args, route.port)],
            **present(
                enableWebsockets=True if speaks is BackendProtocol.WEBSOCKET else None,
                permitInsecure=True if tls_of(args) is not None and not redirects(args) else None,
                timeoutPolicy=_timeouts(args),
                responseHeadersPolicy=_hsts(args),
            ),
            **_sticky(args),
        }


def _conditions(route: Route) -> list[list[Manifest]]:
    """Contour's prefix is one of texts: `/a` has `/ab` as well. The path and all below it are
    two routes."""
    if route.type is PathType.EXACT:
        return [[{"exact": route.path}]]
    if route.type is PathType.IMPLEMENTATION_SPECIFIC:
        kind = "regex" if _OF_REGEX & set(route.path) else "prefix"
        return [[{kind: route.path}] if route.path else []]
    path = route.path.rstrip("/")
    return [[{"exact": path}], [{"prefix": f"{path}/"}]] if path else [[{"prefix": "/"}]]


def _service(name: str, args: Any, port: Mapping[str, Any]) -> Manifest:
    verified = is_over_tls(port) and "ca" in args.get("backend_tls", {})
    validation = {"caSecret": f"{name}-ca", "subjectName": pods_name(name, args)}
    return {
        "name": name,
        "port": service_port_of(port),
        **present(validation=validation if verified else None),
    }


def _timeouts(args: Any) -> Manifest | None:
    given = args.get("timeouts", {})
    named = {"response": given.get("response"), "idleConnection": given.get("idle")}
    return {key: f"{seconds}s" for key, seconds in named.items() if seconds is not None} or None


def _hsts(args: Any) -> Manifest | None:
    hsts = (tls_of(args) or {}).get("hsts")
    if hsts is None:
        return None
    said = [f"max-age={hsts['max_age']}"]
    said += ["includeSubDomains"] if hsts.get("include_subdomains") else []
    said += ["preload"] if hsts.get("preload") else []
    return {"set": [{"name": "Strict-Transport-Security", "value": "; ".join(said)}]}


def _sticky(args: Any) -> Manifest:
    """Envoy makes the cookie, and says HttpOnly of it; the rest is added on its way out."""
    cookie = cookie_fields(args)
    if cookie is None:
        return {}
    said = {"name": COOKIE, "secure": cookie["secure"], "sameSite": str(cookie["same_site"])}
    return {"loadBalancerPolicy": {"strategy": "Cookie"}, "cookieRewritePolicies": [said]}
