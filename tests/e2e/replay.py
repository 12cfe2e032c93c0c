"""What a program registers in OpenStack, made by its APIs: for machines without Pulumi's provider.

A table says for each type of resource where its API takes it and what it calls the properties;
nothing else of the provider is imitated. Waits are ours.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from openstack.exceptions import SDKException

from exposure_components.testing import Call, ProviderError, RecordedResource
from tests.lab.openstack.lab import OpenStackLab


@dataclass(frozen=True)
class Api:
    """Where a type of resource is made."""

    service: str
    path: str
    """Below the service's address; names in braces are properties."""
    body: str
    """Key of the object in requests and answers; empty for none."""
    renamed: Mapping[str, str] = field(default_factory=dict[str, str])
    verb: str = "post"


OCTAVIA = "load_balancer"
APIS: Mapping[str, Api] = {
    "dns/recordSet:RecordSet": Api("dns", "/zones/{zone_id}/recordsets", ""),
    "dns/zone:Zone": Api("dns", "/zones", ""),
    "loadbalancer/l7PolicyV2:L7PolicyV2": Api(OCTAVIA, "/lbaas/l7policies", "l7policy"),
    "loadbalancer/l7RuleV2:L7RuleV2": Api(OCTAVIA, "/lbaas/l7policies/{l7policy_id}/rules", "rule"),
    "loadbalancer/listener:Listener": Api(OCTAVIA, "/lbaas/listeners", "listener"),
    "loadbalancer/loadBalancer:LoadBalancer": Api(
        OCTAVIA,
        "/lbaas/loadbalancers",
        "loadbalancer",
        {"loadbalancer_provider": "provider"},
    ),
    "loadbalancer/members:Members": Api(OCTAVIA, "/lbaas/pools/{pool_id}/members", "", verb="put"),
    "loadbalancer/monitor:Monitor": Api(OCTAVIA, "/lbaas/healthmonitors", "healthmonitor"),
    "loadbalancer/pool:Pool": Api(
        OCTAVIA,
        "/lbaas/pools",
        "pool",
        {"lb_method": "lb_algorithm", "persistence": "session_persistence"},
    ),
    "networking/floatingIp:FloatingIp": Api(
        "network",
        "/floatingips",
        "floatingip",
        {"pool": "floating_network_id", "address": "floating_ip_address"},
    ),
    "networking/port:Port": Api("network", "/ports", "port"),
    "networking/secGroupRule:SecGroupRule": Api(
        "network", "/security-group-rules", "security_group_rule"
    ),
}
_OURS = ("disable_status_check",)
"""Properties that are for the provider alone."""


