"""What an app cannot ask of Contour as it asks for it."""

from __future__ import annotations

from exposure_components.args.ingress_kinds import BackendProtocol
from exposure_components.checks.sound import Sound
from exposure_components.ingress.dialects.contour_proxies import beyond_ingress
from exposure_components.ingress.redirect_checks import redirect_problems
from exposure_components.problems import Problem

UPSTREAM = {
    BackendProtocol.HTTPS: "tls",
    BackendProtocol.H2C: "h2c",
    BackendProtocol.GRPC: "h2c",
    BackendProtocol.GRPCS: "h2",
}
"""What Contour calls what it speaks to the pods; HTTP/1.1 has no name."""
_BY_APP_PROTOCOL = {"https": "tls", "kubernetes.io/h2c": "h2c"}
"""What a Service's appProtocol means (contour, internal/dag/accessors.go). Where there is one,
annotations are not read."""


def contour_problems(args: Sound) -> list[Problem]:
    """What only Contour refuses."""
    return [
        *_host_problems(args),
        *redirect_problems(args, "Contour"),
        *_path_problems(args),
        *_passthrough_problems(args),
        *_backend_problems(args),
    ]


def _host_problems(args: Sound) -> list[Problem]:
    needing = beyond_ingress(args.value)
    if not needing or args.value.get("hosts"):
        return []
    rule = f"is missing: Contour has {', '.join(needing)} for one host at a time"
    return [Problem("hosts", None, rule, "name the `hosts`")]


def _path_problems(args: Sound) -> list[Problem]:
    """An annotation lists the paths whose connections may turn into WebSockets."""
    if beyond_ingress(args.value):
        return []
    ports = args.items("ports")
    upgraded = any(p.get("backend_protocol") == BackendProtocol.WEBSOCKET for p in ports)
    rule = "has a comma, by which Contour tells the paths of WebSockets apart"
    return [
        path.problem("path", rule, "drop it, or choose another path")
        for path in args.items("paths")
        if upgraded and "," in (path.get("path") or "")
    ]


def _passthrough_problems(args: Sound) -> list[Problem]:
    if not args.below("tls").get("passthrough") or "allowed_cidrs" not in args.value:
        return []
    rule = "would let everybody in: Contour judges requests, which passthrough leaves encrypted"
    return [Problem("allowed_cidrs", None, rule, "drop one of both")]


def _backend_problems(args: Sound) -> list[Problem]:
    through, tls = args.below("tls").get("passthrough"), args.below("backend_tls")
    found: list[Problem] = []
    for port in args.items("ports"):
        if port.get("entry_port") is not None:
            continue
        speaks = port.get("backend_protocol")
        upstream = None if through else UPSTREAM.get(speaks)
        found += _app_protocol_problems(port, upstream)
        if upstream in ("tls", "h2") and "ca" not in tls.value and not tls.get("insecure"):
            rule = "would go to whoever answers: Contour verifies pods by `backend_tls.ca` alone"
            remedy = "give it, or say `backend_tls.insecure`"
            found.append(port.problem("backend_protocol", rule, remedy))
    namespace = args.below("namespace").value
    unnamed = not namespace.get("name") and not namespace.get("create")
    if "ca" in tls.value and "server_name" not in tls.value and unnamed and not through:
        rule = "is missing: it is part of the name that the pods' certificates are for"
        remedy = "name the namespace of the app, or give `backend_tls.server_name`"
        found.append(Problem("namespace.name", None, rule, remedy))
    return found


def _app_protocol_problems(port: Sound, upstream: str | None) -> list[Problem]:
    said = port.get("app_protocol")
    if said is None or _BY_APP_PROTOCOL.get(said) == upstream:
        return []
    rule = "is believed before `backend_protocol`, and says something else to Contour"
    return [port.problem("app_protocol", rule, "leave it out")]
