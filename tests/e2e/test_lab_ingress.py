"""Ingress controllers run from the lab's images, and the Gateway API's kinds are served.

How the library deploys them is shown elsewhere; here each runs by the smallest manifest that works.
"""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests.lab import images
from tests.lab.lab import Lab
from tests.lab.objects import (
    POLYGLOT,
    WHOAMI,
    Object,
    deployment,
    node_port_service,
    tls_secret,
    tls_volumes,
)
from tests.lab.pki import authority, certificate

GATEWAY = "gateway.networking.k8s.io"
NAME = "web.example.com"
CONTROLLER = "traefik.io/gateway-controller"
ENTRY_POINTS = {"web": 8000, "websecure": 8443, "tls": 8444, "tcp": 9000}
NODE_PORTS = {8000: 30921, 8443: 30922, 8444: 30923, 9000: 30924}


def admin(namespace: str) -> Object:
    """What a controller may do is no question here."""
    subject = {"kind": "ServiceAccount", "name": "default", "namespace": namespace}
    role = {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "cluster-admin"}
    return {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRoleBinding",
        "metadata": {"name": namespace},
        "roleRef": role,
        "subjects": [subject],
    }


def service(name: str, *ports: int) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name},
        "spec": {
            "selector": {"app": name},
            "ports": [{"name": f"p{port}", "port": port} for port in ports],
        },
    }


def ingress(name: str, kind: str, host: str) -> Object:
    backend = {"service": {"name": "web", "port": {"number": 8080}}}
    path = {"path": "/", "pathType": "Prefix", "backend": backend}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": name},
        "spec": {"ingressClassName": kind, "rules": [{"host": host, "http": {"paths": [path]}}]},
    }


@pytest.fixture(scope="module")
def traefik(lab: Lab) -> Iterator[str]:
    """Traefik for Ingresses and the Gateway API; the name of its namespace and of its classes."""
    lab.addon("ingress", "gateway-api")
    with lab.namespace() as name:
        options = [
            "--global.checknewversion=false",
            "--global.sendanonymoususage=false",
            "--ping=true",
            "--providers.kubernetesingress=true",
            f"--providers.kubernetesingress.ingressclass={name}",
            "--providers.kubernetesgateway=true",
            "--providers.kubernetesgateway.experimentalchannel=true",
            *(f"--entrypoints.{point}.address=:{port}" for point, port in ENTRY_POINTS.items()),
            "--entrypoints.traefik.address=:8080",
        ]
        container = {
            "name": "traefik",
            "image": images.TRAEFIK,
            "args": options,
            "readinessProbe": {"httpGet": {"path": "/ping", "port": 8080}, "periodSeconds": 1},
        }
        ports = [{"name": f"p{p}", "port": p, "nodePort": n} for p, n in NODE_PORTS.items()]
        lab.apply(
            admin(name),
            {
                "apiVersion": "networking.k8s.io/v1",
                "kind": "IngressClass",
                "metadata": {"name": name},
                "spec": {"controller": "traefik.io/ingress-controller"},
            },
            deployment("traefik", container),
            node_port_service("traefik", "Cluster", *ports),
            namespace=name,
        )
        lab.kubectl("-n", name, "rollout", "status", "deployment/traefik", "--timeout=60s")
        yield name
        lab.kubectl("delete", f"clusterrolebinding/{name}", f"ingressclass/{name}")


def test_traefik_serves_an_ingress_by_host(lab: Lab, traefik: str, namespace: str) -> None:
    objects = (deployment("web", WHOAMI), service("web", 8080), ingress("web", traefik, NAME))
    lab.apply(*objects, namespace=namespace)
    url = f"http://{lab.nodes['kubenode01']}:{NODE_PORTS[8000]}/"
    lab.until("an answer", lambda: lab.curl(url, "-H", f"Host: {NAME}").code == 200)
    said = json.loads(lab.curl(url, "-H", f"Host: {NAME}").body)
    assert said["host"] == NAME
    assert said["forwarded_for"]
    assert lab.curl(url).code == 404


