"""Stacks with an ingress controller of ours, and clients that ask it by name."""

import json
from collections.abc import Mapping
from typing import Any

from exposure_components.endpoints import Endpoint
from tests.e2e.ways import environment
from tests.lab.lab import Answer, Lab
from tests.lab.pki import Pair

DOMAIN = "kube.example.com"


def stack(apps: Mapping[str, Any], **controller: Any) -> dict[str, Any]:
    """Apps, and the Traefik of the environment `ingress`."""
    config = environment("ingress")
    config["controllers"]["traefik"].update(controller)
    return {**config, "apps": dict(apps)}


def whoami(namespace: str, host: str, **args: Any) -> dict[str, Any]:
    """An app in a namespace that is there, which tells who asked it."""
    return {
        "strategy": "IngressApp",
        "controller": "traefik",
        "hosts": [named(host)],
        "image": "whoami:1",
        "namespace": {"name": namespace},
        "ports": [{"container_port": 8080, "app_protocol": "http"}],
        "readiness": {"http_path": "/ping", "period": 1},
        "security": {"run_as_user": 1500},
        **args,
    }


def named(host: str) -> str:
    """A name that leads to the controller."""
    return f"{host}.{DOMAIN}"


def pem(pair: Pair) -> dict[str, str]:
    """A certificate as the args take it."""
    return {"certificate": pair.certificate, "private_key": pair.key}


def curl(lab: Lab, url: str, *args: str, at: str = "", client: str = "client") -> Answer:
    """Ask at that address, as if every name led there; by default at the first node."""
    address = at or lab.nodes["kubenode01"]
    return lab.curl(url, "--connect-to", f"::{address}:", *args, client=client)


def said(lab: Lab, url: str, *args: str, **where: str) -> dict[str, Any]:
    """What whoami answers; empty if it does not."""
    answer = curl(lab, url, *args, **where)
    told: dict[str, Any] = json.loads(answer.body) if answer.code == 200 else {}
    return told


def code(lab: Lab, url: str, *args: str, **where: str) -> int:
    """Status of an answer; 0 for none."""
    return curl(lab, url, *args, **where).code


def by_name(endpoint: Endpoint) -> str:
    """The endpoint's URL, which has a name and the port of the controller."""
    assert str(endpoint["host"]).endswith(DOMAIN)
    return str(endpoint["url"])


def addresses(lab: Lab, namespace: str) -> dict[str, list[str]]:
    """What each Ingress of the namespace says of where it is served."""
    items = json.loads(lab.kubectl("-n", namespace, "get", "ingresses", "-o", "json"))["items"]
    return {
        item["metadata"]["name"]: [
            point.get("ip") or point["hostname"]
            for point in item["status"].get("loadBalancer", {}).get("ingress", [])
        ]
        for item in items
    }
