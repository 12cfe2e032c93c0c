"""Short ways to write the Kubernetes objects that tests of the lab itself need."""

from typing import Any

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
