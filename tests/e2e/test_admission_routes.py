"""What leads to apps by controllers and Gateways, a real API server accepts."""

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, assume, given, settings

from exposure_components.args.gateway_kinds import RouteKind
from exposure_components.args.gateway_routes import Backend, GrpcRule, HttpRule
from exposure_components.exposing import expose, problems
from exposure_components.kinds import PodSecurityLevel
from exposure_components.strategies.gateway import GATEWAY
from exposure_components.strategies.ingress import INGRESS
from tests.e2e.admission import Server, has_later, refusals, refused
from tests.e2e.gateways import HTTP, stack, terminated, whoami
from tests.e2e.ways import recorded
from tests.ingress.apps import KEYS, served
from tests.ingress.test_properties import apps
from tests.ingress.wishes import MORE, WISHES
from tests.lab.pki import authority, certificate
from tests.pure.drawing import right_args

Namespaces = dict[PodSecurityLevel, str]
DRAWN = settings(
    max_examples=40,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
"""Apps of each kind: the same in every run."""
RULES: dict[RouteKind, tuple[str, Any]] = {
    RouteKind.HTTP: ("rules", HttpRule),
    RouteKind.GRPC: ("grpc_rules", GrpcRule),
}


OWN_KINDS = {
    "contour": {"HTTPProxy", "Ingress"},
    "ingress": {"Ingress"},
    "openshift": {"Route"},
    "traefik": {"Ingress", "IngressRouteTCP", "IngressRouteUDP", "Middleware", "ServersTransport"},
}
"""What must be among it."""


@pytest.mark.parametrize("dialect", KEYS)
def test_the_api_server_accepts_what_leads_from_a_controller(
    server: Server, namespaces: Namespaces, dialect: str
) -> None:
    namespace, kinds = namespaces[PodSecurityLevel.PRIVILEGED], set[str]()
    words = [served(dialect, **wish.one) for wish in (*WISHES.values(), *MORE.values())]

    def accepted(args: Any) -> None:
        kinds.update(str(o["kind"]) for o in expose(INGRESS, "influxdb", args).objects)
        assert refusals(server, namespace, INGRESS, "influxdb", args) == []

    @DRAWN
    @given(apps(dialect))
    def drawn(args: Any) -> None:
        assume(not problems(INGRESS, "influxdb", args))
        accepted(args)

    for args in words:
        if not problems(INGRESS, "influxdb", args):
            accepted(args)
    drawn()
    assert OWN_KINDS[dialect] <= kinds


@st.composite
def routed(draw: st.DrawFn, kind: RouteKind) -> dict[str, Any]:
    """An app with a route of that kind, and what it says of requests or backends."""
    port: dict[str, Any] = {
        "container_port": 8086,
        "route": str(kind),
        "protocol": "UDP" if kind is RouteKind.UDP else "TCP",
    }
    args: dict[str, Any] = {"image": "influxdb:1.8", "ports": [port], "gateway": {"name": "edge"}}
    if kind in RULES:
        key, rule = RULES[kind]
        args[key] = draw(st.lists(right_args(rule), min_size=1, max_size=3))
    else:
        port["backends"] = draw(st.lists(right_args(Backend), min_size=1, max_size=3))
    if kind in (*RULES, RouteKind.TLS):
        args["hosts"] = ["influxdb.kube.example.com", "*.example.org"]
    return args


@pytest.mark.parametrize("kind", RouteKind)
def test_the_api_server_accepts_what_leads_from_a_gateway(
    server: Server, namespaces: Namespaces, kind: RouteKind
) -> None:
    namespace = namespaces[PodSecurityLevel.PRIVILEGED]

    @DRAWN
    @given(routed(kind))
    def accepted(args: Any) -> None:
        assume(not has_later(args))
        assume(not problems(GATEWAY, "influxdb", args))
        assert str(kind) in [o["kind"] for o in expose(GATEWAY, "influxdb", args).objects]
        assert refusals(server, namespace, GATEWAY, "influxdb", args) == []

    accepted()


def test_the_api_server_accepts_gateways_with_listeners_of_each_protocol(
    server: Server, namespaces: Namespaces
) -> None:
    namespace = namespaces[PodSecurityLevel.PRIVILEGED]
    https = terminated(certificate(authority(), "a.example.com"), hostname="a.example.com")
    ended = {"mode": "Terminate", **https["tls"]}
    some = {"routes_from": "Selector", "namespaces": {"a": "b"}}
    listeners: list[dict[str, Any]] = [
        {**HTTP, "hostname": "*.example.com"},
        https,
        {"name": "tls", "port": 8443, "protocol": "TLS", "hostname": "b.example.com"},
        {"name": "ended", "port": 8444, "protocol": "TLS", "tls": ended},
        {"name": "tcp", "port": 9000, "protocol": "TCP", **some},
        {"name": "udp", "port": 9000, "protocol": "UDP"},
    ]
    udp = whoami("edge", "udp", ports=[{"container_port": 9001, "protocol": "UDP"}])
    del udp["hosts"], udp["readiness"]
    config = stack({"udp": udp}, listeners)
    gateway = config["gateways"]["edge"]
    del gateway["controller"], config["controllers"]
    gateway |= {
        "class_name": "any",
        "addresses": [{"value": "10.0.0.5"}, {"type": "Hostname", "value": "edge.example.com"}],
        "infrastructure": {"labels": {"a": "b"}, "annotations": {"a": "b"}},
    }
    manifests = recorded(config).manifests(secrets=True)
    assert {"Gateway", "UDPRoute", "Secret"} <= {str(m["kind"]) for m in manifests}
    assert refused(server, namespace, manifests) == []


@pytest.mark.parametrize(
    ("version", "kind"),
    [
        ("gateway.networking.k8s.io/v1", "HTTPRoute"),
        ("projectcontour.io/v1", "HTTPProxy"),
        ("traefik.io/v1alpha1", "Middleware"),
    ],
)
def test_the_api_server_refuses_a_field_that_it_does_not_know(
    server: Server, namespaces: Namespaces, version: str, kind: str
) -> None:
    manifest = {
        "apiVersion": version,
        "kind": kind,
        "metadata": {"name": "influxdb"},
        "spec": {"unknown": 1},
    }
    refusal = server.refusal(manifest, namespaces[PodSecurityLevel.PRIVILEGED])
    assert 'unknown field "spec.unknown"' in refusal
