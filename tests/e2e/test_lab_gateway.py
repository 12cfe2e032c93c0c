"""The Gateway API's kinds, as the lab has them, are those that Traefik serves."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lab import controllers
from tests.lab.asking import Options
from tests.lab.lab import Lab
from tests.lab.objects import (
    POLYGLOT,
    Object,
    cluster_service,
    deployment,
    tls_secret,
    tls_volumes,
)
from tests.lab.pki import authority, certificate

GROUP = "gateway.networking.k8s.io"
NAME = "web.example.com"
NODE_PORTS = controllers.TRAEFIK_PORTS


def gateway(kind: str) -> list[Object]:
    """A listener for each entry point: Traefik finds them by their port."""
    terminated = {"certificateRefs": [{"name": "web"}]}
    listeners = [
        {"name": "http", "protocol": "HTTP", "port": 8000},
        {"name": "https", "protocol": "HTTPS", "port": 8443, "tls": terminated},
        {"name": "tls", "protocol": "TLS", "port": 8444, "tls": {"mode": "Passthrough"}},
        {"name": "tcp", "protocol": "TCP", "port": 9000},
    ]
    return [
        {
            "apiVersion": f"{GROUP}/v1",
            "kind": "GatewayClass",
            "metadata": {"name": kind},
            "spec": {"controllerName": "traefik.io/gateway-controller"},
        },
        {
            "apiVersion": f"{GROUP}/v1",
            "kind": "Gateway",
            "metadata": {"name": "web"},
            "spec": {"gatewayClassName": kind, "listeners": listeners},
        },
    ]


def route(kind: str, listener: str, port: int, *hosts: str) -> Object:
    """Traefik itself asks for TCPRoutes as v1alpha2; the API server shows it this one so."""
    return {
        "apiVersion": f"{GROUP}/v1",
        "kind": kind,
        "metadata": {"name": f"web-{listener}"},
        "spec": {
            "parentRefs": [{"name": "web", "sectionName": listener}],
            **({"hostnames": list(hosts)} if hosts else {}),
            "rules": [{"backendRefs": [{"name": "web", "port": port}]}],
        },
    }


@pytest.fixture(scope="module")
def web(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Options]:
    """A pod behind a route of each kind; what a client knows of it."""
    ca = authority()
    file: Path = tmp_path_factory.mktemp("tls") / "ca.crt"
    file.write_text(ca.certificate)
    names = (NAME, f"grpc.{NAME}")
    service = cluster_service("web", 8080, 8443, 9000, 9090)
    service["spec"]["ports"][-1]["appProtocol"] = "kubernetes.io/h2c"
    with controllers.traefik(lab) as kind, lab.namespace() as namespace:
        try:
            lab.apply(
                tls_secret("web", certificate(ca, *names)),
                deployment("web", POLYGLOT, volumes=tls_volumes("web")),
                service,
                *gateway(kind),
                route("HTTPRoute", "http", 8080, NAME),
                route("GRPCRoute", "https", 9090, f"grpc.{NAME}"),
                route("TLSRoute", "tls", 8443, NAME),
                route("TCPRoute", "tcp", 9000),
                namespace=namespace,
            )
            yield {"resolve": dict.fromkeys(names, lab.nodes["kubenode02"]), "cacert": file}
        finally:
            lab.kubectl("delete", f"gatewayclass/{kind}", "--ignore-not-found")


def test_a_http_route(lab: Lab, web: Options) -> None:
    url = f"ws://{NAME}:{NODE_PORTS[8000]}/ws"
    reply = lab.until("an answer", lambda: lab.websocket(url, "hello", **web))
    assert (reply.said["host"], reply.said["payload"]) == (f"{NAME}:{NODE_PORTS[8000]}", "hello")


def test_a_grpc_route(lab: Lab, web: Options) -> None:
    address = f"grpc.{NAME}:{NODE_PORTS[8443]}"
    reply = lab.until("an answer", lambda: lab.grpc(address, **(web | {"tls": True})))
    assert reply.said["status"] == "SERVING"


def test_a_tls_route_passes_the_pods_own_certificate(lab: Lab, web: Options) -> None:
    url = f"wss://{NAME}:{NODE_PORTS[8444]}/ws"
    reply = lab.until("an answer", lambda: lab.websocket(url, "hello", **web))
    assert reply.said["server_name"] == NAME


def test_a_tcp_route(lab: Lab, web: Options) -> None:
    address = f"{NAME}:{NODE_PORTS[9000]}"
    reply = lab.until("an answer", lambda: lab.tcp(address, "hello", **web))
    assert reply.said["payload"] == "hello"
