"""What an Ingress says where the args of the app say nothing."""

from typing import Any

from exposure_components.testing import Recording, Timeouts
from tests.strategies.programs import app
from tests.strategies.promises.promise import (
    ABSENT,
    SERVICE,
    Found,
    Promise,
    at,
    endpoint,
    is_there,
    of,
    waits,
)

INGRESS = "kubernetes:networking.k8s.io/v1:Ingress"
HOST = "influxdb.kube.example.com"
TRAEFIK = {"dialect": "traefik"}
NOT_AWAITED = {"pulumi.com/skipAwait": "true"}


def served(**more: Any) -> dict[str, Any]:
    """An app behind Traefik, in a namespace of its own."""
    named = {"namespace": {"name": "databases"}, "controller": TRAEFIK, "hosts": [HOST]}
    return app(**{**named, **more})


def tls(**more: Any) -> dict[str, Any]:
    """The same, by HTTPS."""
    return served(tls={"secret_name": "influxdb", **more})


def promise(field: str, value: Any, seen: Found, args: Any) -> Promise:
    """Of such an app."""
    return Promise(field, value, seen, args, "IngressApp")


def named(suffix: str, *path: str | int) -> Found:
    """What stands there in the object of that name; `ABSENT` where there is nothing."""

    def seen(recording: Recording) -> Any:
        objects = [m for m in recording.manifests() if m["metadata"]["name"] == f"influxdb{suffix}"]
        return at(objects[0], path) if objects else ABSENT

    return seen


def service(key: str) -> Found:
    """What Traefik is told at the Service."""
    word = f"traefik.ingress.kubernetes.io/service.{key}"
    return of("Service", "metadata", "annotations", word)


def middlewares(recording: Recording) -> Any:
    """What requests pass."""
    (route,) = [m for m in recording.manifests() if m["kind"] == "Ingress"]
    return route["metadata"]["annotations"].get("traefik.ingress.kubernetes.io/router.middlewares")


def ingress(*path: str | int) -> Found:
    """What the only Ingress says."""
    return of("Ingress", *path)


PATH = ("spec", "rules", 0, "http", "paths", 0)
BACKEND = (*PATH, "backend", "service", "port", "name")
PLAIN = app(hosts=[HOST])
SERVED = served()
COOKIE: dict[str, Any] = {"sticky_cookie": {}}
STICKY = served(**COOKIE)
LIMITED = served(rate_limit={"requests": 5})
HTTPS = served(ports=[{"container_port": 8086, "backend_protocol": "HTTPS"}], backend_tls={})
TWO = app(
    hosts=[HOST],
    ports=[
        {"container_port": 22, "entry_port": 2222},
        {"container_port": 53, "protocol": "UDP"},
        {"container_port": 8086},
    ],
    controller={"dialect": "traefik", "tcp_ports": [2222]},
)
KNOWN = app(hosts=[HOST], controller={"addresses": ["10.13.242.1"]})
HSTS = tls(hsts={"max_age": 60})

