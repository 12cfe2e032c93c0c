"""Volumes, where the container sees them, and their claims."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_components.kinds import AccessMode, WorkloadKind
from exposure_components.objects.labels import Manifest, metadata, present

if TYPE_CHECKING:
    from exposure_components.args.app import AppArgs
    from exposure_components.args.volumes import Volume


def mounts(app: AppArgs) -> list[Manifest]:
    """The container's mounts."""
    return [
        present(
            name=volume["name"],
            mountPath=volume["mount_path"],
            subPath=volume.get("sub_path"),
            readOnly=volume.get("read_only"),
        )
        for volume in app.get("volumes", [])
    ]


def volumes(name: str, app: AppArgs) -> list[Manifest]:
    """The pod's volumes; a StatefulSet adds those of its claim templates itself."""
    return [
        {"name": v["name"], **_source(name, v)}
        for v in app.get("volumes", [])
        if not ("new_claim" in v and _has_templates(app))
    ]


def claims(name: str, app: AppArgs) -> list[Manifest]:
    """The claims that the pods share."""
    return (
        []
        if _has_templates(app)
        else [_claim(_claim_name(name, v), name, app, v) for v in _new(app)]
    )


def claim_templates(name: str, app: AppArgs) -> list[Manifest]:
    """The claims of which each pod of a StatefulSet gets its own."""
    if not _has_templates(app):
        return []
    templates = [_claim(v["name"], name, app, v) for v in _new(app)]
    return [{"metadata": {"name": t["metadata"]["name"]}, "spec": t["spec"]} for t in templates]


def binds_to_one_node(app: AppArgs) -> bool:
    """Whether two pods on two nodes would fight for a volume."""
    exclusive = {AccessMode.READ_WRITE_ONCE, AccessMode.READ_WRITE_ONCE_POD}
    claims = [v.get("new_claim", {}).get("access_modes", list(exclusive)) for v in _new(app)]
    return not _has_templates(app) and any(exclusive.intersection(modes) for modes in claims)


def _source(name: str, volume: Volume) -> Manifest:
    if "empty_dir" in volume:
        empty = volume["empty_dir"]
        return {"emptyDir": present(medium=empty.get("medium"), sizeLimit=empty.get("size_limit"))}
    if "config_map" in volume:
        return {"configMap": {"name": volume["config_map"]}}
    if "secret" in volume:
        return {"secret": {"secretName": volume["secret"]}}
    claim = volume["claim"] if "claim" in volume else _claim_name(name, volume)
    return {"persistentVolumeClaim": {"claimName": claim}}


def _claim(claim_name: str, name: str, app: AppArgs, volume: Volume) -> Manifest:
    claim = volume.get("new_claim", {"size": ""})
    return {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        # A claim may wait for its first pod; the workload's own await tells when it is there.
        "metadata": metadata(claim_name, app, {"pulumi.com/skipAwait": "true"}, of=name),
        "spec": {
            "accessModes": list(claim.get("access_modes", [AccessMode.READ_WRITE_ONCE])),
            "resources": {"requests": {"storage": claim["size"]}},
            **present(storageClassName=claim.get("storage_class")),
        },
    }


def _claim_name(name: str, volume: Volume) -> str:
    return f"{name}-{volume['name']}"


def _new(app: AppArgs) -> list[Volume]:
    return [v for v in app.get("volumes", []) if "new_claim" in v]


def _has_templates(app: AppArgs) -> bool:
    return app.get("kind") == WorkloadKind.STATEFUL_SET
