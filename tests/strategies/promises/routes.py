"""What routes say where the args of an app behind a Gateway say nothing."""

from typing import Any

from exposure_components.testing import Recording, Timeouts
from tests.strategies.programs import app
from tests.strategies.promises.promise import ABSENT, Found, Promise, at, endpoint, is_there, waits

HOST = "influxdb.kube.example.com"
HTTP = {"name": "http", "port": 80, "protocol": "HTTP"}
HTTPS = {"name": "https", "port": 443, "protocol": "HTTPS"}
TLS = {"name": "tls", "port": 8443, "protocol": "TLS"}
TCP = {"name": "tcp", "port": 9000, "protocol": "TCP"}
UDP = {"name": "udp", "port": 53, "protocol": "UDP"}
EVERY_REQUEST = [{"path": {"type": "PathPrefix", "value": "/"}}]


def behind(*listeners: Any, **more: Any) -> dict[str, Any]:
    """An app behind a Gateway with listeners, of which `known` tells more."""
    gateway = {"name": "edge", "listeners": listeners or [HTTP], **more.pop("known", {})}
    return app(**{"gateway": gateway, "hosts": [HOST], **more})


def ruled(**rule: Any) -> dict[str, Any]:
    """An app with one rule for requests."""
    return behind(rules=[rule])


def matched(**match: Any) -> dict[str, Any]:
    """An app with one match for requests."""
    return ruled(matches=[match])


def called(**more: Any) -> dict[str, Any]:
    """An app with one port for calls."""
    return behind(ports=[{"container_port": 8086, "route": "GRPCRoute"}], **more)


def one_match(**match: Any) -> dict[str, Any]:
    """An app with one match for calls."""
    return called(grpc_rules=[{"matches": [match]}])


def promise(field: str, value: Any, seen: Found, args: Any) -> Promise:
    """Of such an app."""
    return Promise(field, value, seen, args, "GatewayApp")


def spec(*path: str | int, kind: str = "HTTPRoute", suffix: str = "") -> Found:
    """What stands there in the spec of the app's route."""

    def seen(recording: Recording) -> Any:
        (route,) = [
            m
            for m in recording.manifests()
            if (m["kind"], m["metadata"]["name"]) == (kind, f"influxdb{suffix}")
        ]
        return at(route["spec"], path)

    return seen


def rule(*path: str | int, kind: str = "HTTPRoute", suffix: str = "") -> Found:
    """What stands there in its only rule."""
    return spec("rules", 0, *path, kind=kind, suffix=suffix)


def grpc(*path: str | int) -> Found:
    """What stands there in the only rule of the GRPCRoute."""
    return rule(*path, kind="GRPCRoute")


def annotations(recording: Recording) -> Any:
    """Of the HTTPRoute."""
    (route,) = [m for m in recording.manifests() if m["kind"] == "HTTPRoute"]
    return route["metadata"].get("annotations")


def redirects(recording: Recording) -> list[str]:
    """Names of the routes that answer by a redirect."""
    names = [m["metadata"]["name"] for m in recording.manifests() if m["kind"] == "HTTPRoute"]
    return [name for name in names if name.endswith("-redirect")]


def urls(recording: Recording) -> list[str]:
    """Where clients go."""
    return [each["url"] for each in recording.value["endpoints"]]


PLAIN = behind()
BOTH = behind(HTTP, HTTPS)
NOTHING_KNOWN = app(gateway={"name": "edge"}, hosts=[HOST])
PASSED: dict[str, Any] = {"ports": [{"container_port": 8086, "route": "TCPRoute"}]}
DATAGRAMS: dict[str, Any] = {"ports": [{"container_port": 53, "protocol": "UDP"}]}
TWO_PORTS = [{"container_port": 53, "protocol": "UDP"}, {"container_port": 8086}]
OTHER = {"service": {"name": "influxdb-next", "port": 8086}}
OWN = [{"name": "influxdb", "port": 8086}]
HEADER = {"name": "x-canary", "value": "yes"}
SENT = ruled(redirect={"path": {"full": "/login"}})
ANSWER = ("filters", 0, "requestRedirect")
BY_PATH = ruled(rewrite={"path": {"full": "/login"}})
BY_HOST = ruled(rewrite={"host": "influxdb.internal"})
CALLED = called()
ROUTE = "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute"

