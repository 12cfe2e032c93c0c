"""What Octavia makes of an app's args."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.octavia import OctaviaLoadBalancerArgs
from exposure_components.checks.collisions import Claim
from exposure_components.load_balancers.contract import Backend, Balancing, Front
from exposure_components.load_balancers.octavia.app_checks import app_problems
from exposure_components.load_balancers.octavia.words import (
    KEY,
    balancer,
    client_ip_kept,
    options,
    scheme,
    stands_behind,
    traffic_policy,
)
from exposure_components.node_ports import allocation_warnings
from exposure_components.ports import protocol_of, service_port_of


def _service_fields(args: Any) -> Mapping[str, Any]:
    return {"type": "NodePort", "externalTrafficPolicy": str(traffic_policy(args))}


def _warnings(args: Any) -> list[str]:
    found: list[str] = []
    if "node_security_group" not in balancer(args):
        found.append(
            "no security group is opened, and none closes the NodePorts to others: name the "
            "nodes' in `load_balancer.octavia.node_security_group`"
        )
    if "floating_ip" in balancer(args) and "allowed_cidrs" not in args:
        found.append("the balancer is public, and open to everyone: give `allowed_cidrs`")
    return [*found, *allocation_warnings(args["ports"])]


def _claims(component: str, args: Any) -> list[Claim]:
    """The listeners: two on one number meet if they are of one transport protocol."""
    name = stands_behind(component, args)
    found: list[Claim] = []
    for i, port in enumerate(args["ports"]):
        path = f"ports[{i}].{'port' if 'port' in port else 'container_port'}"
        found.append(_claim(component, name, path, protocol_of(port), service_port_of(port)))
        if (plain := options(port).get("redirect_from")) is not None:
            path = f"ports[{i}].{KEY}.redirect_from.port"
            found.append(_claim(component, name, path, "TCP", plain["port"]))
    return found


def _claim(component: str, balancer: str, path: str, protocol: str, number: int) -> Claim:
    key = ("listener", KEY, balancer, protocol, number)
    remedy = "choose another `port`, or give one of the two apps a balancer of its own"
    return Claim(component, path, number, key, remedy=remedy)


def _attach(backend: Backend) -> Front:
    from exposure_components.load_balancers.octavia.attaching import attach

    return attach(backend)


OCTAVIA = Balancing(
    key=KEY,
    args=OctaviaLoadBalancerArgs,
    problems=app_problems,
    service_fields=_service_fields,
    traffic_policy=traffic_policy,
    client_ip_kept=client_ip_kept,
    # Amphorae connect from their own addresses, and OVN asks for health from others too.
    pods_see_clients=lambda _args: False,
    warnings=_warnings,
    attach=_attach,
    scheme=scheme,
    claims=_claims,
)
