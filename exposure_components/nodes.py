"""Which nodes of a cluster may run a pod."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

HOSTNAME = "kubernetes.io/hostname"
"""Label that every node bears (kubernetes.io, Well-Known Labels)."""

NOT_SERVING = (
    "node-role.kubernetes.io/control-plane",
    "node-role.kubernetes.io/master",
    "node.kubernetes.io/exclude-from-external-load-balancers",
)
"""Labels of nodes that clients are not sent to (kubernetes.io, Well-Known Labels)."""


@dataclass(frozen=True)
class Place:
    """Where pods may run: the names of the nodes if they are known, and the labels asked for."""

    nodes: frozenset[str] | None
    selector: tuple[tuple[str, str], ...] = ()

    def overlaps(self, other: "Place") -> bool:
        """Whether one node may run pods of both."""
        if self.nodes is not None and other.nodes is not None:
            return not self.nodes.isdisjoint(other.nodes)
        mine, theirs = dict(self.selector), dict(other.selector)
        return all(mine[key] == theirs[key] for key in mine.keys() & theirs.keys())


EVERYWHERE = Place(None)
"""Every node of the cluster, known or not."""


def serving(nodes: Sequence[Any]) -> list[Any]:
    """The nodes that load balancers may send clients to."""
    return [n for n in nodes if not any(label in n.get("labels", {}) for label in NOT_SERVING)]


def eligible(nodes: Sequence[Any], selector: Mapping[str, str]) -> list[Any]:
    """The nodes that run pods of apps and have the labels asked for."""
    return [n for n in nodes if n.get("schedulable", True) and _matches(n, selector)]


def place(nodes: Sequence[Any], selector: Mapping[str, str]) -> Place:
    """Where pods with that node selector may run."""
    names = frozenset(n.get("name") for n in eligible(nodes, selector)) if nodes else None
    return Place(names, tuple(sorted(selector.items())))


def _matches(node: Any, selector: Mapping[str, str]) -> bool:
    labels = {HOSTNAME: node.get("name"), **node.get("labels", {})}
    return all(labels.get(key) == value for key, value in selector.items())
