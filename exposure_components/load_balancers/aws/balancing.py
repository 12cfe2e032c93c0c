"""What AWS makes of an app's args."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.aws import AwsNetworkLoadBalancerArgs
from exposure_components.checks.collisions import Claim
from exposure_components.load_balancers.aws.app_checks import app_problems
from exposure_components.load_balancers.aws.client_ip import (
    client_ip_kept,
    pods_see_clients,
    traffic_policy,
)
from exposure_components.load_balancers.aws.listeners import listeners
from exposure_components.load_balancers.aws.words import (
    KEY,
    balancer,
    child_name,
    reaches_pods,
    scheme,
    stands_behind,
    targets,
)
from exposure_components.load_balancers.contract import Backend, Balancing, Front
from exposure_components.node_ports import allocation_warnings


def _service_fields(args: Any) -> Mapping[str, Any]:
    if all(reaches_pods(targets(args, port)) for port in args["ports"]):
        return {"type": "ClusterIP"}
    return {"type": "NodePort", "externalTrafficPolicy": str(traffic_policy(args))}


def _warnings(args: Any) -> list[str]:
    own, found = balancer(args), list[str]()
    by_nodes = [p for p in args["ports"] if not reaches_pods(targets(args, p))]
    opened = "node_security_group_id" in own
    if not opened and any("binding" not in targets(args, p) for p in by_nodes):
        found.append(
            "no security group is opened to the balancer, and none closes the NodePorts to "
            "others: give the nodes' in `load_balancer.aws.node_security_group_id`"
        )
    if own.get("public") and "allowed_cidrs" not in args:
        found.append("the balancer is public, and open to everyone: give `allowed_cidrs`")
    return [*found, *allocation_warnings(by_nodes)]


def _claims(component: str, args: Any) -> list[Claim]:
    """The listeners, one per number whatever the protocol; and what they are called."""
    behind = stands_behind(component, args)
    found: list[Claim] = []
    for listener in listeners(args["ports"]):
        port = f"ports[{listener.index}]"
        path = f"{port}.{'port' if 'port' in listener.port else 'container_port'}"
        key = ("listener", KEY, behind, listener.number)
        remedy = "choose another `port`, or give one of the two apps a balancer of its own"
        found.append(Claim(component, path, listener.number, key, remedy=remedy))
        child = child_name(component, listener.name)
        named = ("child", KEY, child)
        found.append(
            Claim(component, port, child, named, remedy="give one of the two apps another name")
        )
    return found


def _has_alias(args: Any) -> bool:
    """Of a balancer that exists only where its zone is told."""
    chosen = args["load_balancer"]
    known = [each for each in (chosen[KEY].get("existing"), chosen.get("shared")) if each]
    return all("zone_id" in each for each in known)


def _attach(backend: Backend) -> Front:
    from exposure_components.load_balancers.aws.attaching import attach

    return attach(backend)


AWS = Balancing(
    key=KEY,
    args=AwsNetworkLoadBalancerArgs,
    problems=app_problems,
    service_fields=_service_fields,
    traffic_policy=traffic_policy,
    client_ip_kept=client_ip_kept,
    pods_see_clients=pods_see_clients,
    warnings=_warnings,
    attach=_attach,
    scheme=scheme,
    has_alias=_has_alias,
    claims=_claims,
)
