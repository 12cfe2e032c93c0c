"""From manifests to resources of the Kubernetes provider."""

import re
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pulumi
from pulumi import CustomTimeouts, ResourceOptions
from pulumi_kubernetes import apiextensions, apps, core, networking, policy, rbac

from exposure_components.custom_objects import CustomObject
from exposure_components.objects.labels import APP_LABEL
from exposure_components.objects.order import GATEWAY_ROUTES, needed_by

_CLASSES: dict[str, Any] = {
    "ClusterRole": rbac.v1.ClusterRole,
    "ClusterRoleBinding": rbac.v1.ClusterRoleBinding,
    "CustomResourceDefinition": apiextensions.v1.CustomResourceDefinition,
    "DaemonSet": apps.v1.DaemonSet,
    "Deployment": apps.v1.Deployment,
    "Ingress": networking.v1.Ingress,
    "IngressClass": networking.v1.IngressClass,
    "Namespace": core.v1.Namespace,
    "NetworkPolicy": networking.v1.NetworkPolicy,
    "PersistentVolumeClaim": core.v1.PersistentVolumeClaim,
    "PodDisruptionBudget": policy.v1.PodDisruptionBudget,
    "Role": rbac.v1.Role,
    "RoleBinding": rbac.v1.RoleBinding,
    "Secret": core.v1.Secret,
    "Service": core.v1.Service,
    "ServiceAccount": core.v1.ServiceAccount,
    "StatefulSet": apps.v1.StatefulSet,
}
_WAITED_FOR = ("Gateway", "Ingress", "Service", *GATEWAY_ROUTES)
_SEVERAL = (
    "CustomResourceDefinition",
    "Ingress",
    "PersistentVolumeClaim",
    "Role",
    "RoleBinding",
    "Secret",
)
"""Kinds of which a component may have more than one."""
_CONSTRAINT = "-scc"
"""Suffix of the Role that permits a constraint. Its child is called like the component."""


def register_objects(
    component: pulumi.Resource,
    name: str,
    manifests: Sequence[Mapping[str, Any]],
    timeout: int | None = None,
) -> dict[str, pulumi.Resource]:
    """Register each manifest as a child of the component; the children by kind.

    timeout: seconds to wait for what tells when clients can come: an address, or a controller's
    word.

    Child names come from the component's name and never change, so that a change of the args is
    an update and not a replacement.
    """
    made: dict[str, pulumi.Resource] = {}
    so_far: list[tuple[str, pulumi.Resource]] = []
    for manifest in manifests:
        kind = manifest["kind"]
        first = [resource for other, resource in so_far if other in needed_by(kind)]
        options = ResourceOptions(
            parent=component,
            depends_on=first or None,
            custom_timeouts=_waits(timeout) if kind in _WAITED_FOR else None,
        )
        made_as = _CLASSES.get(kind, _custom(manifest))
        made[kind] = made_as(
            _child_name(name, manifest), opts=options, **_fields(manifest, made.get("Namespace"))
        )
        so_far.append((kind, made[kind]))
    return made


def _custom(manifest: Mapping[str, Any]) -> Any:
    """A kind that an addon brings to the cluster."""
    return partial(CustomObject, api_version=manifest["apiVersion"], kind=manifest["kind"])


def _waits(seconds: int | None) -> CustomTimeouts | None:
    return None if seconds is None else CustomTimeouts(create=f"{seconds}s", update=f"{seconds}s")


def _child_name(name: str, manifest: Mapping[str, Any]) -> str:
    if manifest["kind"] in _CLASSES and manifest["kind"] not in _SEVERAL:
        return name
    named = str(manifest["metadata"]["name"])
    prefix = manifest["metadata"].get("labels", {}).get(APP_LABEL)
    if prefix is None or not named.startswith(prefix):
        return f"{name}-{named}"
    suffix = named.removeprefix(prefix)
    return name if suffix == _CONSTRAINT else name + suffix


def _fields(manifest: Mapping[str, Any], namespace: Any) -> dict[str, Any]:
    fields = {key: value for key, value in manifest.items() if key not in ("apiVersion", "kind")}
    if namespace is not None and "namespace" in fields["metadata"]:
        fields["metadata"] = {**fields["metadata"], "namespace": namespace.metadata.name}
    return {_snake(key): value for key, value in fields.items()}


def _snake(key: str) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "_", key).lower()
