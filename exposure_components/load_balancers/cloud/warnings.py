"""Drawbacks of a balancer that do not stop anybody."""

from __future__ import annotations

from typing import Any

from exposure_components.kinds import ExternalTrafficPolicy, WorkloadKind
from exposure_components.load_balancers.cloud.all import chosen
from exposure_components.load_balancers.cloud.service import pods_see_clients, traffic_policy


def warnings(args: Any) -> list[str]:
    """For these args, which have no problems."""
    preset, asked = chosen(args)
    found = list(preset.warnings(asked))
    if "allowed_cidrs" in args and not pods_see_clients(args):
        held = "allowed_cidrs hold at the balancer only (loadBalancerSourceRanges)"
        if asked.cloud.get("allocate_node_ports", True):
            held += ": who reaches a NodePort of a node reaches the app"
        found.append(held)
    local = traffic_policy(args) is ExternalTrafficPolicy.LOCAL
    if local and args.get("kind") != WorkloadKind.DAEMON_SET:
        found.append(
            "externalTrafficPolicy is Local: a node without a pod drops what reaches it; the "
            "balancer must reach the health check's NodePort of each node to know which"
        )
    if preset.sends_proxy_protocol(asked) and not asked.reads_proxy_protocol:
        found.append(
            "the balancer sends PROXY headers, which the app must read: if it does, say so in "
            "`load_balancer.cloud.app_reads_proxy_protocol`"
        )
    return found
