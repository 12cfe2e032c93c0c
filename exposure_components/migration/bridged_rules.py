"""When the providers of OpenStack and AWS replace a resource instead of updating it.

Sources: terraform-provider-openstack (openstack/resource_openstack_*_v2.go) and
terraform-provider-aws (internal/service), properties that are ForceNew or that a CustomizeDiff
makes so; the order is that of pulumi-terraform-bridge (pkg/tfbridge, Diff).
"""

from collections.abc import Mapping
from typing import Final

from exposure_components.migration.state import Resource

DEFAULTS: Final = "__defaults"
"""Input with the names of those that the provider has filled in."""
_OPENSTACK: Final[Mapping[str, str]] = {
    "dns/recordSet:RecordSet": "name projectId region type valueSpecs zoneId",
    "dns/zone:Zone": "attributes name projectId region type valueSpecs",
    "loadbalancer/l7PolicyV2:L7PolicyV2": "listenerId region tenantId",
    "loadbalancer/l7RuleV2:L7RuleV2": "l7policyId region tenantId",
    "loadbalancer/listener:Listener": "loadbalancerId protocol protocolPort region tenantId",
    "loadbalancer/loadBalancer:LoadBalancer": (
        "availabilityZone flavorId loadbalancerProvider region tenantId vipAddress vipNetworkId "
        "vipPortId vipSubnetId"
    ),
    "loadbalancer/members:Members": "poolId region",
    "loadbalancer/monitor:Monitor": "poolId region tenantId type",
    "loadbalancer/pool:Pool": "listenerId loadbalancerId protocol region tenantId",
    "networking/floatingIp:FloatingIp": (
        "address dnsDomain dnsName pool region tenantId valueSpecs"
    ),
    "networking/port:Port": "deviceId deviceOwner macAddress networkId region tenantId valueSpecs",
    "networking/secGroupRule:SecGroupRule": (
        "description direction ethertype portRangeMax portRangeMin protocol remoteAddressGroupId "
        "remoteGroupId remoteIpPrefix region securityGroupId tenantId"
    ),
}
_AWS: Final[Mapping[str, str]] = {
    "autoscaling/attachment:Attachment": "autoscalingGroupName elb lbTargetGroupArn region",
    "ec2/securityGroup:SecurityGroup": "description name namePrefix region vpcId",
    "lb/listener:Listener": "loadBalancerArn region",
    "lb/loadBalancer:LoadBalancer": (
        "customerOwnedIpv4Pool internal loadBalancerType name namePrefix region"
    ),
    "lb/targetGroup:TargetGroup": (
        "ipAddressType name namePrefix port protocol protocolVersion region targetType vpcId"
    ),
    "lb/targetGroupAttachment:TargetGroupAttachment": (
        "availabilityZone port region targetGroupArn targetId"
    ),
    "route53/record:Record": "name zoneId",
    "route53/zone:Zone": "delegationSetId name",
    "vpc/securityGroupEgressRule:SecurityGroupEgressRule": "region securityGroupId",
    "vpc/securityGroupIngressRule:SecurityGroupIngressRule": "region securityGroupId",
}
_REPLACING: Final = {
    f"{package}:{token}": frozenset(words.split())
    for package, table in (("openstack", _OPENSTACK), ("aws", _AWS))
    for token, words in table.items()
}
_SOURCES: Final = frozenset(("cidrIpv4", "cidrIpv6", "prefixListId", "referencedSecurityGroupId"))
_DEPENDS: Final[Mapping[str, frozenset[str]]] = {
    # A balancer of type network may get subnets and change groups, but lose no subnet.
    "aws:lb/loadBalancer:LoadBalancer": frozenset(("securityGroups", "subnetMappings", "subnets")),
    # A rule keeps the kind of its source.
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": _SOURCES,
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _SOURCES,
}
_UNIQUE: Final = ("aws:lb/loadBalancer:LoadBalancer", "aws:lb/targetGroup:TargetGroup")
"""Types of which two may stand side by side as soon as their names differ."""


def replaces(resource: Resource, key: str) -> bool | None:
    """Whether a resource is replaced for that input; None: the provider decides."""
    known = _REPLACING.get(resource.type)
    if known is None or key in _DEPENDS.get(resource.type, ()):
        return None
    return key in known


def deleted_first(before: Resource, after: Resource) -> bool | None:
    """Whether the old one goes first: of two with one name, which the program chose."""
    chosen = "name" in after.inputs and "name" not in after.inputs.get(DEFAULTS, ())
    if not chosen:
        return False
    if after.type in _UNIQUE:
        return bool(before.inputs.get("name") == after.inputs["name"])
    return True if after.type.startswith("openstack:") else None
