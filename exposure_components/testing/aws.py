"""What AWS answers: ARNs, ids with their prefixes, and the names of balancers and zones."""

from collections.abc import Callable, Mapping
from typing import Final

from exposure_components.testing.made import Made
from exposure_components.testing.made_up import Addresses, bridged_name, capitals, hexadecimal, uuid
from exposure_components.testing.recording import RecordedResource

_REGION: Final = "eu-central-1"
"""Where a resource is that names no region."""

_ACCOUNT: Final = "123456789012"
"""AWS's own example of an account."""

_PUBLIC: Final = "203.0.113.0/24"
"""TEST-NET-3, RFC 5737: addresses for documentation."""

_ELB_ZONES: Final = {"network": "Z3F0SRJ5LGBH90", "application": "Z215JYRZR1TBD5"}
"""Hosted zones of balancers' names in eu-central-1 (docs.aws.amazon.com, Elastic Load Balancing
endpoints). Those of other regions are made up."""

_KINDS: Final = {"network": "net", "application": "app", "gateway": "gwy"}
"""In an ARN, by `loadBalancerType`."""

_TOP_LEVELS: Final = ("com", "net", "org", "co.uk")
"""Of the four name servers of a public zone."""

_PREFIXES: Final = {
    "aws:ec2/eip:Eip": "eipalloc",
    "aws:ec2/instance:Instance": "i",
    "aws:ec2/internetGateway:InternetGateway": "igw",
    "aws:ec2/natGateway:NatGateway": "nat",
    "aws:ec2/securityGroup:SecurityGroup": "sg",
    "aws:ec2/securityGroupRule:SecurityGroupRule": "sgrule",
    "aws:ec2/subnet:Subnet": "subnet",
    "aws:ec2/vpc:Vpc": "vpc",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "sgr",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "sgr",
}
"""Of the ids in EC2, by type."""

Make = Callable[[RecordedResource], Made]


class Aws:
    """Makes the resources of one run, so that a record knows the name of its zone."""

    def __init__(self) -> None:
        self._public = Addresses(_PUBLIC)
        self._zones: dict[str, str] = {}
        """By the id of a zone, its name."""
        self._makers: Mapping[str, Make] = {
            "aws:acm/certificate:Certificate": _certificate,
            "aws:ec2/eip:Eip": self._elastic_ip,
            "aws:ec2/securityGroup:SecurityGroup": _security_group,
            "aws:lb/listener:Listener": _listener,
            "aws:lb/loadBalancer:LoadBalancer": _load_balancer,
            "aws:lb/targetGroup:TargetGroup": _target_group,
            "aws:lb/targetGroupAttachment:TargetGroupAttachment": _attachment,
            "aws:route53/record:Record": self._record,
            "aws:route53/zone:Zone": self._zone,
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": _rule,
            "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": _rule,
        }

    def __call__(self, resource: RecordedResource) -> Made:
        """The id and what else AWS would decide."""
        # The same resources have two modules.
        token = resource.type.replace("aws:alb/", "aws:lb/")
        return self._makers.get(token, _any)(resource)

    def _elastic_ip(self, resource: RecordedResource) -> Made:
        identity = _id(resource)
        address = resource.inputs.get("address") or self._public.free(resource.urn)
        return Made(identity, {"allocationId": identity, "publicIp": address})

    def _zone(self, resource: RecordedResource) -> Made:
        identity = resource.read_id or f"Z{capitals(resource.urn, 20)}"
        name = resource.inputs.get("name") or bridged_name(resource.name, resource.urn)
        self._zones[identity] = str(name)
        number = int(hexadecimal(resource.urn, 3), 16)
        servers = [
            f"ns-{(number + index * 512) % 2048}.awsdns-{number % 64:02}.{top_level}"
            for index, top_level in enumerate(_TOP_LEVELS)
        ]
        return Made(
            identity,
            {
                "arn": f"arn:aws:route53:::hostedzone/{identity}",
                "name": name,
                "nameServers": servers,
                "primaryNameServer": servers[0],
                "zoneId": identity,
            },
        )

    def _record(self, resource: RecordedResource) -> Made:
        inputs = resource.inputs
        zone_id, name = inputs.get("zoneId"), str(inputs.get("name", "")).rstrip(".")
        zone = self._zones.get(str(zone_id), name).rstrip(".")
        inside = name == zone or name.endswith(f".{zone}")
        identity = f"{zone_id}_{inputs.get('name')}_{inputs.get('type')}"
        return Made(
            resource.read_id or identity,
            {"fqdn": name if inside else f"{name}.{zone}".lstrip(".")},
        )


