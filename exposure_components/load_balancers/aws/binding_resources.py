"""A TargetGroupBinding as a resource of the Kubernetes provider."""

from typing import Any

from pulumi import Resource, ResourceOptions
from pulumi_kubernetes.apiextensions import CustomResource

from exposure_components.objects.labels import Manifest

_IMMUTABLE = ["spec.targetGroupARN", "spec.targetType"]
"""What the controller's webhook lets nobody change; the provider does not know that."""


def register_binding(component: Resource, name: str, manifest: Manifest) -> Any:
    """A child of the component, with a name that Pulumi chooses."""
    return CustomResource(
        name,
        api_version=manifest["apiVersion"],
        kind=manifest["kind"],
        metadata=manifest["metadata"],
        spec=manifest["spec"],
        opts=ResourceOptions(parent=component, replace_on_changes=_IMMUTABLE),
    )
