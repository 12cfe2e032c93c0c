"""The args of a balancer as its properties, and its security group's."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.aws_kinds import NlbIpAddressType
from exposure_components.objects.labels import present

SECURITY_GROUP_DESCRIPTION = "Clients of a Network Load Balancer, and the targets that it reaches"
"""The same for all: AWS cannot change it."""

Properties = dict[str, Any]
"""Of one of the provider's resources, as its SDK spells them."""


def makes_security_group(args: Mapping[str, Any]) -> bool:
    """Whether the balancer gets a group of its own."""
    return "existing" not in args and bool(args.get("security_group", True))


def security_group(args: Mapping[str, Any]) -> Properties:
    """Empty: each rule is a resource of its own, and AWS's rule that lets all out is taken away."""
    return {
        "description": SECURITY_GROUP_DESCRIPTION,
        "vpc_id": args["vpc_id"],
        **tags(args),
    }


def load_balancer(args: Mapping[str, Any], security_group_id: Any) -> Properties:
    """The balancer itself, with a name that Pulumi chooses."""
    kind = args.get("ip_address_type")
    return {
        "load_balancer_type": "network",
        "internal": not args.get("public", False),
        "subnet_mappings": [_subnet(subnet) for subnet in args["subnets"]],
        **present(
            enable_cross_zone_load_balancing=args.get("cross_zone"),
            enable_deletion_protection=args.get("deletion_protection"),
            ip_address_type=None if kind is None else str(NlbIpAddressType(kind)),
            security_groups=None if security_group_id is None else [security_group_id],
        ),
        **tags(args),
    }


def tags(args: Mapping[str, Any]) -> Properties:
    """Of everything that is made in AWS."""
    return {"tags": dict(args["tags"])} if args.get("tags") else {}


def _subnet(subnet: Mapping[str, Any]) -> Properties:
    return {
        "subnet_id": subnet["id"],
        **present(
            allocation_id=subnet.get("allocation_id"),
            private_ipv4_address=subnet.get("private_ipv4_address"),
        ),
    }
