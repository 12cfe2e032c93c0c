"""On which nodes the pods may run."""

from typing import NotRequired, TypedDict

from exposure_components.kinds import TaintEffect, TolerationOperator


class Toleration(TypedDict):
    """A taint that the pods put up with."""

    key: NotRequired[str]
    """Key of the taint. Default: every key, with the operator Exists."""
    operator: NotRequired[TolerationOperator]
    """Default: Equal."""
    value: NotRequired[str]
    """Value of the taint, for Equal."""
    effect: NotRequired[TaintEffect]
    """Default: every effect."""
    seconds: NotRequired[int]
    """How long a pod stays under NoExecute. Default: for ever."""


class Spread(TypedDict):
    """How evenly the pods lie over the nodes (topologySpreadConstraints)."""

    topology_key: NotRequired[str]
    """Node label that names a domain. Default: `kubernetes.io/hostname`."""
    max_skew: NotRequired[int]
    """Largest difference of pods between two domains, at least 1. Default: 1."""
    required: NotRequired[bool]
    """True leaves a pod pending rather than uneven. Default: false."""
