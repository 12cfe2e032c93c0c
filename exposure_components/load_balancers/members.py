"""The nodes that a balancer sends clients to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.checks.sound import Sound
from exposure_components.kinds import ExternalTrafficPolicy
from exposure_components.nodes import eligible, serving
from exposure_components.problems import Problem


def members(args: Mapping[str, Any], policy: ExternalTrafficPolicy) -> list[Any]:
    """The nodes of the cluster that answer at the app's NodePorts, by name.

    Every serving node, though none of its pods is the app's; under the policy Local those that
    may run one.
    """
    nodes = serving(args.get("cluster", {}).get("nodes", []))
    if policy is ExternalTrafficPolicy.LOCAL:
        nodes = eligible(nodes, args.get("node_selector", {}))
    return sorted(nodes, key=lambda node: str(node["name"]))


def balanced_address(node: Mapping[str, Any]) -> Any:
    """Where a balancer reaches the node."""
    return node.get("internal_address", node["address"])


def membership_problems(app: Sound, policy: ExternalTrafficPolicy) -> list[Problem]:
    """A cluster with nodes, of which none may be a member."""
    if app.broken or not app.below("cluster").items("nodes") or members(app.value, policy):
        return []
    rule = "has no node that may be a member"
    remedy = "give one that is no control plane and, under the policy Local, may run the pods"
    return [Problem("cluster.nodes", None, rule, remedy)]
