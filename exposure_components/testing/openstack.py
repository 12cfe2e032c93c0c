"""What OpenStack answers: addresses, and UUIDs for ids. Names no region and no project."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from exposure_components.testing.calls import ProviderError
from exposure_components.testing.made import Made
from exposure_components.testing.made_up import Addresses, bridged_name, hexadecimal, uuid
from exposure_components.testing.recording import RecordedResource
from exposure_components.testing.wire import is_list, is_map

_FLOATING: Final = "203.0.113.0/24"
"""TEST-NET-3, RFC 5737: addresses for documentation."""

_BALANCER_OF_CLUSTER: Final = "203.0.113.10"
"""What every Service of type LoadBalancer gets."""

_FIXED: Final = "10.0.0.0/16"
"""Of the project's networks, RFC 1918; which subnet has which addresses is not known."""

_MAC_PREFIX: Final = "fa:16:3e"
"""Default of Neutron's base_mac."""

Computed = Mapping[str, Any]


class OpenStack:
    """Makes the resources of one run, so that a balancer has the address of its port."""

    def __init__(self) -> None:
        self._floating = Addresses(_FLOATING, taken=[_BALANCER_OF_CLUSTER])
        self._fixed = Addresses(_FIXED)
        self._addresses: dict[str, str] = {}
        """By the id of a port, its first."""
        balancer = self._load_balancer
        self._computed: Mapping[str, Callable[[RecordedResource, str], Computed]] = {
            "openstack:compute/instance:Instance": self._instance,
            "openstack:dns/zone:Zone": _zone,
            "openstack:index/lbLoadbalancerV2:LbLoadbalancerV2": balancer,
            "openstack:loadbalancer/loadBalancer:LoadBalancer": balancer,
            "openstack:networking/floatingIp:FloatingIp": self._floating_ip,
            "openstack:networking/port:Port": self._port,
            **{f"openstack:{module}": _named for module in _ONLY_NAMED},
        }

    def __call__(self, resource: RecordedResource) -> Made:
        """The id and what else Neutron, Octavia, Designate or Nova would decide."""
        identity = resource.read_id or _id(resource)
        computed = self._computed.get(resource.type)
        return Made(identity, computed(resource, identity) if computed else {})

    def _floating_ip(self, resource: RecordedResource, _identity: str) -> Computed:
        port = resource.inputs.get("portId")
        return {
            "address": self._floating.free(resource.urn),
            "fixedIp": self._addresses.get(port, "") if port else "",
            "portId": "",
        }

    def _port(self, resource: RecordedResource, identity: str) -> Computed:
        addresses = self._fixed_ips(resource)
        if addresses:
            self._addresses[identity] = addresses[0]
        digits = hexadecimal(resource.urn, 6)
        last = ":".join(digits[at : at + 2] for at in range(0, 6, 2))
        return {
            **_named(resource, identity),
            "allFixedIps": addresses,
            "macAddress": f"{_MAC_PREFIX}:{last}",
        }

    def _fixed_ips(self, resource: RecordedResource) -> list[str]:
        if resource.inputs.get("noFixedIp"):
            return []
        given = resource.inputs.get("fixedIps")
        wanted: list[Any] = given if is_list(given) and given else [{}]
        asked = [each.get("ipAddress") if is_map(each) else None for each in wanted]
        return [
            address or self._fixed.free(f"{resource.urn} {index}")
            for index, address in enumerate(asked)
        ]

    def _load_balancer(self, resource: RecordedResource, identity: str) -> Computed:
        port = resource.inputs.get("vipPortId") or uuid(f"{resource.urn} VIP")
        return {
            **_named(resource, identity),
            "vipAddress": resource.inputs.get("vipAddress")
            or self._addresses.get(port)
            or self._fixed.free(resource.urn),
            "vipPortId": port,
            "vipSubnetId": uuid(f"{resource.urn} subnet"),
            "vipNetworkId": uuid(f"{resource.urn} network"),
        }

    def _instance(self, resource: RecordedResource, identity: str) -> Computed:
        return {**_named(resource, identity), "accessIpV4": self._fixed.free(resource.urn)}


_ONLY_NAMED: Final = (
    "dns/recordSet:RecordSet",
    "loadbalancer/l7PolicyV2:L7PolicyV2",
    "loadbalancer/listener:Listener",
    "loadbalancer/monitor:Monitor",
    "loadbalancer/pool:Pool",
    "networking/network:Network",
    "networking/router:Router",
    "networking/secGroup:SecGroup",
    "networking/subnet:Subnet",
)
"""Types of which a program may want the name, and little else that it does not know."""


def _named(resource: RecordedResource, _identity: str) -> Computed:
    return {"name": bridged_name(resource.name, resource.urn)}


def _zone(resource: RecordedResource, identity: str) -> Computed:
    return {**_named(resource, identity), "type": "PRIMARY", "ttl": 3600}


def _id(resource: RecordedResource) -> str:
    own = uuid(resource.urn)
    if resource.type == "openstack:dns/recordSet:RecordSet":
        # The provider's own: of the zone, then of the record set.
        return f"{resource.inputs.get('zoneId')}/{own}"
    if resource.type == "openstack:loadbalancer/members:Members":
        return str(resource.inputs.get("poolId"))
    return own


def _no_balancer(_args: Mapping[str, Any]) -> Mapping[str, Any]:
    raise ProviderError("Your query returned no openstack_lb_loadbalancer_v2")


def _zone_that_is_there(args: Mapping[str, Any]) -> Mapping[str, Any]:
    return {**args, "id": uuid(str(args.get("name"))), "status": "ACTIVE"}


CALLS: Final[Mapping[str, Callable[[Mapping[str, Any]], Mapping[str, Any]]]] = {
    "openstack:dns/getDnsZone:getDnsZone": _zone_that_is_there,
    "openstack:loadbalancer/getLoadbalancerV2:getLoadbalancerV2": _no_balancer,
}
"""What components of this package ask by themselves: whether a balancer failed, whether the name
servers have a zone."""
