"""What an app's args say of its Ingress, with the defaults."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.args.ingress_kinds import BackendProtocol, ControllerDialect, PathType
from exposure_components.exposing import cluster_name
from exposure_components.kinds import Protocol
from exposure_components.objects.labels import namespace_name
from exposure_components.ports import protocol_of

HTTP_PORT = 80
HTTPS_PORT = 443
OVER_TLS = (BackendProtocol.HTTPS, BackendProtocol.GRPCS)
"""Of the pods' own certificates."""


@dataclass(frozen=True)
class Route:
    """Requests that go to one port of the app."""

    path: str
    type: PathType
    port: Mapping[str, Any]
    at: str
    """Where the args say the path."""


def controller_of(args: Mapping[str, Any]) -> Mapping[str, Any]:
    """What is known of the controller."""
    known: Mapping[str, Any] = args.get("controller", {})
    return known


def dialect_of(args: Mapping[str, Any]) -> ControllerDialect:
    """Whose words it understands."""
    return ControllerDialect(controller_of(args).get("dialect", ControllerDialect.INGRESS))


def controller_key(args: Mapping[str, Any]) -> tuple[str, str]:
    """What tells one controller of the program from another: its cluster and its class."""
    controller = controller_of(args)
    # An app that names no class has the default one.
    named = "" if controller.get("default_class") else controller.get("class_name", "")
    return cluster_name(args), str(named)


def hosts_of(args: Mapping[str, Any]) -> list[str]:
    """The hosts of the app; none for every host."""
    return [host.lower() for host in args.get("hosts", [])]


def asked_by_http(ports: Sequence[Any]) -> list[Any]:
    """The ports that HTTP can be spoken at."""
    return [p for p in ports if protocol_of(p) == Protocol.TCP and p.get("entry_port") is None]


def entries(args: Mapping[str, Any]) -> list[tuple[int, Mapping[str, Any]]]:
    """Index and port of each that the controller passes on as it is."""
    return [(i, p) for i, p in enumerate(args["ports"]) if "entry_port" in p]


def routes(args: Mapping[str, Any]) -> list[Route]:
    """What goes where; everything to the first port unless paths are given."""
    ports = asked_by_http(args["ports"])
    by_number = {port["container_port"]: port for port in ports}
    if not ports:
        return []
    return [
        Route(
            path=path["path"],
            type=PathType(path.get("type", PathType.PREFIX)),
            port=by_number[path["port"]] if "port" in path else ports[0],
            at=f"paths[{i}].path" if "paths" in args else "paths",
        )
        for i, path in enumerate(args.get("paths", [{"path": "/"}]))
    ]


def tls_of(args: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """TLS of the hosts."""
    tls: Mapping[str, Any] | None = args.get("tls")
    return tls


def passes_tls_through(args: Mapping[str, Any]) -> bool:
    """Whether the pods themselves have the certificate that clients see."""
    return bool((tls_of(args) or {}).get("passthrough"))


def redirects(args: Mapping[str, Any]) -> bool:
    """Whether requests without TLS are sent to HTTPS."""
    tls = tls_of(args)
    return tls is not None and not passes_tls_through(args) and bool(tls.get("redirect", True))


def secret_of(name: str, args: Mapping[str, Any]) -> str | None:
    """The Secret with the certificate; None for the controller's own."""
    tls = tls_of(args) or {}
    made = f"{name}-tls" if tls.keys() & {"issuer", "certificate"} else None
    named: str | None = tls.get("secret_name", made)
    return named


def backend_protocol(port: Mapping[str, Any]) -> BackendProtocol:
    """What is spoken to the pods at a port."""
    return BackendProtocol(port.get("backend_protocol", BackendProtocol.HTTP))


def is_over_tls(port: Mapping[str, Any]) -> bool:
    """Whether the pods have a certificate of their own there."""
    return backend_protocol(port) in OVER_TLS


def cookie_fields(args: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The sticky cookie with its defaults; None where no client sticks."""
    if "sticky_cookie" not in args:
        return None
    defaults = {"secure": tls_of(args) is not None, "http_only": True, "same_site": "Lax"}
    return {**defaults, **args["sticky_cookie"]}


def pods_name(name: str, args: Any) -> str:
    """The name that the pods' certificates are for."""
    own = f"{name}.{namespace_name(name, args)}.svc"
    return str(args.get("backend_tls", {}).get("server_name", own))
