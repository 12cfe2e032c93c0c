"""A balancer of Octavia, made or found."""

from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi_openstack import loadbalancer, networking

from exposure_components.args.octavia import OctaviaLoadBalancerArgs
from exposure_components.load_balancers.octavia.children import Children
from exposure_components.lookups import looked_up_now
from exposure_components.objects.labels import present

_BALANCER = "openstack:loadbalancer/getLoadbalancerV2:getLoadbalancerV2"


@dataclass(frozen=True)
class Made:
    """A balancer, and what the apps behind it need of it."""

    id: Any
    host: Any
    """The floating IP, else the VIP."""
    member_subnet_id: Any
    """None where members are reached from the VIP's subnet."""
    source_cidr: Any
    """Where the balancer connects from to the nodes."""
    node_security_group_id: Any
    """None where no rules are made."""

    def resolved(self, args: OctaviaLoadBalancerArgs) -> OctaviaLoadBalancerArgs:
        """The balancer's args with ids for what it looked up, so that no app looks it up again."""
        found = args.copy()
        if "member_subnet" in found:
            found["member_subnet"] = {"id": self.member_subnet_id}
        if "node_security_group" in found:
            found["node_security_group"] = {"id": self.node_security_group_id}
        return found


def provisioned(children: Children, object_name: str) -> Made:
    """The one that the args ask for, with a port of its own that keeps the VIP."""
    if "existing" in children.args:
        return _existing(children)
    subnet = children.subnet("vip_subnet")
    wanted = present(ip_address=children.args.get("vip_address"))
    vip: Any = networking.Port(
        f"{children.name}-vip",
        name=f"{object_name}-vip",
        network_id=subnet["networkId"],
        fixed_ips=[networking.PortFixedIpArgs(subnet_id=subnet["id"], **wanted)],
        # Octavia learns the address of a port once: another address is another balancer.
        opts=children.options(replace_on_changes=["fixedIps"], delete_before_replace=True),
    )
    made = _load_balancer(children, object_name, vip)
    children.turns.took(made)
    # Known before it is made where the user gives it: a plan shows it then.
    address = children.args.get("vip_address") or vip.all_fixed_ips[0]
    return _made(children, made.id, _public(children, object_name, vip) or address, subnet)


def _load_balancer(children: Children, object_name: str, vip: Any) -> Any:
    failed = _failed(children, object_name)
    return loadbalancer.LoadBalancer(
        children.name,
        name=object_name,
        description=f"In place of {failed}, which had failed" if failed else "",
        vip_port_id=vip.id,
        loadbalancer_provider=str(children.args.get("provider", "amphora")),
        # Octavia changes nothing of a failed balancer: it is made anew, at the same address.
        opts=children.options(
            delete_before_replace=True,
            replace_on_changes=["description"] if failed else None,
            ignore_changes=None if failed else ["description"],
        ),
        **present(
            availability_zone=children.args.get("availability_zone"),
            flavor_id=children.flavor_id(),
            tags=children.args.get("tags"),
        ),
    )


def _failed(children: Children, object_name: str) -> str | None:
    """The id of the balancer that is there, if it is in ERROR."""
    # Not as an Output: it decides how the balancer is registered.
    found = looked_up_now({"name": object_name}, _BALANCER, children.invoke)
    if found is None or found.get("provisioningStatus") != "ERROR":
        return None
    said = f"the balancer {object_name} ({found['id']}) is in ERROR: it is made anew"
    pulumi.log.warn(f"{said}, with the same address", children.component)
    return str(found["id"])


def _public(children: Children, object_name: str, vip: Any) -> Any:
    wanted = children.args.get("floating_ip")
    if wanted is None:
        return None
    made = networking.FloatingIp(
        children.name,
        pool=wanted["network"],
        description=object_name,
        port_id=vip.id,
        opts=children.options(),
        **present(address=wanted.get("address")),
    )
    return wanted.get("address") or made.address


def _existing(children: Children) -> Made:
    wanted = children.args["existing"]
    asked = {"name": wanted["name"]} if "name" in wanted else {"loadbalancerId": wanted["id"]}
    found = children.look_up("existing", asked, _BALANCER)
    subnet = children.subnet_of("existing", found["vipSubnetId"])
    host = children.args.get("host", found["vipAddress"])
    return _made(children, found["id"], host, subnet)


def _made(children: Children, id: Any, host: Any, subnet: Any) -> Made:
    members = children.subnet("member_subnet") if "member_subnet" in children.args else None
    return Made(
        id=id,
        host=host,
        member_subnet_id=None if members is None else members["id"],
        source_cidr=(subnet if members is None else members)["cidr"],
        node_security_group_id=children.node_security_group_id(),
    )
