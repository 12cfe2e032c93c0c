"""Apps that have a name: what it leads to, and what clients are told then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from exposure_components.dns.hosts import Host
from exposure_components.dns.record_sets import client_name
from exposure_components.endpoints import Reach

UNKNOWN_HOST = Host("load_balancer", None)
"""The host of a balancer, which is not made yet."""


def app_hosts(reaches: Sequence[Reach], args: Mapping[str, Any]) -> list[Host]:
    """Each host that answers for the app, once, and where the args say it."""
    nodes = args.get("cluster", {}).get("nodes", [])
    paths = {node["name"]: f"cluster.nodes[{i}].address" for i, node in enumerate(nodes)}
    found: dict[Any, Host] = {}
    for reach in reaches:
        path = paths.get(str(reach.node), UNKNOWN_HOST.path)
        found.setdefault(reach.node, Host(path, reach.host))
    return list(found.values())


def named(reaches: Sequence[Reach], dns: Mapping[str, Any] | None) -> list[Reach]:
    """The same with the app's name for their hosts: one for each port."""
    name = client_name(dns) if dns else None
    if name is None:
        return list(reaches)
    by_port: dict[int, list[Reach]] = {}
    for reach in reaches:
        by_port.setdefault(id(reach.port), []).append(reach)
    return [
        replace(
            each[0],
            host=name,
            node=None,
            # The name leads to any of them: what one of them breaks, the name does not promise.
            survives_reschedule=all(r.survives_reschedule for r in each),
            client_ip_kept=all(r.client_ip_kept for r in each),
        )
        for each in by_port.values()
    ]