def gateway(kind: str) -> list[Object]:
    """A listener for each entry point."""
    listeners = [
        {"name": "http", "protocol": "HTTP", "port": 8000},
        {
            "name": "https",
            "protocol": "HTTPS",
            "port": 8443,
            "tls": {"certificateRefs": [{"name": "web"}]},
        },
        {"name": "tls", "protocol": "TLS", "port": 8444, "tls": {"mode": "Passthrough"}},
        {"name": "tcp", "protocol": "TCP", "port": 9000},
    ]
    return [
        {
            "apiVersion": f"{GATEWAY}/v1",
            "kind": "GatewayClass",
            "metadata": {"name": kind},
            "spec": {"controllerName": CONTROLLER},
        },
        {
            "apiVersion": f"{GATEWAY}/v1",
            "kind": "Gateway",
            "metadata": {"name": "web"},
            "spec": {"gatewayClassName": kind, "listeners": listeners},
        },
    ]


def route(kind: str, version: str, listener: str, port: int, *hosts: str) -> Object:
    return {
        "apiVersion": f"{GATEWAY}/{version}",
        "kind": kind,
        "metadata": {"name": f"web-{listener}"},
        "spec": {
            "parentRefs": [{"name": "web", "sectionName": listener}],
            **({"hostnames": list(hosts)} if hosts else {}),
            "rules": [{"backendRefs": [{"name": "web", "port": port}]}],
        },
    }


@pytest.fixture(scope="module")
def routed(
    lab: Lab, traefik: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Any]]:
    """A pod behind one route of each kind; options of a client that knows and believes it."""
    ca = authority()
    file = tmp_path_factory.mktemp("tls") / "ca.crt"
    file.write_text(ca.certificate)
    http2 = service("web", 8080, 8443, 9000, 9090)
    for port in http2["spec"]["ports"]:
        if port["port"] == 9090:
            port["appProtocol"] = "kubernetes.io/h2c"
    with lab.namespace() as namespace:
        lab.apply(
            tls_secret("web", certificate(ca, NAME, f"grpc.{NAME}")),
            deployment("web", POLYGLOT, volumes=tls_volumes("web")),
            http2,
            *gateway(traefik),
            route("HTTPRoute", "v1", "http", 8080, NAME),
            route("GRPCRoute", "v1", "https", 9090, f"grpc.{NAME}"),
            route("TLSRoute", "v1", "tls", 8443, NAME),
            route("TCPRoute", "v1alpha2", "tcp", 9000),
            namespace=namespace,
        )
        address = lab.nodes["kubenode02"]
        yield {"resolve": {NAME: address, f"grpc.{NAME}": address}, "cacert": file}
        lab.kubectl("delete", f"gatewayclass/{traefik}")


def test_a_http_route(lab: Lab, routed: dict[str, Any]) -> None:
    url = f"ws://{NAME}:{NODE_PORTS[8000]}/ws"
    reply = lab.until("an answer", lambda: lab.websocket(url, "hello", **routed))
    assert (reply.said["host"], reply.said["payload"]) == (f"{NAME}:{NODE_PORTS[8000]}", "hello")


def test_a_grpc_route(lab: Lab, routed: dict[str, Any]) -> None:
    address = f"grpc.{NAME}:{NODE_PORTS[8443]}"
    reply = lab.until("an answer", lambda: lab.grpc(address, tls=True, **routed))
    assert reply.said["status"] == "SERVING"


def test_a_tls_route_passes_the_pods_own_certificate(lab: Lab, routed: dict[str, Any]) -> None:
    url = f"wss://{NAME}:{NODE_PORTS[8444]}/ws"
    reply = lab.until("an answer", lambda: lab.websocket(url, "hello", **routed))
    assert reply.said["server_name"] == NAME


def test_a_tcp_route(lab: Lab, routed: dict[str, Any]) -> None:
    address = f"{lab.nodes['kubenode01']}:{NODE_PORTS[9000]}"
    reply = lab.until("an answer", lambda: lab.tcp(address, "hello"))
    assert reply.said["payload"] == "hello"
