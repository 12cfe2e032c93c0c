"""Small programs and parts of programs that several tests run."""

from typing import Any

import pulumi
from pulumi_kubernetes.core.v1 import ConfigMap, Namespace, Service

DEPLOYMENT = "kubernetes:apps/v1:Deployment"
SERVICE = "kubernetes:core/v1:Service"
CONFIG_MAP = "kubernetes:core/v1:ConfigMap"
COMPONENT = "tests:index:Component"


def deployment_spec(**changes: Any) -> dict[str, Any]:
    """The spec of a Deployment that every provider accepts, but for the changes."""
    return {
        "selector": {"match_labels": {"app": "web"}},
        "template": {
            "metadata": {"labels": {"app": "web"}},
            "spec": {"containers": [{"name": "web", "image": "web:1"}]},
        },
        **changes,
    }


def service_of_type(kind: str, **changes: Any) -> Service:
    """A Service with one port and a name of its own, ``web``."""
    return Service(
        "web",
        metadata={"name": "web", **changes.pop("metadata", {})},
        spec={"type": kind, "selector": {"app": "web"}, "ports": [{"port": 80}], **changes},
    )


class Component(pulumi.ComponentResource):
    """A component with a Namespace, a ConfigMap in it and one output."""

    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__(COMPONENT, name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.namespace = Namespace(name, metadata={"name": name}, opts=child)
        self.config = ConfigMap(
            name,
            metadata={"name": name, "namespace": self.namespace.metadata.name},
            data={"answer": "42"},
            opts=child,
        )
        self.register_outputs({"namespace": self.namespace.metadata.name})
