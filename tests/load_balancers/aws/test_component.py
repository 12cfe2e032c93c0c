from collections.abc import Callable
from typing import Any

import pytest
from pulumi.provider.experimental.analyzer import Analyzer

from exposure_components.errors import ExposureError
from exposure_components.load_balancers.aws.component import AwsNetworkLoadBalancer
from exposure_components.strategies.cloud_load_balanced import CloudLoadBalancedApp
from exposure_components.testing import UNKNOWN, Recording
from tests.load_balancers.aws.apps import app, balancer, port
from tests.load_balancers.aws.programs import (
    BALANCER,
    EGRESS,
    INGRESS,
    LISTENER,
    SECURITY_GROUP,
    Behind,
    names,
    recorded,
)

TOKEN = "exposure_components:index:AwsNetworkLoadBalancer"
ARN = "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/edge/0"
HOST = "edge.elb.eu-west-1.amazonaws.com"
ZONE = "Z2IFOLAFXWLO4F"
EXISTING = {"id": "arn:aws:elb", "host": "edge.example.com"}


def edge(args: Any = None, *ports: dict[str, Any]) -> Callable[[], Any]:
    """A balancer, and an app behind it for each port."""

    def program() -> Any:
        component: Any = AwsNetworkLoadBalancer
        made = component("edge", balancer() if args is None else args)
        for each in ports:
            name = f"app{each['container_port']}"
            Behind(name, {**app(each), "load_balancer": made.load_balancer})
        return {**made.load_balancer["shared"], "zone": made.zone_id}

    return program


def made(recording: Recording) -> list[tuple[str, str]]:
    return [(each.type, each.name) for each in recording.resources]


def test_a_balancer_has_a_security_group() -> None:
    recording = recorded(edge())
    assert made(recording) == [(TOKEN, "edge"), (SECURITY_GROUP, "edge"), (BALANCER, "edge")]
    component = recording.one(TOKEN)
    assert recording.children_of(component) == recording.resources[1:]
    assert component.outputs == {"id": ARN, "host": HOST, "zone_id": ZONE}


def test_apps_learn_where_it_is() -> None:
    recording = recorded(edge())
    (group,) = recording.one(BALANCER).inputs["securityGroups"]
    assert recording.value == {
        "name": "edge",
        "id": ARN,
        "host": HOST,
        "zone_id": ZONE,
        "security_group_id": group,
        "zone": ZONE,
    }


def test_a_preview_knows_what_it_will_make() -> None:
    recording = recorded(edge(None, port()), preview=True)
    assert recording.one(BALANCER).inputs["securityGroups"] == [UNKNOWN]
    assert recording.one(LISTENER).inputs["port"] == 8086


def test_one_without_a_security_group_opens_nothing() -> None:
    args = balancer(security_group=False)
    del args["node_security_group_id"]
    recording = recorded(edge(args, port()))
    assert "securityGroups" not in recording.one(BALANCER).inputs
    assert {SECURITY_GROUP, INGRESS, EGRESS}.isdisjoint(r.type for r in recording.resources)


def test_one_that_exists_is_not_made() -> None:
    recording = recorded(edge({"vpc_id": "vpc-0", "existing": EXISTING}, port()))
    assert {BALANCER, SECURITY_GROUP, INGRESS}.isdisjoint(r.type for r in recording.resources)
    assert recording.one(LISTENER).inputs["loadBalancerArn"] == "arn:aws:elb"
    assert recording.one(TOKEN).outputs["host"] == "edge.example.com"
    assert recording.value == {"name": "edge", **EXISTING, "zone": None}


def test_problems_are_raised_before_anything_is_registered() -> None:
    with pytest.raises(ExposureError) as raised:
        recorded(edge(balancer(vpc_id="main", pubic=True)))
    assert str(raised.value) == (
        "AwsNetworkLoadBalancer edge has 2 problems:\n"
        "  pubic: is not known; did you mean public?\n"
        "  vpc_id: main does not start with vpc-; give it as AWS has it: vpc-…"
    )


def test_two_balancers_of_one_name_are_refused() -> None:
    def program() -> None:
        edge()()
        edge()()

    with pytest.raises(ExposureError, match="give one of the two components another name"):
        recorded(program)


def test_two_apps_on_one_port_are_refused() -> None:
    with pytest.raises(ExposureError) as raised:
        recorded(edge(None, port(), port(container_port=1, port=8086, node_port=30001)))
    assert "8086 is claimed by app8086 too" in str(raised.value)


def test_two_apps_make_listeners_of_their_own() -> None:
    recording = recorded(edge(None, port(), port(container_port=80, node_port=30080)))
    assert names(recording, LISTENER) == ["app8086-8086", "app80-80"]
    for each in recording.resources:
        if each.type == LISTENER:
            assert each.inputs["loadBalancerArn"] == ARN
            assert each.parent.endswith(f"::{each.name.partition('-')[0]}")


def test_programs_in_other_languages_can_have_it() -> None:
    definition = Analyzer("exposure_components").analyze_component(AwsNetworkLoadBalancer)
    assert definition.inputs.keys() >= {"vpcId", "subnets", "public"}
    assert definition.outputs.keys() == {"id", "host", "zoneId"}


def test_its_types_have_names_of_their_own() -> None:
    definition: Any = CloudLoadBalancedApp
    assert "loadBalancer" in Analyzer("exposure_components").analyze_component(definition).inputs
