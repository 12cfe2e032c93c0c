"""Whether packets, or what stands before them, tell the app its client's address."""

from __future__ import annotations

from typing import Any

from exposure_components.kinds import ClientIp, ExternalTrafficPolicy
from exposure_components.load_balancers.aws.listeners import DATAGRAMS, protocol
from exposure_components.load_balancers.aws.words import (
    is_dualstack,
    options,
    reaches_pods,
    targets,
)


def traffic_policy(args: Any) -> ExternalTrafficPolicy:
    """Local where the client's address must get past a NodePort in the packets themselves."""
    if "external_traffic_policy" in args:
        return ExternalTrafficPolicy(args["external_traffic_policy"])
    wanted = args.get("client_ip") == ClientIp.PRESERVE
    by_nodes = any(not reaches_pods(targets(args, p)) and not _told(p) for p in args["ports"])
    return ExternalTrafficPolicy.LOCAL if wanted and by_nodes else ExternalTrafficPolicy.CLUSTER


def client_ip_kept(args: Any, port: Any) -> bool:
    """Whether the app learns the client's address: from the packets, or PROXY."""
    if _told(port):
        return True
    # An IPv4 target sees the balancer's address in place of an IPv6 client's.
    if is_dualstack(args) or not preserved(args, port):
        return False
    passes = traffic_policy(args) is ExternalTrafficPolicy.LOCAL
    return passes or reaches_pods(targets(args, port))


def preserved(args: Any, port: Any) -> bool:
    """Whether packets reach the target from the client's address."""
    if protocol(args["ports"], port) in DATAGRAMS:
        return True
    given = options(port).get("preserve_client_ip")
    return bool(_wanted(args) and not _told(port) if given is None else given)


def pods_see_clients(args: Any) -> bool:
    """Never so that a NetworkPolicy could judge them.

    Health checks come from the balancer's own addresses, which nobody knows beforehand: a policy
    that lets `allowed_cidrs` alone to the pods would take every target out. The balancer's
    security group judges the clients.
    """
    del args
    return False


def _wanted(args: Any) -> bool:
    local = args.get("external_traffic_policy") == ExternalTrafficPolicy.LOCAL
    return bool(local or args.get("client_ip") == ClientIp.PRESERVE)


def _told(port: Any) -> bool:
    return bool(options(port).get("proxy_protocol_v2"))
