"""Where clients reach an app behind a controller, and what is promised to them there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.ingress_kinds import PathType
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.dns.hosts import Host
from exposure_components.endpoints import Reach, scheme_and_path
from exposure_components.ingress.all import spoken
from exposure_components.ingress.words import (
    HTTP_PORT,
    HTTPS_PORT,
    Route,
    controller_of,
    entries,
    hosts_of,
    passes_tls_through,
    routes,
    tls_of,
)


def ingress_reaches(args: Any) -> list[Reach]:
    """One for each host and path, and for each host and port that is passed on as it is.

    A wildcard is no host that anybody asks for, so it has none.
    """
    if args.get("replicas") == 0:
        return []
    hosts = [h for h in hosts_of(args) if not is_wildcard(h)]
    asked = hosts if hosts_of(args) or spoken(args).names_apps else _addresses(args)
    by_http = [_by_http(args, host, route) for host in asked for route in routes(args)]
    as_it_is = [_as_it_is(args, host, port) for host in asked for _, port in entries(args)]
    return [*by_http, *as_it_is]


def controller_hosts(args: Any) -> list[Host]:
    """What the app's name leads to: the controller."""
    return [Host(f"controller.addresses[{i}]", a) for i, a in enumerate(_addresses(args))]


def _addresses(args: Any) -> list[Any]:
    return list(controller_of(args).get("addresses", []))


def _by_http(args: Any, host: Any, route: Route) -> Reach:
    controller, secure = controller_of(args), tls_of(args) is not None
    ports = ("https_port", HTTPS_PORT) if secure else ("http_port", HTTP_PORT)
    return Reach(
        port=route.port,
        host=host,
        number=controller.get(*ports),
        node=None,
        survives_reschedule=True,
        # In a header, which nobody can add to what stays encrypted.
        client_ip_kept=bool(controller.get("client_ip_kept")) and not passes_tls_through(args),
        scheme="https" if secure else "http",
        path=shown_path(args, route),
    )


def _as_it_is(args: Any, host: Any, port: Mapping[str, Any]) -> Reach:
    return Reach(
        port=port,
        host=host,
        number=port["entry_port"],
        node=None,
        survives_reschedule=True,
        client_ip_kept=False,
        scheme=scheme_and_path(args, port)[0],
    )


def shown_path(args: Any, route: Route) -> str:
    """The path that readiness asks for, where the route has it; else the route's own."""
    _, probed = scheme_and_path(args, route.port)
    below = route.path.rstrip("/")
    if not probed or (probed != route.path and route.type is not PathType.PREFIX):
        return route.path
    return probed if probed == below or probed.startswith(f"{below}/") else route.path
