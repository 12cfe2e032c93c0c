"""Stacks with a Gateway of ours that Traefik serves, and apps behind it."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.e2e.ingress import named
from tests.e2e.ways import environment
from tests.lab.lab import Lab
from tests.lab.pki import Pair

HTTP = {"name": "http", "port": 80, "protocol": "HTTP", "routes_from": "All"}
HTTPS = {"name": "https", "port": 443, "protocol": "HTTPS", "routes_from": "All"}


def stack(
    apps: Mapping[str, Any], listeners: Sequence[Mapping[str, Any]] = (HTTP,), **controller: Any
) -> dict[str, Any]:
    """Apps, and the Traefik and the Gateway of the environment `gateway`."""
    config = environment("gateway")
    config["controllers"]["traefik"].update(controller)
    config["gateways"]["edge"]["listeners"] = list(listeners)
    return {**config, "apps": dict(apps)}


def whoami(namespace: str, host: str, **args: Any) -> dict[str, Any]:
    """An app in a namespace that is there, which tells who asked it."""
    return {
        "strategy": "GatewayApp",
        "gateway": "edge",
        "hosts": [named(host)],
        "image": "whoami:1",
        "namespace": {"name": namespace},
        "ports": [{"container_port": 8080, "app_protocol": "http"}],
        "readiness": {"http_path": "/ping", "port": 8080, "period": 1},
        "security": {"run_as_user": 1500},
        **args,
    }


def terminated(pair: Pair, **more: Any) -> dict[str, Any]:
    """A listener of HTTPS with that certificate."""
    pem = {"certificate": pair.certificate, "private_key": pair.key}
    return {**HTTPS, "tls": {"certificate": pem}, **more}


def known(lab: Lab, *hosts: str) -> dict[str, str]:
    """Where a client finds these names: at the second node."""
    return {named(host): lab.nodes["kubenode02"] for host in hosts}
