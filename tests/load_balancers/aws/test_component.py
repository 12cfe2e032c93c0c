from collections.abc import Callable
from typing import Any

import pulumi
import pytest

from exposure_components.errors import ExposureError
from exposure_components.load_balancers.aws.component import AwsNetworkLoadBalancer
from exposure_components.testing import UNKNOWN, Recording
from tests.load_balancers.aws.apps import BY_PODS, app, balancer, port
from tests.load_balancers.aws.programs import (
    BALANCER,
    BINDING,
    EGRESS,
    GROUP,
    INGRESS,
    LISTENER,
    SECURITY_GROUP,
    Behind,
    apps,
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
    assert names(recording, LISTENER) == ["app8086-tcp-8086", "app80-tcp-80"]
    for each in recording.resources:
        if each.type == LISTENER:
            assert each.inputs["loadBalancerArn"] == ARN
            assert each.parent.endswith(f"::{each.name.partition('-')[0]}")


def test_an_app_owns_its_balancer_unless_it_is_shared() -> None:
    recording = recorded(apps(influxdb=app()))
    assert recording.one(BALANCER).parent == recording.one("tests:index:Behind").urn
    assert recording.value == {"host": "influxdb.elb.eu-west-1.amazonaws.com", "zone_id": ZONE}


def test_one_more_node_is_one_more_attachment() -> None:
    node = {
        "name": "a-new-one",
        "address": "10.0.3.3",
        "provider_id": "aws:///eu-west-1c/i-0aaaaaaaaaaaaaaaa",
    }
    before = app()
    after = app(cluster={"nodes": [node, *before["cluster"]["nodes"]]})

    def seen(args: Any) -> dict[str, Any]:
        return {each.urn: each.inputs for each in recorded(apps(influxdb=args)).resources}

    old, new = seen(before), seen(after)
    (added,) = new.keys() - old.keys()
    assert added.endswith("::influxdb-tcp-8086-a-new-one")
    assert {urn: inputs for urn, inputs in new.items() if urn != added} == old


def test_an_allocated_node_port_is_where_targets_are() -> None:
    recording = recorded(apps(influxdb=app({"container_port": 8086})))
    found = [r.inputs["port"] for r in recording.resources if "Attachment" in r.type]
    assert found == [32767, 32767]
    # A change of the NodePort must not replace the target group.
    assert recording.one(GROUP).inputs["port"] == 8086
    assert recording.one(EGRESS).inputs["toPort"] == 32767


def test_udp_is_asked_for_health_at_an_allocated_node_port() -> None:
    udp = {"container_port": 7777, "protocol": "UDP"}
    args = app(udp, {"container_port": 8080})
    recording = recorded(apps(game=args))
    check = recording.one(GROUP, "game-udp-7777").inputs["healthCheck"]
    assert check == {"protocol": "TCP", "port": "32766"}


def test_a_late_cidr_becomes_one_rule() -> None:
    def program() -> None:
        cidrs = [pulumi.Output.from_input(text) for text in ("10.0.0.0/8", "2001:db8::/32")]
        Behind("influxdb", app(allowed_cidrs=[*cidrs, "10.0.0.0/8", "10.0.0.0/8"]))

    recording = recorded(program)
    found = {
        each.name.partition("-from-")[2]: (
            each.inputs.get("cidrIpv4"),
            each.inputs.get("cidrIpv6"),
        )
        for each in recording.resources
        if "-from-" in each.name
    }
    assert found == {
        "output-0": ("10.0.0.0/8", None),
        "output-1": (None, "2001:db8::/32"),
        "10.0.0.0-8": ("10.0.0.0/8", None),
    }


def test_a_late_provider_id_names_the_instance() -> None:
    def program() -> None:
        node = app()["cluster"]["nodes"][0]
        late = pulumi.Output.from_input(node["provider_id"])
        Behind("influxdb", app(cluster={"nodes": [{**node, "provider_id": late}]}))

    recording = recorded(program)
    (found,) = [r.inputs["targetId"] for r in recording.resources if "Attachment" in r.type]
    assert found == "i-0123456789abcdef0"


def test_a_late_provider_id_of_no_instance_fails() -> None:
    def program() -> None:
        node = app()["cluster"]["nodes"][0]
        late = pulumi.Output.from_input("openstack:///1")
        Behind("influxdb", app(cluster={"nodes": [{**node, "provider_id": late}]}))

    with pytest.raises(ValueError, match="openstack:///1 names no EC2 instance"):
        recorded(program)


def test_a_binding_is_replaced_with_its_target_group() -> None:
    args = app({"container_port": 8086}, aws=balancer(targets=BY_PODS), cluster={})
    bound = recorded(apps(influxdb=args)).one(BINDING)
    # The controller's webhook lets nobody change these.
    assert bound.options.replace_on_changes == ("spec.targetGroupARN", "spec.targetType")
    assert "name" not in bound.inputs["metadata"]


def test_a_binding_without_a_security_group_makes_no_rules() -> None:
    args = {"vpc_id": "vpc-0", "existing": EXISTING, "targets": BY_PODS}
    bound = recorded(apps(influxdb=app({"container_port": 8086}, aws=args))).one(BINDING)
    assert "networking" not in bound.inputs["spec"]
