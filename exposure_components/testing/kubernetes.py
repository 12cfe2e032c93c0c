"""What the Kubernetes provider adds to the objects of a program."""

import base64
from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any, Final

from exposure_components.testing.wire import MASK, UNKNOWN, Path, is_list, is_map, masked

_PREFIX: Final = "kubernetes:"
_NOT_OBJECTS: Final = ("kubernetes:helm.sh/",)
"""Resources of the package that are no Kubernetes objects: Helm renders a release itself."""

_CLUSTER_SCOPED: Final = frozenset(
    {
        "APIService",
        "CertificateSigningRequest",
        "ClusterRole",
        "ClusterRoleBinding",
        "CSIDriver",
        "CSINode",
        "CustomResourceDefinition",
        "FlowSchema",
        "GatewayClass",
        "IngressClass",
        "MutatingWebhookConfiguration",
        "Namespace",
        "Node",
        "PersistentVolume",
        "PodSecurityPolicy",
        "PriorityClass",
        "PriorityLevelConfiguration",
        "RuntimeClass",
        "StorageClass",
        "ValidatingWebhookConfiguration",
        "VolumeAttachment",
    }
)
"""The list of the provider, ``Kind.Namespaced`` in its package kinds; it gives a namespace to
every other kind, as long as it has no cluster to ask; to GatewayClass too, which no API server
would take from it, so that it stands here."""

_SET_BY_SERVER: Final = (
    "creationTimestamp",
    "deletionGracePeriodSeconds",
    "deletionTimestamp",
    "generation",
    "managedFields",
    "resourceVersion",
    "uid",
)
"""Metadata that the provider takes out of inputs, ``normalizeInputs``."""


def is_object(token: str) -> bool:
    """Whether a resource of this type is one Kubernetes object."""
    return token.startswith(_PREFIX) and not token.startswith(_NOT_OBJECTS)


def metadata_of(properties: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of an object's metadata; empty where there is none or a preview can't know it."""
    metadata = properties.get("metadata")
    return dict(metadata) if is_map(metadata) else {}


def auto_name(name: str, urn: str) -> str:
    """A name of the form that the provider gives to objects without one.

    The provider's suffix is random; this one is the same in every run.
    """
    return f"{name}-{sha256(urn.encode()).hexdigest()[:8]}"


def is_namespaced(kind: str) -> bool:
    """Whether the provider takes objects of a kind to be in a namespace."""
    return kind not in _CLUSTER_SCOPED


def is_secret(manifest: Mapping[str, Any]) -> bool:
    """Whether an object is a Secret, whose values are secret by their nature."""
    return manifest.get("apiVersion") == "v1" and manifest.get("kind") == "Secret"


def as_manifest(inputs: Mapping[str, Any], *, name: str, namespace: str) -> dict[str, Any]:
    """The manifest of an object, as the provider writes it in its render mode.

    ``name`` and ``namespace`` are for an object that has none; the latter may be empty.
    """
    manifest: dict[str, Any] = _renamed(inputs)
    if manifest.get("metadata") is UNKNOWN:
        return manifest
    metadata = metadata_of(manifest)
    for key in _SET_BY_SERVER:
        metadata.pop(key, None)
    if "name" not in metadata:
        metadata["name"] = name
        metadata["annotations"] = {
            **metadata.get("annotations", {}),
            "pulumi.com/autonamed": "true",
        }
    if namespace and is_namespaced(str(manifest.get("kind"))):
        metadata.setdefault("namespace", namespace)
    manifest["metadata"] = metadata
    if is_secret(manifest):
        _encode_string_data(manifest)
    return manifest


def masked_object(inputs: Mapping[str, Any], secrets: Iterable[Path]) -> dict[str, Any]:
    """The inputs of an object with ``[secret]`` for every value that is one.

    ``secrets`` are the paths of secret outputs; the values of a Secret object are hidden anyway.
    """
    values_of_secret: list[Path] = [("data",), ("stringData",)] if is_secret(inputs) else []
    return masked(inputs, [*secrets, *values_of_secret])


def _renamed(value: Any) -> Any:
    """A copy with the one kind of key that no Python name can spell: ``x-kubernetes-...``."""
    # Most are text, and not worth two more looks.
    if type(value) is str:
        return value
    if is_map(value):
        return {
            key.replace("_", "-") if key.startswith("x_kubernetes_") else key: _renamed(entry)
            for key, entry in value.items()
        }
    if is_list(value):
        return [_renamed(item) for item in value]
    return value


def _encode_string_data(secret: dict[str, Any]) -> None:
    """Move ``stringData`` into ``data``, as the API server does and the provider before it."""
    texts = secret.get("stringData")
    if is_map(texts) and texts:
        del secret["stringData"]
        encoded = {key: _base64(text) for key, text in texts.items()}
        secret["data"] = {**secret.get("data", {}), **encoded}


def _base64(text: Any) -> Any:
    return text if text in (UNKNOWN, MASK) else base64.b64encode(str(text).encode()).decode()
