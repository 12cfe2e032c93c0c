"""What protects the app from maintenance and from strangers."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict


class DisruptionBudget(TypedDict):
    """How many pods maintenance may take away at once (PodDisruptionBudget)."""

    enabled: NotRequired[bool]
    """Default: true with two replicas or more, with an autoscaler, or where a number is given."""
    max_unavailable: NotRequired[int]
    """Pods that may be away. Default: 1."""
    min_available: NotRequired[int]
    """Pods that must stay; instead of `max_unavailable`."""


class NetworkPolicy(TypedDict):
    """Who may talk to the pods, and to whom they may talk.

    Needs a network plugin that enforces NetworkPolicies. Only the app's ports are open; from
    `allowed_cidrs` if they are given, from everywhere if not, and from the namespaces named here.
    """

    enabled: NotRequired[bool]
    """Default: true where `network_policy` or `allowed_cidrs` is given."""
    namespaces: NotRequired[Sequence[str]]
    """Names of namespaces whose pods may talk to the app, whatever `allowed_cidrs` says."""
    egress_cidrs: NotRequired[Sequence[str]]
    """The only destinations of the pods, and DNS on port 53. Default: anywhere."""