PROMISES = [
    promise("IngressPort.backend_protocol", ABSENT, service("serversscheme"), SERVED),
    promise("IngressPort.entry_port", False, is_there("IngressRouteTCP"), SERVED),
    promise("IngressPath.type", "Prefix", ingress(*PATH, "pathType"), PLAIN),
    promise("IngressPath.port", "tcp-8086", ingress(*BACKEND), {**TWO, "paths": [{"path": "/"}]}),
    promise(
        "Issuer.kind",
        "Issuer",
        of("Certificate", "spec", "issuerRef", "kind"),
        served(tls={"issuer": {"name": "lab"}}),
    ),
    promise("Hsts.include_subdomains", {"stsSeconds": 60}, named("-hsts", "spec", "headers"), HSTS),
    promise("Hsts.preload", {"stsSeconds": 60}, named("-hsts", "spec", "headers"), HSTS),
    promise(
        "IngressTls.redirect",
        {"scheme": "https", "permanent": True, "port": "443"},
        named("-redirect", "spec", "redirectScheme"),
        tls(),
    ),
    promise(
        "IngressTls.redirect", False, is_there("Middleware"), served(tls={"passthrough": True})
    ),
    promise("IngressTls.hsts", ABSENT, named("-hsts"), tls()),
    promise("BackendTls.ca", ABSENT, of("ServersTransport", "spec", "rootCAs"), HTTPS),
    promise(
        "BackendTls.server_name",
        "influxdb.databases.svc",
        of("ServersTransport", "spec", "serverName"),
        HTTPS,
    ),
    promise(
        "BackendTls.insecure", ABSENT, of("ServersTransport", "spec", "insecureSkipVerify"), HTTPS
    ),
    promise("StickyCookie.name", ABSENT, service("sticky.cookie.name"), STICKY),
    promise("StickyCookie.max_age", ABSENT, service("sticky.cookie.maxage"), STICKY),
    promise("StickyCookie.secure", "false", service("sticky.cookie.secure"), STICKY),
    promise("StickyCookie.secure", "true", service("sticky.cookie.secure"), {**tls(), **COOKIE}),
    promise("StickyCookie.http_only", "true", service("sticky.cookie.httponly"), STICKY),
    promise("StickyCookie.same_site", "lax", service("sticky.cookie.samesite"), STICKY),
    promise("RateLimit.per", "1s", of("Middleware", "spec", "rateLimit", "period"), LIMITED),
    promise("RateLimit.burst", ABSENT, of("Middleware", "spec", "rateLimit", "burst"), LIMITED),
    promise(
        # Traefik counts by address unless told otherwise.
        "RateLimit.scope",
        ABSENT,
        of("Middleware", "spec", "rateLimit", "sourceCriterion"),
        LIMITED,
    ),
    promise(
        "BasicAuth.realm",
        {"secret": "users"},
        of("Middleware", "spec", "basicAuth"),
        served(basic_auth={"secret_name": "users"}),
    ),
    promise("IngressAppArgs.controller", ABSENT, ingress("spec", "ingressClassName"), PLAIN),
    promise("IngressAppArgs.controller", NOT_AWAITED, ingress("metadata", "annotations"), PLAIN),
    promise("IngressAppArgs.hosts", ABSENT, ingress("spec", "rules", 0, "host"), app()),
    promise("IngressAppArgs.paths", "/", ingress(*PATH, "path"), PLAIN),
    promise("IngressAppArgs.paths", "tcp-8086", ingress(*BACKEND), TWO),
    promise("IngressAppArgs.tls", ABSENT, ingress("spec", "tls"), PLAIN),
    promise("IngressAppArgs.tls", f"http://{HOST}/", endpoint("url"), PLAIN),
    promise("IngressAppArgs.sticky_cookie", ABSENT, service("sticky.cookie"), SERVED),
    promise("IngressAppArgs.timeouts", False, is_there("ServersTransport"), SERVED),
    promise("IngressAppArgs.max_body_size", ABSENT, middlewares, SERVED),
    promise("IngressAppArgs.rate_limit", ABSENT, middlewares, SERVED),
    promise("IngressAppArgs.basic_auth", ABSENT, middlewares, SERVED),
    promise("IngressAppArgs.forward_to", ABSENT, service("nativelb"), SERVED),
    promise("IngressAppArgs.timeout", Timeouts(), waits(INGRESS), PLAIN),
    promise("IngressAppArgs.timeout", Timeouts(), waits(SERVICE), PLAIN),
    promise("Controller.class_name", ABSENT, ingress("spec", "ingressClassName"), SERVED),
    promise("Controller.dialect", NOT_AWAITED, ingress("metadata", "annotations"), KNOWN),
    promise("Controller.addresses", [], lambda r: r.value["endpoints"], app(controller={})),
    promise("Controller.domain", (), lambda r: r.warnings, KNOWN),
    promise("Controller.http_port", 80, endpoint("port"), KNOWN),
    promise("Controller.https_port", 443, endpoint("port"), tls()),
    promise("Controller.tcp_ports", False, is_there("IngressRouteTCP"), SERVED),
    promise("Controller.udp_ports", False, is_there("IngressRouteUDP"), SERVED),
    promise("Controller.publishes_address", NOT_AWAITED, ingress("metadata", "annotations"), KNOWN),
    promise("Controller.client_ip_kept", False, endpoint("client_ip_kept"), KNOWN),
    promise("Controller.ready", ABSENT, of("Middleware", "metadata", "annotations"), LIMITED),
]
