"""What the pods may do, and the Pod Security level that this needs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from exposure_components.kinds import Platform, PodSecurityLevel
from exposure_components.objects.labels import Manifest, present
from exposure_components.values import mapping, sequence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from exposure_components.args.app import AppArgs

_HARMLESS_VOLUMES = frozenset(
    [
        "configMap",
        "csi",
        "downwardAPI",
        "emptyDir",
        "ephemeral",
        "image",
        "persistentVolumeClaim",
        "projected",
        "secret",
    ]
)
"""Volume types of the restricted level (kubernetes.io, Pod Security Standards)."""
_BASELINE_CAPABILITIES = frozenset(
    [
        "AUDIT_WRITE",
        "CHOWN",
        "DAC_OVERRIDE",
        "FOWNER",
        "FSETID",
        "KILL",
        "MKNOD",
        "NET_BIND_SERVICE",
        "SETFCAP",
        "SETGID",
        "SETPCAP",
        "SETUID",
        "SYS_CHROOT",
    ]
)
"""Capabilities of the baseline level (kubernetes.io, Pod Security Standards)."""


def on_openshift(app: AppArgs) -> bool:
    """OpenShift assigns users and groups itself and refuses others."""
    return app.get("cluster", {}).get("platform") == Platform.OPENSHIFT


def pod_security(app: AppArgs) -> Manifest:
    """The security context of the pod."""
    security = app.get("security", {})
    context: Manifest = {"seccompProfile": {"type": "RuntimeDefault"}}
    if not security.get("run_as_root"):
        context["runAsNonRoot"] = True
    if not on_openshift(app):
        context |= present(
            runAsUser=security.get("run_as_user"),
            runAsGroup=security.get("run_as_group"),
            fsGroup=security.get("fs_group"),
        )
    return context


def container_security(app: AppArgs) -> Manifest:
    """The security context of the app's container."""
    security = app.get("security", {})
    if security.get("privileged"):
        return {"privileged": True}
    added = list(security.get("add_capabilities", []))
    return {
        "allowPrivilegeEscalation": security.get("allow_privilege_escalation", False),
        "capabilities": {"drop": ["ALL"], **({"add": added} if added else {})},
        **present(readOnlyRootFilesystem=security.get("read_only_root_filesystem")),
    }


def needed_level(pod_spec: Manifest) -> PodSecurityLevel:
    """The strictest level of the Pod Security Standards that admits the pod."""
    containers = [
        c
        for key in ("containers", "initContainers", "ephemeralContainers")
        for c in _items(pod_spec.get(key))
    ]
    volumes = _items(pod_spec.get("volumes"))
    if any(pod_spec.get(key) for key in ("hostNetwork", "hostPID", "hostIPC")):
        return PodSecurityLevel.PRIVILEGED
    if any("hostPath" in volume for volume in volumes):
        return PodSecurityLevel.PRIVILEGED
    if any(_is_privileged(c) for c in containers):
        return PodSecurityLevel.PRIVILEGED
    outer = _fields(pod_spec.get("securityContext"))
    hardened = all(_is_restricted(_fields(c.get("securityContext")), outer) for c in containers)
    harmless = all(_HARMLESS_VOLUMES & v.keys() for v in volumes)
    return PodSecurityLevel.RESTRICTED if hardened and harmless else PodSecurityLevel.BASELINE


def _is_privileged(container: Mapping[str, Any]) -> bool:
    security = _fields(container.get("securityContext"))
    added = _texts(_fields(security.get("capabilities")).get("add"))
    return bool(
        security.get("privileged")
        or added - _BASELINE_CAPABILITIES
        or any(port.get("hostPort") for port in _items(container.get("ports")))
    )


def _is_restricted(security: Mapping[str, Any], outer: Mapping[str, Any]) -> bool:
    def effective(field: str) -> Any:
        return security.get(field, outer.get(field))

    seccomp = _fields(effective("seccompProfile"))
    capabilities = _fields(security.get("capabilities"))
    return bool(
        effective("runAsNonRoot") is True
        and effective("runAsUser") != 0
        and seccomp.get("type") in ("RuntimeDefault", "Localhost")
        and security.get("allowPrivilegeEscalation") is False
        and "ALL" in _texts(capabilities.get("drop"))
        and _texts(capabilities.get("add")) <= {"NET_BIND_SERVICE"}
    )


# What the way out adds to the pod has no promised shape.


def _fields(value: Any) -> Mapping[str, Any]:
    return mapping(value) or {}


def _items(value: Any) -> list[Mapping[str, Any]]:
    return [_fields(item) for item in sequence(value) or ()]


def _texts(value: Any) -> set[str]:
    return {str(item) for item in sequence(value) or ()}
