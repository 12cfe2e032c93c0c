"""Runs programs of the documentation on strict mocks, each in isolation."""

from collections.abc import Callable, Mapping
from typing import Any

from exposure_components.testing import Call, Recording, run_program

OURS = "exposure_components:index:"
"""What the types of components start with."""


def found(args: Mapping[str, Any]) -> Mapping[str, Any]:
    """As a provider answers, whatever it is asked for."""
    return {"id": "known", "zoneId": "Z1", "networkId": "known", "cidr": "10.13.242.0/24", **args}


SUBNET = "openstack:networking/getSubnet:getSubnet"
ZONE = "openstack:dns/getDnsZone:getDnsZone"
BALANCER = "openstack:loadbalancer/getLoadbalancerV2:getLoadbalancerV2"
CALLS: Mapping[str, Call] = {
    SUBNET: found,
    "openstack:networking/getSecGroup:getSecGroup": found,
    "aws:route53/getZone:getZone": found,
}
"""A project in which everything exists that a block looks up."""


def run(program: Callable[[], Any], calls: Mapping[str, Call] | None = None) -> Recording:
    """As `pulumi up` does."""
    return run_program(program, calls={**CALLS, **(calls or {})})


def program_of(text: str) -> Callable[[], None]:
    """The program that a block is."""

    def program() -> None:
        exec(text, {"__name__": "block"})

    return program
