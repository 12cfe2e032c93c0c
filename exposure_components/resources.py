"""From manifests to resources of the Kubernetes provider."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi import CustomTimeouts, ResourceOptions

from exposure_components.kubernetes_object import KubernetesObject
from exposure_components.objects.labels import APP_LABEL
from exposure_components.objects.order import GATEWAY_ROUTES, needed_by

_SINGLE = (
    "ClusterRole",
    "ClusterRoleBinding",
    "DaemonSet",
    "Deployment",
    "IngressClass",
    "Namespace",
    "NetworkPolicy",
    "PodDisruptionBudget",
    "Service",
    "ServiceAccount",
    "StatefulSet",
)
"""Kinds of which a component has one. Its child is called like the component."""
_WAITED_FOR = ("Gateway", "Ingress", "Service", *GATEWAY_ROUTES)
_CONSTRAINT = "-scc"
"""Suffix of the Role that permits a constraint. Its child is called like the component."""


def register_objects(
    component: pulumi.Resource,
    name: str,
    manifests: Sequence[Mapping[str, Any]],
    timeout: int | None = None,
) -> dict[str, KubernetesObject]:
    """Register each manifest as a child of the component; the children by kind.

    timeout: seconds to wait for what tells when clients can come: an address, or a controller's
    word.

    Child names come from the component's name and never change, so that a change of the args is
    an update and not a replacement.
    """
    made: dict[str, KubernetesObject] = {}
    so_far: list[tuple[str, KubernetesObject]] = []
    for manifest in manifests:
        kind = manifest["kind"]
        first = [resource for other, resource in so_far if other in needed_by(kind)]
        options = ResourceOptions(
            parent=component,
            depends_on=first or None,
            custom_timeouts=_waits(timeout) if kind in _WAITED_FOR else None,
        )
        made[kind] = KubernetesObject(
            _child_name(name, manifest), _within(made.get("Namespace"), manifest), options
        )
        so_far.append((kind, made[kind]))
    return made


def _waits(seconds: int | None) -> CustomTimeouts | None:
    return None if seconds is None else CustomTimeouts(create=f"{seconds}s", update=f"{seconds}s")


def _child_name(name: str, manifest: Mapping[str, Any]) -> str:
    if manifest["kind"] in _SINGLE:
        return name
    named = str(manifest["metadata"]["name"])
    prefix = manifest["metadata"].get("labels", {}).get(APP_LABEL)
    if prefix is None or not named.startswith(prefix):
        return f"{name}-{named}"
    suffix = named.removeprefix(prefix)
    return name if suffix == _CONSTRAINT else name + suffix


def _within(namespace: KubernetesObject | None, manifest: Mapping[str, Any]) -> Mapping[str, Any]:
    """The manifest, which goes after the namespace that it is in."""
    metadata = manifest["metadata"]
    if namespace is None or "namespace" not in metadata:
        return manifest
    return {**manifest, "metadata": {**metadata, "namespace": namespace.object_name}}
