"""Environment variables that come from Secrets and ConfigMaps."""

from typing import NotRequired, TypedDict


class EnvValueSource(TypedDict):
    """One key of a Secret or of a ConfigMap, as the value of one variable. Give one of the two."""

    secret: NotRequired[str]
    """Name of the Secret."""
    config_map: NotRequired[str]
    """Name of the ConfigMap."""
    key: str
    """Key within it."""
    optional: NotRequired[bool]
    """Whether the pod starts without it. Default: false."""


class EnvSource(TypedDict):
    """All keys of a Secret or of a ConfigMap, each as a variable. Give one of the two."""

    secret: NotRequired[str]
    """Name of the Secret."""
    config_map: NotRequired[str]
    """Name of the ConfigMap."""
    prefix: NotRequired[str]
    """Put in front of each variable's name. Default: nothing."""
    optional: NotRequired[bool]
    """Whether the pod starts without it. Default: false."""
