"""Programs that put balancers of Octavia in front of apps, and what they register."""

from collections.abc import Callable, Mapping
from typing import Any

from exposure_components import CloudLoadBalancedApp, OctaviaLoadBalancer
from exposure_components.testing import (
    Call,
    ProviderError,
    RecordedResource,
    Recording,
    run_program,
)
from exposure_components.testing.made_up import uuid

PACKAGE = "openstack:loadbalancer"
BALANCER = f"{PACKAGE}/loadBalancer:LoadBalancer"
POOL = f"{PACKAGE}/pool:Pool"
MEMBERS = f"{PACKAGE}/members:Members"
MONITOR = f"{PACKAGE}/monitor:Monitor"
LISTENER = f"{PACKAGE}/listener:Listener"
POLICY = f"{PACKAGE}/l7PolicyV2:L7PolicyV2"
RULE = f"{PACKAGE}/l7RuleV2:L7RuleV2"
PORT = "openstack:networking/port:Port"
FLOATING_IP = "openstack:networking/floatingIp:FloatingIp"
GROUP_RULE = "openstack:networking/secGroupRule:SecGroupRule"
SERVICE = "kubernetes:core/v1:Service"
APP = "exposure_components:index:CloudLoadBalancedApp"
SHARED = "exposure_components:index:OctaviaLoadBalancer"
SUBNET_LOOKUP = "openstack:networking/getSubnet:getSubnet"
GROUP_LOOKUP = "openstack:networking/getSecGroup:getSecGroup"
BALANCER_LOOKUP = f"{PACKAGE}/getLoadbalancerV2:getLoadbalancerV2"
FLAVOR_LOOKUP = f"{PACKAGE}/getFlavorV2:getFlavorV2"
CHANGES = (BALANCER, POOL, MEMBERS, MONITOR, LISTENER, POLICY, RULE)
"""What Octavia does one after another, at one balancer."""
CIDRS = {"vip": "192.0.2.0/24", "nodes": "10.13.241.0/24"}
"""By the name of a subnet."""


def _subnet(args: Mapping[str, Any]) -> Mapping[str, Any]:
    name = args.get("name") or str(args["subnetId"]).removeprefix("subnet-")
    return {
        "id": args.get("subnetId", f"subnet-{name}"),
        "networkId": f"network-{name}",
        "cidr": CIDRS[name],
    }


def _group(args: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"id": f"group-{args['name']}"}


def _flavor(args: Mapping[str, Any]) -> Mapping[str, Any]:
    return {"id": f"flavor-{args['name']}"}


def no_balancer(_args: Mapping[str, Any]) -> Mapping[str, Any]:
    """As the provider answers before the first `up`."""
    raise ProviderError("Your query returned no results")


def balancer_in(status: str, **more: Any) -> Call:
    """As the provider answers for a balancer that is there."""
    return lambda _: {"id": "balancer-1", "provisioningStatus": status, **more}


CALLS: Mapping[str, Call] = {
    SUBNET_LOOKUP: _subnet,
    GROUP_LOOKUP: _group,
    FLAVOR_LOOKUP: _flavor,
    BALANCER_LOOKUP: no_balancer,
}
"""A project in which everything is found but a balancer."""


def run(
    program: Callable[[], Any], *, preview: bool = False, calls: Mapping[str, Call] | None = None
) -> Recording:
    """One run in that project, or one that answers some calls in another way."""
    return run_program(program, preview=preview, calls={**CALLS, **(calls or {})})


def exposing(**apps: Any) -> Callable[[], Any]:
    """A program of apps by name, that returns the endpoints of each."""

    def program() -> Any:
        component: Any = CloudLoadBalancedApp
        return {name: component(name, args).endpoints for name, args in apps.items()}

    return program


def sharing(balancer: Any, /, **apps: Any) -> Callable[[], Any]:
    """A program of a balancer called `edge`, and of apps behind it."""

    def program() -> Any:
        component: Any = OctaviaLoadBalancer
        shared = component("edge", balancer)
        behind = {
            name: {**args, "load_balancer": shared.load_balancer} for name, args in apps.items()
        }
        return {"host": shared.host, "id": shared.id, **exposing(**behind)()}

    return program


def each(recording: Recording, type_: str) -> dict[str, Mapping[str, Any]]:
    """The inputs of the resources of a type, by name."""
    return {r.name: r.inputs for r in recording.resources if r.type == type_}


def label(urn: str) -> str:
    """Last type and name of a URN, such as `Pool influxdb-tcp-8086`."""
    _, _, types, name = urn.split("::")
    return f"{types.rpartition(':')[2]} {name}"


def changes(recording: Recording) -> list[RecordedResource]:
    """What Octavia has to do, in the order in which it comes."""
    return [r for r in recording.resources if r.type in CHANGES]


def told(recording: Recording, *types: str) -> dict[str, Any]:
    """What the provider is told, by type and name; of these types, with ids for readers."""
    ids = {uuid(r.urn): f"id of {label(r.urn)}" for r in recording.resources}
    return {
        label(r.urn): _readable(r.inputs, ids)
        for r in recording.resources
        if r.type in (types or CHANGES)
    }


def _readable(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, Mapping):
        return {key: _readable(item, ids) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_readable(item, ids) for item in value]
    return ids.get(value, value) if isinstance(value, str) else value