PROMISES = [
    promise("KnownListener.hostname", [f"http://{HOST}/"], urls, PLAIN),
    promise("KnownListener.mode", [f"https://{HOST}/"], urls, behind(HTTPS)),
    # TLS that the pods end is nothing that a TCPRoute could have.
    promise("KnownListener.mode", [f"tcp://{HOST}:9000"], urls, behind(TLS, TCP, **PASSED)),
    promise(
        "KnownListener.routes_from",
        True,
        is_there("HTTPRoute"),
        behind(known={"namespace": "infra"}, namespace={"name": "databases"}),
    ),
    promise("KnownGateway.namespace", [{"name": "edge"}], spec("parentRefs"), PLAIN),
    promise(
        "KnownGateway.section_name",
        [{"name": "edge", "sectionName": "https"}],
        spec("parentRefs"),
        BOTH,
    ),
    promise(
        "KnownGateway.section_name",
        [{"name": "edge"}],
        spec("parentRefs"),
        {**BOTH, "redirect": False},
    ),
    promise("KnownGateway.listeners", [], redirects, NOTHING_KNOWN),
    promise("KnownGateway.listeners", [], urls, NOTHING_KNOWN),
    promise("KnownGateway.addresses", [], urls, app(gateway=PLAIN["gateway"])),
    promise("KnownGateway.client_ip_kept", False, endpoint("client_ip_kept"), PLAIN),
    promise("KnownGateway.publishes_status", ABSENT, annotations, PLAIN),
    promise("KnownGateway.ready", "edge", spec("parentRefs", 0, "name"), PLAIN),
    promise(
        "OtherService.namespace",
        [{"name": "influxdb-next", "port": 8086}],
        rule("backendRefs"),
        ruled(backends=[OTHER]),
    ),
    promise("Backend.port", OWN, rule("backendRefs"), behind(HTTP, UDP, ports=TWO_PORTS)),
    promise(
        "Backend.port",
        [{"name": "influxdb", "port": 53}],
        rule("backendRefs", kind="UDPRoute", suffix="-udp-53"),
        behind(UDP, ports=[{**DATAGRAMS["ports"][0], "backends": [{}]}]),
    ),
    promise("Backend.service", OWN, rule("backendRefs"), ruled(backends=[{"port": 8086}])),
    promise("Backend.weight", OWN, rule("backendRefs"), ruled(backends=[{}])),
    promise("GatewayPort.route", True, is_there("HTTPRoute"), PLAIN),
    promise("GatewayPort.route", True, is_there("UDPRoute"), behind(UDP, **DATAGRAMS)),
    promise(
        "GatewayPort.section_name", [f"tcp://{HOST}:9000"], urls, behind(HTTP, TCP, UDP, **PASSED)
    ),
    promise(
        "GatewayPort.backends",
        OWN,
        rule("backendRefs", kind="TCPRoute", suffix="-tcp-8086"),
        behind(TCP, **PASSED),
    ),
    promise(
        "ValueToMatch.type",
        "Exact",
        rule("matches", 0, "headers", 0, "type"),
        matched(headers=[HEADER]),
    ),
    promise("HttpMatch.path", "/", rule("matches", 0, "path", "value"), matched(method="GET")),
    promise(
        "HttpMatch.path_type", "PathPrefix", rule("matches", 0, "path", "type"), matched(path="/a")
    ),
    promise("HttpMatch.headers", ABSENT, rule("matches", 0, "headers"), matched(path="/a")),
    promise("HttpMatch.query", ABSENT, rule("matches", 0, "queryParams"), matched(path="/a")),
    promise("HttpMatch.method", ABSENT, rule("matches", 0, "method"), matched(path="/a")),
    promise("Redirect.scheme", ABSENT, rule(*ANSWER, "scheme"), SENT),
    promise("Redirect.host", ABSENT, rule(*ANSWER, "hostname"), SENT),
    promise("Redirect.port", ABSENT, rule(*ANSWER, "port"), SENT),
    promise("Redirect.path", ABSENT, rule(*ANSWER, "path"), ruled(redirect={"scheme": "https"})),
    promise("Redirect.status", ABSENT, rule(*ANSWER, "statusCode"), SENT),
    promise("Rewrite.host", ABSENT, rule("filters", 0, "urlRewrite", "hostname"), BY_PATH),
    promise("Rewrite.path", ABSENT, rule("filters", 0, "urlRewrite", "path"), BY_HOST),
    promise("HttpRule.matches", EVERY_REQUEST, rule("matches"), ruled(backends=[{}])),
    promise("HttpRule.backends", OWN, rule("backendRefs"), ruled(matches=[{"path": "/a"}])),
    *(
        promise(f"HttpRule.{word}", ABSENT, rule("filters"), PLAIN)
        for word in ("redirect", "rewrite", "request_headers", "response_headers")
    ),
    promise("HttpRule.timeouts", ABSENT, rule("timeouts"), PLAIN),
    promise(
        "GrpcMatch.service",
        {"type": "Exact", "method": "Get"},
        grpc("matches", 0, "method"),
        one_match(method="Get"),
    ),
    promise(
        "GrpcMatch.method",
        {"type": "Exact", "service": "a.B"},
        grpc("matches", 0, "method"),
        one_match(service="a.B"),
    ),
    promise(
        "GrpcMatch.type", "Exact", grpc("matches", 0, "method", "type"), one_match(service="a.B")
    ),
    promise("GrpcMatch.headers", ABSENT, grpc("matches", 0, "headers"), one_match(service="a.B")),
    promise("GrpcRule.matches", ABSENT, grpc("matches"), called(grpc_rules=[{"backends": [{}]}])),
    promise("GrpcRule.backends", OWN, grpc("backendRefs"), one_match(service="a.B")),
    promise("GrpcRule.request_headers", ABSENT, grpc("filters"), CALLED),
    promise("GrpcRule.response_headers", ABSENT, grpc("filters"), CALLED),
    promise("GatewayAppArgs.hosts", ABSENT, spec("hostnames"), app(gateway={"name": "edge"})),
    promise(
        "GatewayAppArgs.rules",
        [{"matches": EVERY_REQUEST, "backendRefs": OWN}],
        spec("rules"),
        behind(ports=[{"container_port": 8086}, {"container_port": 9090}]),
    ),
    promise(
        "GatewayAppArgs.grpc_rules", [{"backendRefs": OWN}], spec("rules", kind="GRPCRoute"), CALLED
    ),
    promise("GatewayAppArgs.redirect", ["influxdb-redirect"], redirects, BOTH),
    promise("GatewayAppArgs.redirect", [], redirects, PLAIN),
    promise(
        "GatewayAppArgs.redirect",
        [{"name": "edge", "sectionName": "https"}],
        spec("parentRefs", kind="GRPCRoute"),
        {**BOTH, "ports": CALLED["ports"]},
    ),
    promise("GatewayAppArgs.timeout", Timeouts(), waits(ROUTE), PLAIN),
]