class Replay:
    """Makes recorded resources in the lab, and removes them."""

    def __init__(self, lab: OpenStackLab, *, waits: bool = True) -> None:
        """waits: for each change, as Octavia must be; False where all are done at once."""
        self._lab = lab
        self._waits = waits
        self._real: dict[str, Any] = {}
        """Ids and addresses by those of the recording."""
        self._made: list[tuple[Api, str]] = []

    def calls(self) -> dict[str, Call]:
        """Answers to what the program looks up."""
        cloud = self._lab.connection()
        network, octavia = cloud.network, cloud.load_balancer

        def subnet(args: Mapping[str, Any]) -> dict[str, Any]:
            found = _found(network.find_subnet, args.get("name") or args["subnetId"])
            return {"id": found.id, "networkId": found.network_id, "cidr": found.cidr}

        def balancer(args: Mapping[str, Any]) -> dict[str, Any]:
            wanted = args.get("name") or args["loadbalancerId"]
            found = _found(octavia.find_load_balancer, wanted)
            return {
                "id": found.id,
                "provisioningStatus": found.provisioning_status,
                "vipAddress": found.vip_address,
                "vipSubnetId": found.vip_subnet_id,
            }

        def named(find: Any) -> Call:
            return lambda args: {"id": _found(find, args["name"]).id}

        return {
            "openstack:dns/getDnsZone:getDnsZone": named(cloud.dns.find_zone),
            "openstack:loadbalancer/getFlavorV2:getFlavorV2": named(octavia.find_flavor),
            "openstack:loadbalancer/getLoadbalancerV2:getLoadbalancerV2": balancer,
            "openstack:networking/getSecGroup:getSecGroup": named(network.find_security_group),
            "openstack:networking/getSubnet:getSubnet": subnet,
        }

    def make(self, resources: Sequence[RecordedResource]) -> None:
        """Make those of OpenStack, in the order of the program, and wait for each."""
        for resource in resources:
            kind = resource.type.removeprefix("openstack:")
            if kind in APIS:
                self._make(APIS[kind], resource)

    def remove(self) -> None:
        """Remove all of it, the latest first."""
        self.forget(lambda _: True)
        self._lab.until("nothing left", lambda: not self._lab.leftovers())

    def forget(self, theirs: Callable[[str], bool]) -> None:
        """Remove what is of certain services, the latest first; the rest is left to others."""
        while self._made:
            api, path = self._made.pop()
            if theirs(api.service):
                self._settled(api)
                self._ask(api, "delete", path, None)

    def _make(self, api: Api, resource: RecordedResource) -> None:
        given = {_snake(k): v for k, v in self.resolved(resource.inputs).items()}
        path = api.path.format(**given)
        inside = {key[1:-1] for key in re.findall(r"{\w+}", api.path)}
        body = {
            api.renamed.get(key, key): value
            for key, value in given.items()
            if key not in (*inside, *_OURS)
        }
        if "floating_network_id" in body:
            networks = self._lab.connection("admin").network
            body["floating_network_id"] = _found(
                networks.find_network, body["floating_network_id"]
            ).id
        self._settled(api)
        answer = self._ask(api, api.verb, path, {api.body: body} if api.body else body)
        if api.verb == "post":
            made = answer[api.body] if api.body else answer
            self._remember(resource, made)
            self._made.append((api, f"{path}/{made['id']}"))
        if path == "/zones" and self._waits:
            # As the component waits before it makes records.
            zones = self._lab.connection().dns
            self._lab.until("the zone", lambda: zones.get_zone(made["id"]).status == "ACTIVE")
        self._settled(api)

    def _remember(self, resource: RecordedResource, made: Mapping[str, Any]) -> None:
        self._real[resource.id] = made["id"]
        if "address" in resource.outputs:
            self._real[resource.outputs["address"]] = made["floating_ip_address"]

    def resolved(self, value: Any) -> Any:
        """A value of the recording, with what is there in place of what it made up."""
        if isinstance(value, Mapping):
            return {key: self.resolved(item) for key, item in value.items()}
        if isinstance(value, list | tuple):
            return [self.resolved(item) for item in value]
        return self._real.get(value, value) if isinstance(value, str) else value

    def _settled(self, api: Api) -> None:
        """Octavia takes one change at a time."""
        if api.service != OCTAVIA or not self._waits:
            return
        balancers = self._lab.connection().load_balancer

        def settled() -> bool:
            states = [each.provisioning_status for each in balancers.load_balancers()]
            assert "ERROR" not in states
            return not any(state.startswith("PENDING") for state in states)

        self._lab.until("balancers that take changes", settled)

    def _ask(self, api: Api, verb: str, path: str, body: Any) -> Any:
        # Which address of an external network it is, admins alone choose by Neutron's default.
        chooses = isinstance(body, dict) and "floating_ip_address" in body.get(api.body, {})
        proxy = getattr(self._lab.connection("admin" if chooses else "lab"), api.service)
        answer = proxy.request(path, verb.upper(), json=_spelled(body))
        assert answer.status_code < 300, f"{verb} {path} {body}: {answer.text}"
        return answer.json() if answer.content else {}


def _found(find: Any, wanted: str) -> Any:
    try:
        found = find(wanted)
    except SDKException as error:
        raise ProviderError(str(error)) from error
    # Asked for `.`, the SDK gets the list of all, and takes it for an object without a name.
    if found is None or found.name is None:
        raise ProviderError("Your query returned no results")
    return found


def _spelled(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {_snake(key): _spelled(item) for key, item in value.items()}
    return [_spelled(item) for item in value] if isinstance(value, list) else value


def _snake(key: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", key).lower() if "-" not in key else key
