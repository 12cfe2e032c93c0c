from typing import Any

import pytest

from exposure_components.load_balancers.cloud.service import annotations, service_fields
from tests.load_balancers.cloud.apps import Known, app, lines

INTERNAL = {"service.beta.kubernetes.io/openstack-internal-load-balancer": "true"}
PUBLIC = {"service.beta.kubernetes.io/openstack-internal-load-balancer": "false"}


def told(**annotations: Any) -> dict[str, Any]:
    """Under OpenStack's prefix."""
    return {f"loadbalancer.openstack.org/{k.replace('_', '-')}": v for k, v in annotations.items()}


@pytest.mark.parametrize(
    ("cloud", "more", "made"),
    [
        ({"openstack": {}}, {}, INTERNAL),
        ({"openstack": {}, "public": True}, {}, PUBLIC),
        (
            {
                "public": True,
                "openstack": {
                    "config_class": "dmz",
                    "floating_network_id": "f",
                    "keep_floatingip": True,
                    "subnet_id": "s",
                    "connection_limit": -1,
                    "proxy_protocol": "v2",
                    "timeout_client_data": 60000,
                    "node_selector": {"role": "edge", "zone": "a"},
                    "health_monitor_delay": 10,
                    "enable_health_monitor": False,
                    "lb_method": "LEAST_CONNECTIONS",
                },
            },
            {},
            {
                **PUBLIC,
                "loadbalancer.openstack.org/class": "dmz",
                **told(
                    floating_network_id="f",
                    keep_floatingip="true",
                    subnet_id="s",
                    connection_limit="-1",
                    proxy_protocol="v2",
                    timeout_client_data="60000",
                    node_selector="role=edge,zone=a",
                    health_monitor_delay="10",
                    enable_health_monitor="false",
                    lb_method="LEAST_CONNECTIONS",
                ),
            },
        ),
        (
            {"openstack": {}, "app_reads_proxy_protocol": True},
            {},
            {**INTERNAL, **told(proxy_protocol="v1")},
        ),
        (
            {"openstack": {"provider": "ovn"}},
            {"client_ip": "preserve"},
            {**INTERNAL, **told(enable_health_monitor="true")},
        ),
        (
            {"openstack": {}},
            {"external_traffic_policy": "Local"},
            {**INTERNAL, **told(enable_health_monitor="true")},
        ),
    ],
    ids=["internal", "public", "much", "PROXY", "OVN asks for health", "Local asks for health"],
)
def test_what_occm_is_told(cloud: Any, more: Any, made: Any) -> None:
    assert annotations(app(cloud, **more)) == made


def test_ids_of_other_resources_stay_outputs() -> None:
    network = Known("f")
    cloud = {"public": True, "openstack": {"floating_network_id": network}}
    assert lines(cloud) == []
    key = "loadbalancer.openstack.org/floating-network-id"
    assert annotations(app(cloud))[key] is network


def test_the_fixed_address_is_the_vip_or_the_floating_ip() -> None:
    fields = service_fields(app({"address": "10.0.0.9", "openstack": {}}))
    assert fields["loadBalancerIP"] == "10.0.0.9"
