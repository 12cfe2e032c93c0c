from typing import Any

import pulumi
import pytest

from tests.load_balancers.aws.apps import BY_PODS, app, balancer, port
from tests.load_balancers.aws.programs import (
    ATTACHMENT,
    BALANCER,
    BINDING,
    EGRESS,
    GROUP,
    INGRESS,
    LISTENER,
    SECURITY_GROUP,
    Behind,
    apps,
    recorded,
)

EXISTING = {"id": "arn:aws:elb", "host": "edge.example.com"}
ZONE = "Z2IFOLAFXWLO4F"
HOST = "influxdb.elb.eu-west-1.amazonaws.com"


def test_an_app_owns_its_balancer_unless_it_is_shared() -> None:
    recording = recorded(apps(influxdb=app()))
    assert recording.one(BALANCER).parent == recording.one("tests:index:Behind").urn
    assert recording.value == {"host": HOST, "zone_id": ZONE, "dual_stack": False}


def test_a_dualstack_balancer_is_found_by_both_families() -> None:
    recording = recorded(apps(influxdb=app(aws=balancer(ip_address_type="dualstack"))))
    assert recording.value == {"host": HOST, "zone_id": ZONE, "dual_stack": True}


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
    assert added.endswith("::influxdb-8086-a-new-one")
    assert {urn: inputs for urn, inputs in new.items() if urn != added} == old


def test_what_a_port_needs_is_named_after_its_number() -> None:
    recording = recorded(apps(influxdb=app(port(name="query", port=80))))
    assert [(each.type, each.name) for each in recording.resources] == [
        ("tests:index:Behind", "influxdb"),
        ("kubernetes:core/v1:Service", "influxdb"),
        (SECURITY_GROUP, "influxdb"),
        (BALANCER, "influxdb"),
        (INGRESS, "influxdb-80-tcp-from-0.0.0.0-0"),
        (EGRESS, "influxdb-80-tcp-to-targets"),
        (INGRESS, "influxdb-80-tcp-to-nodes"),
        (GROUP, "influxdb-80"),
        (ATTACHMENT, "influxdb-80-ip-10-0-1-11.ec2.internal"),
        (ATTACHMENT, "influxdb-80-ip-10-0-2-22.ec2.internal"),
        (LISTENER, "influxdb-80"),
    ]


UDP = {"protocol": "UDP"}
RENAMED: dict[str, Any] = {
    "nodes": lambda name: app(port(name=name)),
    "allocated": lambda name: app({"container_port": 8086, "name": name}),
    "TCP and UDP": lambda name: app(port(name=name), port(**UDP, name=f"{name}-udp")),
    "UDP": lambda name: app(port(**UDP, name=name), port(container_port=80, node_port=30080)),
    "autoscaling group": lambda name: app(
        port(name=name), aws=balancer(targets={"autoscaling_group": "workers"})
    ),
    "pods": lambda name: app(
        {"container_port": 8086, "name": name}, aws=balancer(targets=BY_PODS), cluster={}
    ),
}


@pytest.mark.parametrize("named", RENAMED.values(), ids=RENAMED)
def test_a_port_of_another_name_takes_over_all_that_the_former_had(named: Any) -> None:
    old, new = (recorded(apps(influxdb=named(name))).resources for name in ("query", "http"))
    assert [each.urn for each in new] == [each.urn for each in old]

    def of_aws(found: Any) -> dict[str, Any]:
        return {each.urn: each.inputs for each in found if each.type.startswith("aws:")}

    assert of_aws(new) == of_aws(old)


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
    check = recording.one(GROUP, "game-7777").inputs["healthCheck"]
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

    with pytest.raises(ValueError, match=r"provider_id of ip-10-0-1-11\.ec2\.internal names no"):
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
