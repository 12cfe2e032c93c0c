from typing import Any

import pytest

from exposure_components.load_balancers.cloud.service import annotations, service_fields
from exposure_components.strategies.cloud_load_balanced import CloudLoadBalancedApp
from exposure_components.testing import run_program
from tests.load_balancers.cloud.apps import Known, app, lines

PREFIX = "service.beta.kubernetes.io/aws-load-balancer-"
ATTRIBUTES = "target_group_attributes"


def told(**annotations: Any) -> dict[str, Any]:
    """Under the controller's prefix, beside what is always said."""
    said = {"scheme": "internal", "nlb_target_type": "instance", **annotations}
    return {PREFIX + key.replace("_", "-"): value for key, value in said.items()}


DNS = [{"container_port": 53}, {"container_port": 53, "protocol": "UDP"}]


@pytest.mark.parametrize(
    ("cloud", "more", "made"),
    [
        ({"aws": {}}, {}, told()),
        ({"aws": {}, "public": True}, {}, told(scheme="internet-facing")),
        (
            {"aws": {"nlb_target_type": "ip"}},
            {"client_ip": "preserve"},
            told(nlb_target_type="ip", target_group_attributes="preserve_client_ip.enabled=true"),
        ),
        (
            {"aws": {"deregistration_delay": 30, ATTRIBUTES: {"a.b": "c"}}},
            {"session_affinity": {"type": "ClientIP"}},
            told(
                target_group_attributes="stickiness.enabled=true,stickiness.type=source_ip,"
                "deregistration_delay.timeout_seconds=30,a.b=c"
            ),
        ),
        (
            {"aws": {"cross_zone": True, "deletion_protection": False, "attributes": {"a": "b"}}},
            {},
            told(
                attributes="load_balancing.cross_zone.enabled=true,"
                "deletion_protection.enabled=false,a=b"
            ),
        ),
        ({"aws": {"proxy_protocol": True}}, {}, told(proxy_protocol="*")),
        ({"aws": {"proxy_protocol": False}}, {}, told()),
        ({"aws": {}, "app_reads_proxy_protocol": True}, {}, told(proxy_protocol="*")),
        ({"aws": {}}, {"ports": DNS}, told(enable_tcp_udp_listener="true")),
        (
            {
                "aws": {
                    "name": "influxdb",
                    "subnets": ["a", "b"],
                    "private_ipv4_addresses": ["10.0.0.1", "10.0.1.1"],
                    "ssl_cert": ["arn:x"],
                    "ssl_ports": [8086],
                    "healthcheck_protocol": "http",
                    "healthcheck_path": "/ping",
                    "additional_resource_tags": {"team": "x"},
                    "manage_backend_security_group_rules": True,
                }
            },
            {},
            told(
                name="influxdb",
                subnets="a,b",
                private_ipv4_addresses="10.0.0.1,10.0.1.1",
                ssl_cert="arn:x",
                ssl_ports="8086",
                healthcheck_protocol="http",
                healthcheck_path="/ping",
                additional_resource_tags="team=x",
                manage_backend_security_group_rules="true",
            ),
        ),
    ],
    ids=[
        *("internal", "public", "preserve with pods", "sticky", "attributes", "PROXY"),
        *("no PROXY", "reads PROXY", "one number for TCP and UDP", "much"),
    ],
)
def test_what_the_controller_is_told(cloud: Any, more: Any, made: Any) -> None:
    assert lines(cloud, **more) == []
    assert annotations(app(cloud, **more)) == made


DELAY = "deregistration_delay.timeout_seconds"


@pytest.mark.parametrize("target_type", ["instance", "ip"])
def test_targets_leave_as_slowly_as_the_app_drains(target_type: str) -> None:
    preset = {"nlb_target_type": target_type}

    def delayed(drain: int, **more: Any) -> Any:
        assert lines({"aws": {**preset, **more}}, drain=drain) == []
        return annotations(app({"aws": {**preset, **more}}, drain=drain))

    assert delayed(60) == told(**preset, target_group_attributes=f"{DELAY}=60")
    assert delayed(60, deregistration_delay=0) == told(
        **preset, target_group_attributes=f"{DELAY}=0"
    )


def test_two_apps_tell_the_controller_each_its_own_drain() -> None:
    def program() -> None:
        for name, seconds in (("influxdb", 60), ("web", 5)):
            args = app({"aws": {}}, image="influxdb:1.8", drain=seconds)
            component: Any = CloudLoadBalancedApp
            component(name, args)

    found = {
        each.name: each.inputs["metadata"]["annotations"]
        for each in run_program(program).resources
        if each.type == "kubernetes:core/v1:Service"
    }
    assert found == {
        "influxdb": told(target_group_attributes=f"{DELAY}=60"),
        "web": told(target_group_attributes=f"{DELAY}=5"),
    }


def test_the_controllers_own_class_makes_other_controllers_leave_the_service() -> None:
    expected = {"type": "LoadBalancer", "externalTrafficPolicy": "Cluster"}
    assert service_fields(app({"aws": {}})) == {
        **expected,
        "loadBalancerClass": "service.k8s.aws/nlb",
    }
    cloud = {"aws": {}, "load_balancer_class": "eks.amazonaws.com/nlb"}
    assert service_fields(app(cloud)) == {**expected, "loadBalancerClass": "eks.amazonaws.com/nlb"}


def test_elastic_ips_of_the_same_program() -> None:
    cloud = {"public": True, "aws": {"eip_allocations": [Known("a"), Known("b")]}}
    assert lines(cloud) == []
    assert annotations(app(cloud))[PREFIX + "eip-allocations"].value == "a,b"
