"""The namespace that an app may bring with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_components.objects.labels import Manifest, labels, namespace_name

if TYPE_CHECKING:
    from exposure_components.args.app import AppArgs
    from exposure_components.kinds import PodSecurityLevel

ENFORCED = "pod-security.kubernetes.io/enforce"
"""Label by which Pod Security admission knows a namespace's level."""


def namespaces(name: str, app: AppArgs, needed: PodSecurityLevel) -> list[Manifest]:
    """A Namespace at the level that the pods need, if it is created with the app."""
    namespace = app.get("namespace", {})
    if not namespace.get("create"):
        return []
    level = namespace.get("pod_security", needed)
    made = {
        "name": namespace_name(name, app),
        "labels": {**labels(name, app), **namespace.get("labels", {}), ENFORCED: str(level)},
    }
    if annotations := dict(app.get("annotations", {})):
        made["annotations"] = annotations
    return [{"apiVersion": "v1", "kind": "Namespace", "metadata": made}]
