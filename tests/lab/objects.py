"""Short ways to write the Kubernetes objects that tests of the lab itself need."""

import base64
from typing import Any

from .pki import Pair

Object = dict[str, Any]

INFLUXDB: Object = {
    "name": "influxdb",
    "image": "influxdb:1.8",
    "ports": [{"containerPort": 8086}],
    "readinessProbe": {"httpGet": {"path": "/ping", "port": 8086}, "periodSeconds": 1},
}
WHOAMI: Object = {
    "name": "whoami",
    "image": "whoami:1",
    "ports": [{"containerPort": 8080}],
    "readinessProbe": {"httpGet": {"path": "/ping", "port": 8080}, "periodSeconds": 1},
}
POLYGLOT: Object = {
    **WHOAMI,
    "name": "polyglot",
    "ports": [
        {"name": "http", "containerPort": 8080},
        {"name": "https", "containerPort": 8443},
        {"name": "tcp", "containerPort": 9000},
        {"name": "grpc", "containerPort": 9090},
        {"name": "grpcs", "containerPort": 9443},
    ],
    "env": [
        {"name": "TLS_CERT", "value": "/tls/tls.crt"},
        {"name": "TLS_KEY", "value": "/tls/tls.key"},
        {"name": "TLS_PORT", "value": "8443"},
        {"name": "TCP_PORT", "value": "9000"},
        {"name": "GRPC_PORT", "value": "9090"},
        {"name": "GRPC_TLS_PORT", "value": "9443"},
    ],
    "volumeMounts": [{"name": "tls", "mountPath": "/tls"}],
}
"""Whoami with every protocol that it has; its pod needs `tls_volumes`."""


def tls_volumes(secret: str) -> list[Object]:
    return [{"name": "tls", "secret": {"secretName": secret}}]


def tls_secret(name: str, pair: Pair) -> Object:
    texts = {"tls.crt": pair.certificate, "tls.key": pair.key}
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "type": "kubernetes.io/tls",
        "metadata": {"name": name},
        "data": {key: base64.b64encode(text.encode()).decode() for key, text in texts.items()},
    }


def pod(name: str, container: Object, **spec: Any) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": name, "labels": {"app": name}},
        "spec": {"containers": [container], "terminationGracePeriodSeconds": 1, **spec},
    }


def deployment(name: str, container: Object, **spec: Any) -> Object:
    template = pod(name, container, **spec)
    return {
        "apiVersion": "apps/v1",
        "kind": "Deployment",
        "metadata": {"name": name},
        "spec": {
            "selector": {"matchLabels": {"app": name}},
            "template": {"metadata": {"labels": {"app": name}}, "spec": template["spec"]},
        },
    }


def cluster_service(name: str, *ports: int) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name},
        "spec": {
            "selector": {"app": name},
            "ports": [{"name": f"p{port}", "port": port} for port in ports],
        },
    }


def node_port_service(name: str, policy: str, *ports: Object) -> Object:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": name},
        "spec": {
            "type": "NodePort",
            "selector": {"app": name},
            "externalTrafficPolicy": policy,
            "ports": list(ports),
        },
    }
