"""Ids of what a pending creation may have made in OpenStack, asked of its APIs."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

Inputs = Mapping[str, Any]
Finder = Callable[[Any, Inputs], Iterable[str]]
"""From a connection of OpenStack's SDK and a resource's inputs. Raises ``KeyError`` if these do
not tell the resource from others."""


def _port(cloud: Any, inputs: Inputs) -> list[str]:
    wanted = {each.get("ipAddress") for each in inputs.get("fixedIps", [])} - {None}
    found = cloud.network.ports(name=inputs["name"], network_id=inputs["networkId"])
    return [each.id for each in found if wanted <= {at["ip_address"] for at in each.fixed_ips}]


def _floating_ip(cloud: Any, inputs: Inputs) -> list[str]:
    return _ids(cloud.network.ips(port_id=inputs["portId"]))


def _rule(cloud: Any, inputs: Inputs) -> list[str]:
    return _ids(
        cloud.network.security_group_rules(
            security_group_id=inputs["securityGroupId"],
            direction=inputs["direction"],
            protocol=inputs["protocol"],
            remote_ip_prefix=inputs["remoteIpPrefix"],
            port_range_min=inputs["portRangeMin"],
            port_range_max=inputs["portRangeMax"],
        )
    )


def _balancer(cloud: Any, inputs: Inputs) -> list[str]:
    asked = {"name": inputs["name"], "vip_port_id": inputs["vipPortId"]}
    return _ids(cloud.load_balancer.load_balancers(**asked))


def _pool(cloud: Any, inputs: Inputs) -> list[str]:
    asked = {"name": inputs["name"], "loadbalancer_id": inputs["loadbalancerId"]}
    return _ids(cloud.load_balancer.pools(**asked))


def _members(cloud: Any, inputs: Inputs) -> list[str]:
    pool = cloud.load_balancer.find_pool(inputs["poolId"])
    # The provider calls all members of a pool by its id.
    return [pool.id] if pool and pool.members else []


def _monitor(cloud: Any, inputs: Inputs) -> list[str]:
    pool = cloud.load_balancer.find_pool(inputs["poolId"])
    return [pool.health_monitor_id] if pool and pool.health_monitor_id else []


def _listener(cloud: Any, inputs: Inputs) -> list[str]:
    found = cloud.load_balancer.listeners(
        load_balancer_id=inputs["loadbalancerId"],
        protocol=inputs["protocol"],
        protocol_port=inputs["protocolPort"],
    )
    return _ids(found)


def _policy(cloud: Any, inputs: Inputs) -> list[str]:
    asked = {"name": inputs["name"], "listener_id": inputs["listenerId"]}
    return _ids(cloud.load_balancer.l7_policies(**asked))


def _policy_rule(cloud: Any, inputs: Inputs) -> list[str]:
    asked = {"type": inputs["type"], "compare_type": inputs["compareType"]}
    found = cloud.load_balancer.l7_rules(inputs["l7policyId"], **asked)
    return [each.id for each in found if each.rule_value == inputs["value"]]


def _zone(cloud: Any, inputs: Inputs) -> list[str]:
    return _ids(cloud.dns.zones(name=inputs["name"]))


def _records(cloud: Any, inputs: Inputs) -> list[str]:
    zone = inputs["zoneId"]
    found = cloud.dns.recordsets(zone, name=inputs["name"], type=inputs["type"])
    return [f"{zone}/{id}" for id in _ids(found)]


def _ids(found: Iterable[Any]) -> list[str]:
    return [each.id for each in found]


FINDERS: Mapping[str, Finder] = {
    "openstack:dns/recordSet:RecordSet": _records,
    "openstack:dns/zone:Zone": _zone,
    "openstack:loadbalancer/l7PolicyV2:L7PolicyV2": _policy,
    "openstack:loadbalancer/l7RuleV2:L7RuleV2": _policy_rule,
    "openstack:loadbalancer/listener:Listener": _listener,
    "openstack:loadbalancer/loadBalancer:LoadBalancer": _balancer,
    "openstack:loadbalancer/members:Members": _members,
    "openstack:loadbalancer/monitor:Monitor": _monitor,
    "openstack:loadbalancer/pool:Pool": _pool,
    "openstack:networking/floatingIp:FloatingIp": _floating_ip,
    "openstack:networking/port:Port": _port,
    "openstack:networking/secGroupRule:SecGroupRule": _rule,
}
"""By Pulumi's type: the ids by which its provider knows what answers these inputs."""
