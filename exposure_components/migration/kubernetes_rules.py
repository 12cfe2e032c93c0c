"""When the Kubernetes provider replaces an object instead of updating it.

Source: pulumi-kubernetes 4.34, provider/pkg/provider/diff.go (forceNewProperties) and the end of
Diff in provider.go.
"""

from collections.abc import Mapping
from typing import Any, Final

from exposure_components.migration.differences import Path
from exposure_components.migration.state import UNKNOWN, Resource
from exposure_components.topology.things import fields

_SELECTOR: Final = (("spec", "selector"),)
_VALUES: Final = {"ConfigMap": ("binaryData", "data"), "Secret": ("type", "stringData", "data")}
_REPLACING: Final[Mapping[tuple[str, str], tuple[Path, ...]]] = {
    ("apps", "DaemonSet"): _SELECTOR,
    ("apps", "Deployment"): _SELECTOR,
    ("apps", "StatefulSet"): tuple(
        ("spec", key)
        for key in (
            "podManagementPolicy",
            "revisionHistoryLimit",
            "selector",
            "serviceName",
            "volumeClaimTemplates",
        )
    ),
    ("batch", "Job"): tuple(
        ("spec", key) for key in ("completions", "parallelism", "selector", "template")
    ),
    ("", "PersistentVolumeClaim"): tuple(
        ("spec", key) for key in ("accessModes", "selector", "storageClassName", "volumeName")
    ),
    ("", "ResourceQuota"): (("spec", "scopes"),),
    ("", "Service"): (("spec", "clusterIP"),),
    ("rbac.authorization.k8s.io", "ClusterRoleBinding"): (("roleRef",),),
    ("rbac.authorization.k8s.io", "RoleBinding"): (("roleRef",),),
    ("storage.k8s.io", "StorageClass"): (("parameters",), ("provisioner",)),
}
_IDENTITY: Final[tuple[Path, ...]] = (("metadata", "name"), ("metadata", "namespace"))
_LISTED_ELSEWHERE: Final = (("", "PersistentVolume"), ("", "Pod"))
"""Kinds of whose many such properties we have no list: no component of ours makes them."""


def replaces(resource: Resource, path: Path, value: Any, mutable: bool) -> bool | None:
    """Whether an object is replaced when it gets that value there; None: the provider decides.

    mutable: whether the provider was told that ConfigMaps and Secrets are.
    """
    group = str(resource.inputs["apiVersion"]).rpartition("/")[0]
    key = (group, resource.kind)
    found = (*_IDENTITY, *_REPLACING.get(key, ()))
    if resource.type.endswith("Patch"):
        found = _IDENTITY
    elif key in _LISTED_ELSEWHERE and path[0] == "spec":
        return None
    elif group == "" and resource.kind in _VALUES:
        fixed = not mutable or resource.inputs.get("immutable") is True
        found += tuple((each,) for each in _VALUES[resource.kind]) if fixed else ()
    return any(_touches(path, value, each) for each in found)


def deleted_first(before: Resource, after: Resource) -> bool:
    """Whether the new object, which has the old one's name, must wait until that is gone."""
    was, now = (fields(each.inputs, "metadata") for each in (before, after))
    if was.get("namespace", now.get("namespace")) != now.get("namespace", was.get("namespace")):
        return False
    return not is_autonamed(after.inputs) and was.get("name") == now.get("name") != UNKNOWN


def is_autonamed(manifest: Mapping[str, Any]) -> bool:
    """Whether the provider makes up the name."""
    return fields(manifest, "metadata", "annotations").get("pulumi.com/autonamed") == "true"


def _touches(path: Path, value: Any, replacing: Path) -> bool:
    """Whether the property, or one below it, is one that replaces."""
    if len(path) >= len(replacing):
        return path[: len(replacing)] == replacing
    *above, last = replacing[len(path) :]
    return path == replacing[: len(path)] and last in fields(value, *map(str, above))
