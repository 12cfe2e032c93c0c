"""The children of a component that belong to one balancer."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pulumi import InvokeOptions, Output, Resource, ResourceOptions

from exposure_components.load_balancers.order import Turns
from exposure_components.lookups import looked_up
from exposure_components.problems import join
from exposure_components.timeouts import timeouts

_FLAVOR = "openstack:loadbalancer/getFlavorV2:getFlavorV2"
_GROUP = "openstack:networking/getSecGroup:getSecGroup"
_SUBNET = "openstack:networking/getSubnet:getSubnet"


@dataclass(frozen=True)
class Children:
    """How they are made: below whom, with which options, and after whom."""

    component: Resource
    name: str
    """Of the component; theirs begin with it."""
    args: Mapping[str, Any]
    """Of the balancer."""
    turns: Turns
    path: str = ""
    """Where in the args of the component those of the balancer stand."""

    @property
    def invoke(self) -> InvokeOptions:
        """For what is looked up."""
        return InvokeOptions(parent=self.component)

    def options(self, **more: Any) -> ResourceOptions:
        """Of any child."""
        waits = timeouts(self.args.get("timeout"))
        return ResourceOptions(parent=self.component, custom_timeouts=waits, **more)

    def turn(self, **more: Any) -> ResourceOptions:
        """Of a child that changes the balancer: it comes after the change before it."""
        return self.options(depends_on=self.turns.before(), **more)

    def subnet(self, key: str) -> Output[Any]:
        """The subnet that stands under a key."""
        wanted = self.args[key]
        asked = {"name": wanted["name"]} if "name" in wanted else {"subnetId": wanted["id"]}
        return self.look_up(key, asked, _SUBNET)

    def subnet_of(self, key: str, subnet_id: Any) -> Output[Any]:
        """A subnet that something else named, which stands under a key."""
        return self.look_up(key, {"subnetId": subnet_id}, _SUBNET)

    def member_subnet_id(self) -> Any:
        """None where members are reached from the VIP's subnet."""
        return self._id("member_subnet", _SUBNET)

    def flavor_id(self) -> Any:
        """None where the cloud chooses."""
        return self._id("flavor", _FLAVOR)

    def node_security_group_id(self) -> Any:
        """None where no rules are made."""
        return self._id("node_security_group", _GROUP)

    def look_up(self, key: str, asked: Mapping[str, Any], function: str) -> Output[Any]:
        """What the provider knows of something that stands under a key."""
        subject = f"{type(self.component).__name__} {self.name}"
        at = join(self.path, f"{key}.{'name' if 'name' in asked else 'id'}")
        remedy = "give one of the provider's project and region"
        return looked_up(subject, at, asked, function, self.invoke, remedy)

    def _id(self, key: str, function: str) -> Any:
        wanted = self.args.get(key)
        if wanted is None or "id" in wanted:
            return wanted and wanted["id"]
        return self.look_up(key, {"name": wanted["name"]}, function)["id"]
