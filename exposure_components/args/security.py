"""What the pods may do."""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.kinds import PodSecurityLevel


class Security(TypedDict):
    """The security context.

    Without any of these the pods run as a user that is not root (`runAsNonRoot`), with every
    capability dropped, seccomp RuntimeDefault, no privilege escalation and no API token: the
    *restricted* level of the Pod Security Standards.
    """

    run_as_user: NotRequired[int]
    """Numeric user. Default: the image's own. Left out on OpenShift, which assigns one."""
    run_as_group: NotRequired[int]
    """Numeric group. Default: the image's own. Left out on OpenShift, which assigns one."""
    fs_group: NotRequired[int]
    """Group that owns the volumes. Default: none. Left out on OpenShift, which assigns one."""
    run_as_root: NotRequired[bool]
    """True lets the image run as root. Default: false."""
    read_only_root_filesystem: NotRequired[bool]
    """True mounts the image read-only. Default: false."""
    add_capabilities: NotRequired[Sequence[str]]
    """Linux capabilities that are kept, such as `NET_BIND_SERVICE`. Default: none."""
    allow_privilege_escalation: NotRequired[bool]
    """Default: false."""
    privileged: NotRequired[bool]
    """True gives the container every power of its node. Default: false."""


class ServiceAccount(TypedDict):
    """The identity of the pods in the cluster."""

    name: NotRequired[str]
    """Name of the ServiceAccount. Default: the app's name if it is created, else `default`."""
    create: NotRequired[bool]
    """Whether it is made with the app. Default: false; true on OpenShift when the strategy needs
    a security context constraint."""
    annotations: NotRequired[Mapping[str, Input[str]]]
    """Annotations of a created one, such as a cloud role."""
    mount_token: NotRequired[bool]
    """Whether the pods get a token for the API. Default: false."""


class Namespace(TypedDict):
    """Where the objects live."""

    name: NotRequired[str]
    """Default: the app's name if it is created, else the provider's namespace."""
    create: NotRequired[bool]
    """Whether it is made with the app, at the Pod Security level that the app needs.
    Default: false."""
    pod_security: NotRequired[PodSecurityLevel]
    """The level that an existing namespace enforces, or that a created one shall enforce. Default:
    unknown for an existing one; what the app needs for a created one."""
    labels: NotRequired[Mapping[str, Input[str]]]
    """More labels of a created one."""
