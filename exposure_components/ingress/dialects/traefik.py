"""Traefik 3: what its annotations and its own kinds say (doc.traefik.io/traefik, Kubernetes Ingress
and Kubernetes CRD)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from exposure_components.args.ingress_kinds import ControllerDialect, ForwardTo
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.exposing import NOT_AWAITED
from exposure_components.ingress.contract import Dialect
from exposure_components.ingress.dialects.traefik_checks import schemes, traefik_problems
from exposure_components.ingress.dialects.traefik_middlewares import (
    allow_list,
    gets_requests,
    middlewares,
    redirect,
    transport,
)
from exposure_components.ingress.dialects.traefik_order import Part, parts
from exposure_components.ingress.objects import certificates, custom, ingress
from exposure_components.ingress.words import (
    HTTPS_PORT,
    asked_by_http,
    cookie_fields,
    entries,
    hosts_of,
    passes_tls_through,
    tls_of,
)
from exposure_components.kinds import Protocol
from exposure_components.objects.labels import Manifest, namespace_name, present
from exposure_components.ports import name_of, protocol_of, service_port_of

API = "traefik.io/v1alpha1"
_ROUTER = "traefik.ingress.kubernetes.io/router"
_SERVICE = "traefik.ingress.kubernetes.io/service"
_LACKS = {
    "ports.entry_port=SCTP": "use a strategy that passes packets on, such as NodePortApp",
    "paths.type=ImplementationSpecific": "choose Prefix or Exact",
}


def _objects(name: str, args: Any) -> list[Manifest]:
    own = [
        custom(name, args, API, kind, spec, suffix=suffix)
        for kind, suffix, spec in (
            *middlewares(args),
            *redirect(args),
            *allow_list(args),
            *transport(name, args),
            *_passed_on(name, args),
        )
    ]
    # What is named comes before what names it.
    own.sort(key=lambda manifest: manifest["kind"].startswith("IngressRoute"))
    return [*certificates(name, args), *own, *_ingresses(name, args)]


def _ingresses(name: str, args: Any) -> list[Manifest]:
    """One for HTTPS and one for HTTP: a router of Traefik's speaks either."""
    if not gets_requests(args):
        return []
    return [made for part in parts(args) for made in _of_part(name, args, part)]


def _of_part(name: str, args: Any, part: Part) -> list[Manifest]:
    order = {} if part.priority is None else {f"{_ROUTER}.priority": str(part.priority)}
    chain = {**_chain(name, args, [suffix for _, suffix, _ in middlewares(args)]), **order}
    plain = {f"{_ROUTER}.entrypoints": "web"}
    if tls_of(args) is None:
        return [ingress(name, part.args, {**plain, **chain}, suffix=part.suffix)]
    secure = {f"{_ROUTER}.entrypoints": "websecure", f"{_ROUTER}.tls": "true", **chain}
    first = _chain(name, args, [suffix for _, suffix, _ in redirect(args)])
    plain |= {**first, **order} if first else chain
    return [
        ingress(name, part.args, secure, suffix=part.suffix),
        ingress(name, part.args, plain, suffix=f"{part.suffix}-http", tls=False),
    ]


def _chain(name: str, args: Any, suffixes: Sequence[str]) -> dict[str, str]:
    where = namespace_name(name, args)
    references = [f"{where}-{name}{suffix}@kubernetescrd" for suffix in suffixes]
    return {f"{_ROUTER}.middlewares": ",".join(references)} if references else {}


