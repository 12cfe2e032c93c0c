"""The nodes that a balancer sends clients to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.kinds import ExternalTrafficPolicy
from exposure_components.nodes import eligible, serving


def members(args: Mapping[str, Any], policy: ExternalTrafficPolicy) -> list[Any]:
    """The nodes of the cluster that answer at the app's NodePorts, by name.

    Every serving node, though none of its pods is the app's; under the policy Local those that
    may run one.
    """
    nodes = serving(args.get("cluster", {}).get("nodes", []))
    if policy is ExternalTrafficPolicy.LOCAL:
        nodes = eligible(nodes, args.get("node_selector", {}))
    return sorted(nodes, key=lambda node: str(node["name"]))
