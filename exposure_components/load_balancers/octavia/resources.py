"""Octavia's objects as resources. Alone imports the package of the OpenStack provider."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
import pulumi_openstack as openstack
from pulumi import CustomTimeouts, InvokeOptions, Output, Resource, ResourceOptions

from exposure_components.args.octavia import OctaviaLoadBalancerArgs
from exposure_components.exposing import object_name
from exposure_components.load_balancers.contract import Backend, Front
from exposure_components.load_balancers.octavia.listening import (
    EVERYWHERE,
    Ports,
    allowed_sources,
    listener,
    monitor,
    pool,
    pool_members,
    redirecting_listener,
    redirects,
)
from exposure_components.load_balancers.octavia.words import KEY, stands_behind
from exposure_components.load_balancers.octavia.words import balancer as balancer_args
from exposure_components.load_balancers.order import Turns
from exposure_components.lookups import looked_up, looked_up_now
from exposure_components.objects.labels import present
from exposure_components.ports import name_of, protocol_of
from exposure_components.problems import join

_BALANCER = "openstack:loadbalancer/getLoadbalancerV2:getLoadbalancerV2"
_FLAVOR = "openstack:loadbalancer/getFlavorV2:getFlavorV2"
_GROUP = "openstack:networking/getSecGroup:getSecGroup"
_SUBNET = "openstack:networking/getSubnet:getSubnet"


@dataclass(frozen=True)
class Made:
    """A balancer, and what the apps behind it need of it."""

    id: Any
    host: Any
    """The floating IP, else the VIP."""
    member_subnet_id: Any
    """None where members are reached from the VIP's subnet."""
    source_cidr: Any
    """Where the balancer connects from to the nodes; None if no rules are made."""
    node_security_group_id: Any

    def resolved(self, args: OctaviaLoadBalancerArgs) -> OctaviaLoadBalancerArgs:
        """The balancer's args with ids for what it looked up, so that no app looks it up again."""
        found = args.copy()
        if "member_subnet" in found:
            found["member_subnet"] = {"id": self.member_subnet_id}
        if "node_security_group" in found:
            found["node_security_group"] = {"id": self.node_security_group_id}
        return found


