"""The load balancers that apps of a stack share, by the way of balancing."""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi import Output

from exposure_components.load_balancers.aws.component import (
    AwsNetworkLoadBalancer,
    network_load_balancer_problems,
)
from exposure_components.load_balancers.octavia.component import (
    OctaviaLoadBalancer,
    octavia_problems,
)
from exposure_components.problems import Problem
from exposure_components.sharing.contract import Sharing
from exposure_components.values import mapping

_COMPONENTS: Mapping[str, Any] = {"octavia": OctaviaLoadBalancer, "aws": AwsNetworkLoadBalancer}
_PROBLEMS = {"octavia": octavia_problems, "aws": network_load_balancer_problems}
_KNOWN_LATE = ("id", "host", "zone_id", "security_group_id", "source_cidr")


def _problems(_name: str, entry: Any) -> list[Problem]:
    given = mapping(entry) or {}
    if len(given) != 1 or not given.keys() <= _PROBLEMS.keys():
        rule, remedy = "is no balancer", f"give exactly one of {', '.join(_PROBLEMS)}"
        return [Problem("", None, rule, remedy)]
    ((key, args),) = given.items()
    return [problem.under(key) for problem in _PROBLEMS[key](args)]


def _promised(name: str, entry: Any) -> Any:
    late = Output.from_input(name)  # It is made when the apps are.
    return {**entry, "shared": {"name": name, **dict.fromkeys(_KNOWN_LATE, late)}}


def _made(name: str, entry: Any, opts: pulumi.ResourceOptions | None) -> Any:
    ((key, args),) = entry.items()
    return _COMPONENTS[key](name, args, opts).load_balancer


BALANCERS = Sharing(
    config="balancers",
    arg="load_balancer",
    thing="balancer",
    problems=_problems,
    promised=_promised,
    made=_made,
)
