"""NodePorts: who takes them, and how traffic gets from them to the pods."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

from exposure_components.checks.collisions import Claim
from exposure_components.exposing import cluster_name
from exposure_components.kinds import ClientIp, ExternalTrafficPolicy
from exposure_components.ports import protocol_of


def traffic_policy(args: Any) -> ExternalTrafficPolicy:
    """Local exactly where the client's address must be kept."""
    if "external_traffic_policy" in args:
        return ExternalTrafficPolicy(args["external_traffic_policy"])
    wanted = args.get("client_ip", ClientIp.PRESERVE if "allowed_cidrs" in args else ClientIp.ANY)
    keeps = wanted == ClientIp.PRESERVE
    return ExternalTrafficPolicy.LOCAL if keeps else ExternalTrafficPolicy.CLUSTER


def affinity_fields(args: Any) -> dict[str, Any]:
    """The Service's fields for clients that stay with their pod."""
    sticky = args.get("session_affinity")
    if sticky is None:
        return {}
    fields: dict[str, Any] = {"sessionAffinity": str(sticky["type"])}
    if "timeout" in sticky:
        fields["sessionAffinityConfig"] = {"clientIP": {"timeoutSeconds": sticky["timeout"]}}
    return fields


def allocation_warnings(ports: Sequence[Mapping[str, Any]]) -> list[str]:
    """Of ports whose NodePort nobody knows yet."""
    if all("node_port" in port for port in ports):
        return []
    return ["the NodePort is allocated by the cluster: it is known after `pulumi up`"]


def node_port_claims(component: str, args: Any) -> list[Claim]:
    """The NodePorts that the app fixes."""
    cluster, found = cluster_name(args), dict[Hashable, Claim]()
    for i, port in enumerate(args["ports"]):
        if "node_port" not in port:
            continue
        path, number = f"ports[{i}].node_port", port["node_port"]
        # A pod of another app may hold the port of one protocol; another Service holds all of it.
        for key in (
            ("port", cluster, protocol_of(port), number),
            ("node port", cluster, number),
        ):
            found.setdefault(key, Claim(component, path, number, key))
    return list(found.values())
