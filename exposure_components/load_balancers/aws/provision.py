"""A balancer, made or found."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exposure_components.load_balancers.aws.balancer import (
    load_balancer,
    makes_security_group,
    security_group,
)
from exposure_components.load_balancers.aws.words import child_name


@dataclass(frozen=True)
class Provisioned:
    """What apps need of their balancer; each an Output where AWS says it."""

    id: Any
    host: Any
    zone_id: Any
    security_group_id: Any


def given(facts: Mapping[str, Any]) -> Provisioned:
    """One that is made already, by its facts."""
    return Provisioned(
        facts["id"], facts["host"], facts.get("zone_id"), facts.get("security_group_id")
    )


def provisioned(component: Any, name: str, args: Mapping[str, Any]) -> Provisioned:
    """The one that the args ask for, made below the component unless it exists."""
    if "existing" in args:
        return given(args["existing"])
    # Only here is the provider's package imported.
    from exposure_components.load_balancers.aws.resources import register

    child, group_id = child_name(name), None
    if makes_security_group(args):
        group_id = register(component, "SecurityGroup", child, security_group(args)).id
    made = register(component, "LoadBalancer", child, load_balancer(args, group_id))
    return Provisioned(made.arn, made.dns_name, made.zone_id, group_id)
