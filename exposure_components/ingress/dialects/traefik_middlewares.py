"""What Traefik does to requests on their way: each a kind, a suffix of its name, and a spec."""

from __future__ import annotations

from typing import Any

from exposure_components.args.ingress_kinds import RatePeriod, RateScope
from exposure_components.ingress.words import (
    asked_by_http,
    controller_of,
    is_over_tls,
    passes_tls_through,
    pods_name,
    redirects,
    tls_of,
)
from exposure_components.objects.labels import Manifest, present

Own = tuple[str, str, Manifest]
"""Kind, suffix of the name, spec."""
_PERIODS = {RatePeriod.SECOND: "1s", RatePeriod.MINUTE: "1m", RatePeriod.HOUR: "1h"}


def gets_requests(args: Any) -> bool:
    """Whether Traefik reads anything that clients send; else it passes all on as it is."""
    return not passes_tls_through(args) and bool(asked_by_http(args["ports"]))


def middlewares(args: Any) -> list[Own]:
    """What requests pass, in order, before they go to the pods."""
    if not gets_requests(args):
        return []
    specs = {
        **_allowed(args),
        **_rate(args),
        **_auth(args),
        **_hsts(args),
        **_body(args),
    }
    return [("Middleware", suffix, spec) for suffix, spec in specs.items()]


def redirect(args: Any) -> list[Own]:
    """What sends requests without TLS to HTTPS."""
    if not redirects(args):
        return []
    port = str(controller_of(args).get("https_port", 443))
    spec = {"redirectScheme": {"scheme": "https", "permanent": True, "port": port}}
    return [("Middleware", "-redirect", spec)]


def allow_list(args: Any) -> list[Own]:
    """What lets connections in that are passed on as they are."""
    passed = passes_tls_through(args) or any("entry_port" in p for p in args["ports"])
    allowed = _allowed(args) if passed else {}
    return [("MiddlewareTCP", suffix, spec) for suffix, spec in allowed.items()]


def transport(name: str, args: Any) -> list[Own]:
    """How Traefik connects to the pods."""
    timeouts = args.get("timeouts", {})
    waits = present(
        dialTimeout=_seconds(timeouts.get("connect")),
        responseHeaderTimeout=_seconds(timeouts.get("response")),
        idleConnTimeout=_seconds(timeouts.get("idle")),
    )
    spec = {**present(forwardingTimeouts=waits or None), **_verified(name, args)}
    return [("ServersTransport", "-transport", spec)] if spec else []


def _verified(name: str, args: Any) -> Manifest:
    if not any(is_over_tls(port) for port in args["ports"]):
        return {}
    tls = args.get("backend_tls", {})
    if tls.get("insecure"):
        return {"insecureSkipVerify": True}
    authorities = [{"secret": f"{name}-ca"}] if "ca" in tls else None
    return {"serverName": pods_name(name, args), **present(rootCAs=authorities)}


def _seconds(number: int | None) -> str | None:
    return None if number is None else f"{number}s"


def _allowed(args: Any) -> dict[str, Manifest]:
    if "allowed_cidrs" not in args:
        return {}
    return {"-allowed": {"ipAllowList": {"sourceRange": list(args["allowed_cidrs"])}}}


def _rate(args: Any) -> dict[str, Manifest]:
    if "rate_limit" not in args:
        return {}
    limit = args["rate_limit"]
    by_host = limit.get("scope") == RateScope.HOST
    spec = {
        "average": limit["requests"],
        "period": _PERIODS[RatePeriod(limit.get("per", RatePeriod.SECOND))],
        **present(
            burst=limit.get("burst"),
            sourceCriterion={"requestHost": True} if by_host else None,
        ),
    }
    return {"-rate": {"rateLimit": spec}}


def _auth(args: Any) -> dict[str, Manifest]:
    if "basic_auth" not in args:
        return {}
    auth = args["basic_auth"]
    spec = present(secret=auth["secret_name"], realm=auth.get("realm"))
    return {"-auth": {"basicAuth": spec}}


def _hsts(args: Any) -> dict[str, Manifest]:
    hsts = (tls_of(args) or {}).get("hsts")
    if hsts is None:
        return {}
    spec = {
        "stsSeconds": hsts["max_age"],
        **present(
            stsIncludeSubdomains=hsts.get("include_subdomains"),
            stsPreload=hsts.get("preload"),
        ),
    }
    return {"-hsts": {"headers": spec}}


def _body(args: Any) -> dict[str, Manifest]:
    if "max_body_size" not in args:
        return {}
    return {"-body": {"buffering": {"maxRequestBodyBytes": args["max_body_size"]}}}