def _passed_on(name: str, args: Any) -> list[tuple[str, str, Manifest]]:
    """Connections and datagrams that Traefik passes on as they are."""
    named = [{"name": name + suffix} for _, suffix, _ in allow_list(args)]
    chain = {"middlewares": named} if named else {}
    made: list[tuple[str, str, Manifest]] = []
    if passes_tls_through(args):
        port = asked_by_http(args["ports"])[0]
        goes = {**chain, "services": [_service(name, args, port)]}
        routes = [{**matched, **goes} for matched in _by_server_name(args)]
        spec = {"entryPoints": ["websecure"], "routes": routes, "tls": {"passthrough": True}}
        made.append(("IngressRouteTCP", "", spec))
    for _, port in entries(args):
        protocol, number = protocol_of(port), port["entry_port"]
        entry = f"{protocol.lower()}-{number}"
        # A datagram says no name, and Traefik asks for none.
        said = {"match": "HostSNI(`*`)", **chain} if protocol == Protocol.TCP else {}
        route = {**said, "services": [_service(name, args, port)]}
        spec = {"entryPoints": [entry], "routes": [route]}
        made.append((f"IngressRoute{protocol}", f"-{entry}", spec))
    return made


def _by_server_name(args: Any) -> list[Manifest]:
    """Names first: left alone, the longest rule is, and that of a wildcard is long."""
    hosts = hosts_of(args)
    named = [f"HostSNI(`{host}`)" for host in hosts if not is_wildcard(host)]
    wide = [_below(host) for host in hosts if is_wildcard(host)]
    return [
        *([{"match": " || ".join(named)}] if named else []),
        *([{"match": " || ".join(wide), "priority": -1}] if wide else []),
    ]


def _below(wildcard: str) -> str:
    above = wildcard.removeprefix("*.").replace(".", r"\.")
    return f"HostSNIRegexp(`^[^.]+\\.{above}$`)"


def _service(name: str, args: Any, port: Mapping[str, Any]) -> Manifest:
    through = {"nativeLB": True} if args.get("forward_to") == ForwardTo.SERVICE else {}
    return {"name": name, "port": service_port_of(port), **through}


def _annotations(name: str, args: Any) -> dict[str, str]:
    said = {**NOT_AWAITED, **_scheme(asked_by_http(args["ports"]))}
    if args.get("forward_to") == ForwardTo.SERVICE:
        said[f"{_SERVICE}.nativelb"] = "true"
    where = namespace_name(name, args)
    for _, suffix, _ in transport(name, args):
        said[f"{_SERVICE}.serverstransport"] = f"{where}-{name}{suffix}@kubernetescrd"
    return said | _cookie(args)


def _scheme(ports: Sequence[Any]) -> dict[str, str]:
    """Left alone, Traefik speaks TLS to port 443 and to names like https-api, and HTTP to others
    (traefik, pkg/provider/kubernetes/ingress, getProtocol)."""
    guessed = any(service_port_of(p) == HTTPS_PORT or name_of(p).startswith("https") for p in ports)
    return {f"{_SERVICE}.serversscheme": s for s in schemes(ports) if s != "http" or guessed}


def _cookie(args: Any) -> dict[str, str]:
    cookie = cookie_fields(args)
    if cookie is None:
        return {}
    said = present(
        name=cookie.get("name"),
        maxage=cookie.get("max_age"),
        secure=cookie["secure"],
        httponly=cookie["http_only"],
        samesite=cookie["same_site"],
    )
    sticky = f"{_SERVICE}.sticky.cookie"
    return {sticky: "true", **{f"{sticky}.{k}": str(v).lower() for k, v in said.items()}}


def _warnings(args: Any) -> list[str]:
    wide = [host for host in hosts_of(args) if is_wildcard(host)]
    if not wide or not passes_tls_through(args):
        return []
    return [
        f"by TLS, Traefik sends every name of {', '.join(wide)} to the app, also those that other "
        "apps have, unless these pass TLS through as well"
    ]


TRAEFIK = Dialect(
    key=ControllerDialect.TRAEFIK,
    title="Traefik",
    objects=_objects,
    lacks=_LACKS,
    problems=traefik_problems,
    warnings=_warnings,
    service_annotations=_annotations,
    owns_hosts=passes_tls_through,
)
