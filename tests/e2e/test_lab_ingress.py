"""Ingress controllers run from the lab's images and do what they are for."""

import json
from collections.abc import Iterator
from functools import partial

import pytest

from tests.lab import controllers, images, imports
from tests.lab.lab import Lab
from tests.lab.objects import WHOAMI, Object, cluster_service, deployment

NAME = "web.example.com"
NAMED = ("-H", f"Host: {NAME}")


def ingress(kind: str) -> Object:
    backend = {"service": {"name": "web", "port": {"number": 8080}}}
    path = {"path": "/", "pathType": "Prefix", "backend": backend}
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "Ingress",
        "metadata": {"name": "web"},
        "spec": {"ingressClassName": kind, "rules": [{"host": NAME, "http": {"paths": [path]}}]},
    }


def proxy(kind: str) -> Object:
    return {
        "apiVersion": "projectcontour.io/v1",
        "kind": "HTTPProxy",
        "metadata": {"name": "web"},
        "spec": {
            "ingressClassName": kind,
            "virtualhost": {"fqdn": f"proxy.{NAME}"},
            "routes": [{"services": [{"name": "web", "port": 8080}], "enableWebsockets": True}],
        },
    }


@pytest.fixture(scope="module")
def traefik(lab: Lab) -> Iterator[str]:
    with controllers.traefik(lab) as name:
        yield name


@pytest.fixture(scope="module")
def contour(lab: Lab) -> Iterator[str]:
    with controllers.contour(lab) as name:
        yield name


@pytest.fixture
def web(lab: Lab, namespace: str) -> str:
    """Something to serve; its namespace."""
    lab.apply(deployment("web", WHOAMI), cluster_service("web", 8080), namespace=namespace)
    return namespace


def test_every_node_has_the_images_and_nothing_runs(lab: Lab) -> None:
    lab.addon("ingress")
    for node in lab.nodes:
        assert set(images.INGRESS) <= imports.known(node)


def test_traefik_serves_an_ingress_by_host(lab: Lab, traefik: str, web: str) -> None:
    lab.apply(ingress(traefik), namespace=web)
    url = f"http://{lab.nodes['kubenode01']}:{controllers.TRAEFIK_PORTS[8000]}/"
    lab.until("an answer", lambda: lab.curl(url, *NAMED).code == 200)
    said = json.loads(lab.curl(url, *NAMED).body)
    assert said["host"] == NAME
    assert said["forwarded_for"]
    assert lab.curl(url).code == 404


def test_contour_serves_an_ingress_and_its_own_kind_by_envoy(
    lab: Lab, contour: str, web: str
) -> None:
    lab.apply(ingress(contour), proxy(contour), namespace=web)
    address = f"{lab.nodes['kubenode01']}:{controllers.CONTOUR_PORT}"
    lab.until("an answer", lambda: lab.curl(f"http://{address}/", *NAMED).code == 200)
    assert lab.curl(f"http://{address}/", *NAMED).headers["server"] == "envoy"
    ask = partial(lab.websocket, f"ws://{address}/ws", "hello", host=f"proxy.{NAME}")
    assert lab.until("an answer", ask).said["payload"] == "hello"