class Octavia:
    """Makes the children of one component, one after another.

    Octavia lets nobody change a balancer that is busy with a change.
    """

    def __init__(
        self, component: Resource, name: str, args: Mapping[str, Any], turns: Turns, path: str = ""
    ) -> None:
        """path: where in the args of the component the balancer's stand."""
        self._component = component
        self._name = name
        self._subject = f"{type(component).__name__} {name}"
        self._path = path
        self._args = args
        self._turns = turns
        self._invoke = InvokeOptions(parent=component)

    def balancer(self, object_name: str) -> Made:
        """The balancer, with a port of its own that keeps the VIP, and its floating IP."""
        if "existing" in self._args:
            return self._existing()
        subnet = self._subnet("vip_subnet")
        vip = openstack.networking.Port(
            f"{self._name}-vip",
            name=f"{object_name}-vip",
            network_id=subnet["networkId"],
            fixed_ips=[
                {"subnet_id": subnet["id"], **present(ip_address=self._args.get("vip_address"))}
            ],
            opts=self._options(),
        )
        failed = self._failed(object_name)
        made = openstack.loadbalancer.LoadBalancer(
            self._name,
            name=object_name,
            description=f"In place of {failed}, which had failed" if failed else "",
            vip_port_id=vip.id,
            loadbalancer_provider=str(self._args.get("provider", "amphora")),
            # Octavia changes nothing of a failed balancer: it is made anew, at the same address.
            opts=self._options(
                delete_before_replace=True,
                replace_on_changes=["description"] if failed else None,
                ignore_changes=None if failed else ["description"],
            ),
            **present(
                availability_zone=self._args.get("availability_zone"),
                flavor_id=self._id("flavor", _FLAVOR),
                tags=self._args.get("tags"),
            ),
        )
        self._turns.took(made)
        # Known before it is made where the user gives it: a plan shows it then.
        address = self._args.get("vip_address") or vip.all_fixed_ips[0]
        return self._made(made.id, self._public(object_name, vip) or address, subnet)

    def _failed(self, object_name: str) -> str | None:
        """The id of the balancer that is there, if it is in ERROR."""
        # Not as an Output: it decides how the balancer is registered.
        found = looked_up_now({"name": object_name}, _BALANCER, self._invoke)
        if found is None or found.get("provisioningStatus") != "ERROR":
            return None
        said = f"the balancer {object_name} ({found['id']}) is in ERROR: it is made anew"
        pulumi.log.warn(f"{said}, with the same address", self._component)
        return str(found["id"])

    def _public(self, object_name: str, vip: Any) -> Any:
        wanted = self._args.get("floating_ip")
        if wanted is None:
            return None
        made = openstack.networking.FloatingIp(
            self._name,
            pool=wanted["network"],
            description=object_name,
            port_id=vip.id,
            opts=self._options(),
            **present(address=wanted.get("address")),
        )
        return wanted.get("address") or made.address

    def _existing(self) -> Made:
        wanted = self._args["existing"]
        asked = {"name": wanted["name"]} if "name" in wanted else {"loadbalancerId": wanted["id"]}
        found = self._look_up("existing", asked, _BALANCER)
        subnet = self._look_up("existing", {"subnetId": found["vipSubnetId"]}, _SUBNET)
        return self._made(found["id"], found["vipAddress"], subnet)

    def _made(self, id: Any, host: Any, subnet: Any) -> Made:
        members = self._subnet("member_subnet") if "member_subnet" in self._args else None
        group = self._id("node_security_group", _GROUP)
        return Made(
            id=id,
            host=host,
            member_subnet_id=None if members is None else members["id"],
            source_cidr=(subnet if members is None else members)["cidr"],
            node_security_group_id=group,
        )

    def listen(self, made: Made, backend: Backend) -> None:
        """All that the ports of an app need."""
        ports = Ports(backend.args["ports"], backend.node_ports)
        for port in backend.args["ports"]:
            self._port(made, backend, port, ports)
        if made.node_security_group_id is not None:
            self._open(made, backend, ports)

    def _port(self, made: Made, backend: Backend, port: Any, ports: Ports) -> None:
        child = f"{self._name}-{name_of(port)}"
        name = f"{object_name(backend.name, backend.args)}-{name_of(port)}"
        balancing = openstack.loadbalancer
        nodes = balancing.Pool(
            child,
            name=name,
            loadbalancer_id=made.id,
            # Names need not be unique: the listener serves from the old one until the new is there.
            opts=self._turn(delete_before_replace=False),
            **pool(backend.args, port),
        )
        self._turns.took(nodes)
        members = [
            {**member, **present(subnet_id=made.member_subnet_id)}
            for member in pool_members(backend.args, port, ports)
        ]
        self._turns.took(
            balancing.Members(child, pool_id=nodes.id, members=members, opts=self._turn())
        )
        self._turns.took(
            balancing.Monitor(
                child,
                name=name,
                pool_id=nodes.id,
                opts=self._turn(delete_before_replace=True),
                **monitor(backend.args, port),
            )
        )
        self._listener(child, name, made, listener(backend.args, port), redirects(port), nodes.id)
        if (plain := redirecting_listener(backend.args, port)) is not None:
            fields, policy, rule = plain
            start = Output.concat("https://", policy.pop("host"), policy.pop("suffix"))
            sent = [({**policy, "redirect_prefix": start}, rule)]
            self._listener(f"{child}-redirect", f"{name}-redirect", made, fields, sent)

    def _listener(
        self, child: str, name: str, made: Made, fields: Any, sent: Any, pool_id: Any = None
    ) -> None:
        found = openstack.loadbalancer.Listener(
            child,
            name=name,
            loadbalancer_id=made.id,
            opts=self._turn(delete_before_replace=True),
            **present(default_pool_id=pool_id),
            **fields,
        )
        self._turns.took(found)
        for index, (policy, rule) in enumerate(sent):
            sending = openstack.loadbalancer.L7PolicyV2(
                f"{child}-{index}",
                name=f"{name}-{index}",
                listener_id=found.id,
                opts=self._turn(delete_before_replace=True),
                **policy,
            )
            self._turns.took(sending)
            self._turns.took(
                openstack.loadbalancer.L7RuleV2(
                    f"{child}-{index}", l7policy_id=sending.id, opts=self._turn(), **rule
                )
            )

    def _open(self, made: Made, backend: Backend, ports: Ports) -> None:
        """Rules for exactly the NodePorts."""
        sources = allowed_sources(backend.args)
        for port in backend.args["ports"]:
            for index, source in enumerate(sources or [made.source_cidr]):
                suffix = "" if sources is None or source == EVERYWHERE["IPv4"] else f"-{index}"
                openstack.networking.SecGroupRule(
                    f"{self._name}-{name_of(port)}{suffix}",
                    security_group_id=made.node_security_group_id,
                    direction="ingress",
                    ethertype=Output.from_input(source).apply(_ether_type),
                    protocol=protocol_of(port).lower(),
                    port_range_min=ports.of(port),
                    port_range_max=ports.of(port),
                    remote_ip_prefix=source,
                    description=f"{object_name(backend.name, backend.args)} {name_of(port)}",
                    opts=ResourceOptions(parent=self._component),
                )

    def _subnet(self, key: str) -> Any:
        wanted = self._args[key]
        asked = {"name": wanted["name"]} if "name" in wanted else {"subnetId": wanted["id"]}
        return self._look_up(key, asked, _SUBNET)

    def _id(self, key: str, function: str) -> Any:
        wanted = self._args.get(key)
        if wanted is None or "id" in wanted:
            return wanted and wanted["id"]
        return self._look_up(key, {"name": wanted["name"]}, function)["id"]

    def _look_up(self, key: str, asked: Mapping[str, Any], function: str) -> Any:
        at = join(self._path, f"{key}.{'name' if 'name' in asked else 'id'}")
        remedy = "give one of the provider's project and region"
        return looked_up(self._subject, at, asked, function, self._invoke, remedy)

    def _turn(self, **more: Any) -> ResourceOptions:
        """Options of a child that changes the balancer: after the change before it."""
        return self._options(depends_on=self._turns.before(), **more)

    def _options(self, **more: Any) -> ResourceOptions:
        seconds = self._args.get("timeout")
        waits = None if seconds is None else f"{seconds}s"
        timeouts = CustomTimeouts(create=waits, update=waits, delete=waits) if waits else None
        return ResourceOptions(parent=self._component, custom_timeouts=timeouts, **more)


def attach(backend: Backend) -> Front:
    """Put a balancer in front of an app: its own, or its part of one that is shared."""
    args, shared = balancer_args(backend.args), backend.args["load_balancer"].get("shared")
    turns = Turns(stands_behind(backend.name, backend.args))
    octavia = Octavia(backend.component, backend.name, args, turns, f"load_balancer.{KEY}")
    if shared is None:
        made = octavia.balancer(object_name(backend.name, backend.args))
    else:
        made = Made(
            id=shared["id"],
            host=shared["host"],
            member_subnet_id=args.get("member_subnet", {}).get("id"),
            source_cidr=shared.get("source_cidr"),
            node_security_group_id=args.get("node_security_group", {}).get("id"),
        )
    octavia.listen(made, backend)
    return Front(made.host)


def _ether_type(cidr: str) -> str:
    return "IPv6" if ":" in cidr else "IPv4"
