from typing import Any

import pytest

from tests.load_balancers.cloud.apps import lines

OPENSTACK = "load_balancer.cloud.openstack"
PUBLIC_ONLY = "is of public balancers; drop it, or set `public`"


@pytest.mark.parametrize(
    ("preset", "more", "found"),
    [
        ({"floating_network_id": "f"}, {}, [f"floating_network_id: f {PUBLIC_ONLY}"]),
        ({"keep_floatingip": False}, {}, []),
        (
            {"load_balancer_id": "x"},
            {},
            [
                "load_balancer_id: x cannot be shared by an internal Service; drop it, or set "
                "`public`"
            ],
        ),
        (
            {"provider": "ovn", "flavor_id": "x", "timeout_client_data": 1},
            {},
            [
                "flavor_id: x is not for OVN; drop it",
                "timeout_client_data: 1 is not for OVN; drop it",
            ],
        ),
        (
            {"provider": "ovn", "lb_method": "ROUND_ROBIN"},
            {},
            ["lb_method: ROUND_ROBIN is not for OVN; choose another or leave it out"],
        ),
        (
            {"lb_method": "SOURCE_IP_PORT"},
            {},
            ["lb_method: SOURCE_IP_PORT is for OVN only; choose another or leave it out"],
        ),
        ({"provider": "ovn", "lb_method": "SOURCE_IP_PORT"}, {}, []),
        ({"connection_limit": 0}, {}, ["connection_limit: 0 lets nobody in; use -1 for no limit"]),
        (
            {"connection_limit": -2},
            {},
            ["connection_limit: -2 is less than -1; choose more or leave it out"],
        ),
        (
            {"timeout_tcp_inspect": -1},
            {},
            [
                "timeout_tcp_inspect: -1 is outside of 0-31536000000; choose one inside or leave "
                "it out"
            ],
        ),
        (
            {"health_monitor_delay": 3, "health_monitor_timeout": 3},
            {},
            ["health_monitor_timeout: 3 is not less than the delay (3); choose less"],
        ),
        (
            {"health_monitor_max_retries": 11},
            {},
            [
                "health_monitor_max_retries: 11 is outside of 1-10; choose one inside or leave it "
                "out"
            ],
        ),
        (
            {"enable_health_monitor": False, "health_monitor_delay": 3},
            {"external_traffic_policy": "Local"},
            [
                "health_monitor_delay: 3 has no effect without a monitor; drop it, or "
                "`enable_health_monitor`",
                "enable_health_monitor: False leaves the balancer to send to nodes without a pod, "
                "which drop; set it, or drop what asks for Local",
            ],
        ),
        (
            {"enable_health_monitor": False, "provider": "ovn"},
            {"client_ip": "preserve"},
            [
                "enable_health_monitor: False leaves the balancer to send to nodes without a pod, "
                "which drop; set it, or drop what asks for Local",
            ],
        ),
        (
            {"x_forwarded_for": True, "proxy_protocol": "v1"},
            {},
            ["x_forwarded_for: True does not go with the PROXY protocol; drop one of the two"],
        ),
        (
            {"x_forwarded_for": True},
            {"ports": [{"container_port": 53, "protocol": "UDP"}]},
            [
                "x_forwarded_for: True is of TCP alone, and holds for every port; expose the "
                "others apart"
            ],
        ),
        ({"hostname": ""}, {}, ["hostname: is empty; leave it out, or name what it shall be"]),
    ],
)
def test_what_openstack_cannot_do(preset: Any, more: Any, found: list[str]) -> None:
    assert lines({"openstack": preset}, **more) == [f"{OPENSTACK}.{line}" for line in found]


def test_ovn_speaks_no_proxy_protocol() -> None:
    cloud = {"app_reads_proxy_protocol": True, "openstack": {"provider": "ovn"}}
    assert lines(cloud) == [
        "load_balancer.cloud.app_reads_proxy_protocol: True asks what OVN does not speak; drop it: "
        "OVN keeps the client's address itself"
    ]
