"""Names that lead to a balancer of AWS without a second query."""

from collections.abc import Callable
from typing import Any

import pytest

from exposure_components.errors import ExposureError
from exposure_components.load_balancers.aws.component import AwsNetworkLoadBalancer
from exposure_components.strategies.cloud_load_balanced import CloudLoadBalancedApp
from tests.load_balancers.aws.apps import app, balancer
from tests.load_balancers.aws.programs import recorded

RECORD = "aws:route53/record:Record"
NAME = "influxdb.example.com"
ZONE_ID = "Z0123456789ABCDEFGHIJ"
DNS = {"name": NAME, "zone": {"route53": {"name": "example.com", "id": ZONE_ID}}, "alias": True}
DUALSTACK = balancer(ip_address_type="dualstack")
SHARED = {"name": "edge", "id": "arn:aws:x", "host": "edge.example.com"}


def exposing(args: Any, *, shared: bool = False) -> Callable[[], None]:
    """An app that has a name, and the balancer if it is shared."""

    def program() -> None:
        component: Any = CloudLoadBalancedApp
        chosen = args["load_balancer"]
        if shared:
            edge: Any = AwsNetworkLoadBalancer
            chosen = edge("edge", chosen["aws"]).load_balancer
        component("influxdb", {**args, "load_balancer": chosen, "dns": DNS})

    return program


def records(program: Callable[[], None]) -> list[tuple[str, dict[str, Any]]]:
    """Name and inputs of each."""
    return [(r.name, dict(r.inputs)) for r in recorded(program).resources if r.type == RECORD]


def alias(kind: str, balancer_name: str) -> dict[str, Any]:
    """An ALIAS record of a family."""
    host = f"{balancer_name}.elb.eu-west-1.amazonaws.com"
    target = {"name": host, "zoneId": "Z2IFOLAFXWLO4F", "evaluateTargetHealth": True}
    return {"zoneId": ZONE_ID, "name": NAME, "type": kind, "aliases": [target]}


@pytest.mark.parametrize("shared", [False, True], ids=["its own", "shared"])
def test_a_balancer_is_found_by_the_families_that_it_serves(shared: bool) -> None:
    host = "edge" if shared else "influxdb"
    first = ("influxdb", alias("A", host))
    assert records(exposing(app(), shared=shared)) == [first]
    both = records(exposing(app(aws=DUALSTACK), shared=shared))
    assert both == [first, ("influxdb.aaaa", alias("AAAA", host))]


@pytest.mark.parametrize(
    "chosen",
    [
        {"aws": {"vpc_id": "vpc-0", "existing": {"id": "arn:aws:x", "host": "edge.example.com"}}},
        {"aws": balancer(), "shared": {**SHARED, "security_group_id": "sg-0lb"}},
    ],
    ids=["exists", "shared by hand"],
)
def test_one_whose_zone_is_not_told_has_no_alias(chosen: Any) -> None:
    with pytest.raises(ExposureError) as raised:
        recorded(exposing({**app(), "load_balancer": chosen}))
    assert [str(problem) for problem in raised.value.problems] == [
        "dns.alias: is not to be had: the app is behind no balancer of AWS; leave it out"
    ]
