"""The balancers that apps of a stack share, by the way of balancing."""

from collections.abc import Mapping
from typing import Any, Protocol

import pulumi

from exposure_components.args.balancers import LoadBalancer
from exposure_components.load_balancers.aws.component import (
    AwsNetworkLoadBalancer,
    network_load_balancer_problems,
)
from exposure_components.load_balancers.octavia.component import (
    OctaviaLoadBalancer,
    octavia_problems,
)
from exposure_components.problems import Problem
from exposure_components.values import mapping

_COMPONENTS: Mapping[str, Any] = {"octavia": OctaviaLoadBalancer, "aws": AwsNetworkLoadBalancer}
_PROBLEMS = {"octavia": octavia_problems, "aws": network_load_balancer_problems}


class SharedBalancer(Protocol):
    """What their components have."""

    @property
    def load_balancer(self) -> LoadBalancer:
        """What an app behind it has for `load_balancer`."""
        ...


def read_balancers(balancers: Any) -> tuple[dict[str, Mapping[str, Any]], list[Problem]]:
    """Those of a stack's config by name, and what is wrong with them."""
    entries = mapping(balancers)
    if entries is None:
        remedy = "map the balancers' names to octavia or aws, and its args"
        return {}, [Problem("balancers", None, "is no mapping", remedy)]
    known: dict[str, Mapping[str, Any]] = {}
    found: list[Problem] = []
    for name, entry in entries.items():
        given = mapping(entry) or {}
        if len(given) != 1 or not given.keys() <= _PROBLEMS.keys():
            rule, remedy = "is no balancer", f"give exactly one of {', '.join(_PROBLEMS)}"
            found.append(Problem(f"balancers.{name}", None, rule, remedy))
            continue
        ((key, args),) = given.items()
        known[str(name)] = given
        found += [p.under(f"balancers.{name}.{key}") for p in _PROBLEMS[key](args)]
    return known, found


def balancer(
    name: str, given: Mapping[str, Any], opts: pulumi.ResourceOptions | None
) -> SharedBalancer:
    """The component of one of them."""
    ((key, args),) = given.items()
    made: SharedBalancer = _COMPONENTS[key](name, args, opts)
    return made
