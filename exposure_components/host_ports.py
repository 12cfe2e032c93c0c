"""Ports of the nodes themselves: who takes them, who answers at them, and what that costs."""

from __future__ import annotations

from typing import Any

from exposure_components.checks.collisions import ANY_ADDRESS, Claim
from exposure_components.endpoints import Reach, scheme_and_path
from exposure_components.exposing import cluster_name
from exposure_components.kinds import WorkloadKind
from exposure_components.nodes import eligible, place
from exposure_components.objects.accounts import constraint
from exposure_components.objects.network import PodNetwork
from exposure_components.ports import host_port_of, node_port_range, protocol_of


def host_claims(component: str, args: Any) -> list[Claim]:
    """The nodes' ports that the pods take wherever they may run."""
    nodes = args.get("cluster", {}).get("nodes", [])
    where = place(nodes, args.get("node_selector", {}))
    return [
        Claim(
            app=component,
            path=f"ports[{i}].{'host_port' if 'host_port' in port else 'container_port'}",
            value=host_port_of(port),
            key=("port", cluster_name(args), protocol_of(port), host_port_of(port)),
            place=where,
            host_ip=port.get("host_ip", ""),
        )
        for i, port in enumerate(args["ports"])
    ]


def host_reaches(args: Any) -> list[Reach]:
    """One endpoint per port and node that may run a pod."""
    stays = _every_node_has_a_pod(args)
    return [
        Reach(
            port=port,
            host=_bound_address(port) or node["address"],
            number=host_port_of(port),
            node=node["name"],
            survives_reschedule=stays,
            client_ip_kept=True,
            scheme=scheme,
            path=path,
        )
        for port in args["ports"]
        for scheme, path in [scheme_and_path(args, port)]
        for node in (_answering(args, port) if args.get("replicas") != 0 else [])
    ]


def host_warnings(args: Any, field: str, network: PodNetwork) -> list[str]:
    """The drawbacks of a pod that takes ports of its node."""
    found: list[str] = []
    hosts = _hosts(args)
    taken = ", ".join(f"{host_port_of(p)}/{protocol_of(p)}" for p in args["ports"])
    if not hosts:
        found.append("endpoints are not known: give the cluster's nodes in `cluster.nodes`")
    elif not _every_node_has_a_pod(args):
        found.append(
            f"the address changes when a pod moves: it may run on {len(hosts)} nodes and answers "
            "only where it runs; pin it by `node_selector`, or use kind DaemonSet or NodePortApp"
        )
    found += [
        f"the endpoint at {port['host_ip']} is not known: no node in `cluster.nodes` has it"
        for port in args["ports"]
        if hosts and not _answering(args, port)
    ]
    found.append(
        f"port conflicts: {field} takes {taken} of its node; another pod that wants it there "
        "stays pending"
    )
    if needed := constraint(args, network):
        found.append(
            f"privileged on OpenShift: {field} needs the security context constraint {needed}, "
            "which is granted to the app's service account"
        )
    else:
        found.append(
            f"privileged: {field} needs a namespace at the Pod Security level privileged, and on "
            "OpenShift a security context constraint (set `cluster.platform`)"
        )
    allocatable = node_port_range(args.get("cluster", {}))
    if inside := [host_port_of(p) for p in args["ports"] if host_port_of(p) in allocatable]:
        found.append(
            f"port {', '.join(map(str, inside))} lies in the cluster's NodePort range: a Service "
            "may be given it at any time; choose one outside"
        )
    return found


def _hosts(args: Any) -> list[Any]:
    return eligible(args.get("cluster", {}).get("nodes", []), args.get("node_selector", {}))


def _answering(args: Any, port: Any) -> list[Any]:
    """The nodes that may answer at a port; one bound to an address answers on its owner only."""
    hosts, bound = _hosts(args), _bound_address(port)
    owners = [node for node in hosts if bound in (None, node["address"])]
    return owners or (hosts if len(hosts) == 1 else [])


def _every_node_has_a_pod(args: Any) -> bool:
    if args.get("kind") == WorkloadKind.DAEMON_SET:
        return True
    # Two pods of one app cannot share a node, so as many pods as nodes are one on each.
    return not args.get("autoscaled") and args.get("replicas", 1) >= len(_hosts(args))


def _bound_address(port: Any) -> str | None:
    address = port.get("host_ip", "")
    return None if address in ANY_ADDRESS else address