def _load_balancer(resource: RecordedResource) -> Made:
    name, region = _name(resource), _region(resource)
    kind = str(resource.inputs.get("loadBalancerType", "application"))
    suffix = f"{_KINDS.get(kind, kind)}/{name}/{hexadecimal(resource.urn, 16)}"
    host = f"{name}-{hexadecimal(resource.urn, 16)}.elb.{region}.amazonaws.com"
    if kind == "application":
        scope = "internal-" if resource.inputs.get("internal") is True else ""
        number = int(hexadecimal(resource.urn, 8), 16)
        host = f"{scope}{name}-{number}.{region}.elb.amazonaws.com"
    known = region == _REGION and kind in _ELB_ZONES
    zone = _ELB_ZONES[kind] if known else f"Z{capitals(f'{region} {kind}', 13)}"
    arn = _arn(resource, "elasticloadbalancing", f"loadbalancer/{suffix}")
    return Made(
        arn, {"arn": arn, "arnSuffix": suffix, "dnsName": host, "name": name, "zoneId": zone}
    )


def _target_group(resource: RecordedResource) -> Made:
    name = _name(resource)
    suffix = f"targetgroup/{name}/{hexadecimal(resource.urn, 16)}"
    arn = _arn(resource, "elasticloadbalancing", suffix)
    return Made(arn, {"arn": arn, "arnSuffix": suffix, "name": name})


def _listener(resource: RecordedResource) -> Made:
    balancer = str(resource.inputs.get("loadBalancerArn")).replace(":loadbalancer/", ":listener/")
    arn = resource.read_id or f"{balancer}/{hexadecimal(resource.urn, 16)}"
    return Made(arn, {"arn": arn})


def _attachment(resource: RecordedResource) -> Made:
    number = int(hexadecimal(resource.urn, 16), 16)
    return Made(f"{resource.inputs.get('targetGroupArn')}-{number}")


def _certificate(resource: RecordedResource) -> Made:
    arn = _arn(resource, "acm", f"certificate/{uuid(resource.urn)}")
    return Made(arn, {"arn": arn})


def _security_group(resource: RecordedResource) -> Made:
    identity = _id(resource)
    arn = f"arn:aws:ec2:{_region(resource)}:{_ACCOUNT}:security-group/{identity}"
    return Made(identity, {"arn": arn, "name": _name(resource), "ownerId": _ACCOUNT})


def _rule(resource: RecordedResource) -> Made:
    identity = _id(resource)
    arn = f"arn:aws:ec2:{_region(resource)}:{_ACCOUNT}:security-group-rule/{identity}"
    return Made(identity, {"arn": arn, "securityGroupRuleId": identity})


def _any(resource: RecordedResource) -> Made:
    return Made(_id(resource))


def _id(resource: RecordedResource) -> str:
    prefix = _PREFIXES.get(resource.type)
    made_up = f"{prefix}-{hexadecimal(resource.urn, 17)}" if prefix else f"{resource.name}-id"
    return resource.read_id or made_up


def _arn(resource: RecordedResource, service: str, what: str) -> str:
    """Also the id; an existing resource is read by it."""
    return resource.read_id or f"arn:aws:{service}:{_region(resource)}:{_ACCOUNT}:{what}"


def _name(resource: RecordedResource) -> str:
    return str(resource.inputs.get("name") or bridged_name(resource.name, resource.urn))


def _region(resource: RecordedResource) -> str:
    return str(resource.inputs.get("region", _REGION))
