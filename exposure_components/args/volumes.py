"""Where the app keeps its files."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from exposure_components.kinds import AccessMode


class EmptyDir(TypedDict):
    """A folder that lives as long as its pod."""

    medium: NotRequired[str]
    """`Memory` keeps it in memory. Default: the node's disk."""
    size_limit: NotRequired[str]
    """Quantity such as `1Gi`; a pod that writes more is evicted. Default: no limit."""


class NewClaim(TypedDict):
    """A PersistentVolumeClaim made with the app; each pod of a StatefulSet gets its own."""

    size: str
    """Quantity such as `10Gi`."""
    storage_class: NotRequired[str]
    """Name of the StorageClass. Default: the cluster's default class."""
    access_modes: NotRequired[Sequence[AccessMode]]
    """Default: ReadWriteOnce."""


class Volume(TypedDict):
    """A folder of the container. Exactly one of the sources is given."""

    name: str
    """Name of the volume within the pod, a DNS label."""
    mount_path: str
    """Absolute path in the container."""
    sub_path: NotRequired[str]
    """Path within the volume that is mounted. Default: its root."""
    read_only: NotRequired[bool]
    """Default: false."""
    empty_dir: NotRequired[EmptyDir]
    """Source: an empty folder."""
    config_map: NotRequired[str]
    """Source: name of a ConfigMap."""
    secret: NotRequired[str]
    """Source: name of a Secret."""
    claim: NotRequired[str]
    """Source: name of an existing PersistentVolumeClaim."""
    new_claim: NotRequired[NewClaim]
    """Source: a claim that is made, and deleted, with the app."""
