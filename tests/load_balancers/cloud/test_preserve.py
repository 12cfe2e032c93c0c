from typing import Any

import pytest

from tests.load_balancers.cloud.apps import lines

LOST = "client_ip: preserve cannot be had: an amphora replaces the client's address by its own; set"


@pytest.mark.parametrize(
    ("cloud", "more", "found"),
    [
        (
            {},
            {},
            [
                "client_ip: preserve is kept by each provider in a way of its own, and none is "
                "named; name it, such as `load_balancer.cloud.openstack`, or set "
                "`external_traffic_policy` to Local if that is its way"
            ],
        ),
        ({}, {"external_traffic_policy": "Local"}, []),
        (
            {"openstack": {}},
            {},
            [
                f"{LOST} `app_reads_proxy_protocol` if the app does, `openstack.x_forwarded_for` "
                "if it speaks HTTP, or `openstack.provider` if it is ovn"
            ],
        ),
        ({"openstack": {}, "app_reads_proxy_protocol": True}, {}, []),
        (
            {"gcp": {}},
            {"external_traffic_policy": "Cluster"},
            [
                "external_traffic_policy: Cluster replaces the client's address, which "
                "`client_ip` wants preserved; drop one of the two"
            ],
        ),
        ({"aws": {"nlb_target_type": "ip"}}, {"external_traffic_policy": "Cluster"}, []),
    ],
)
def test_preserve_is_resolved_or_refused_with_the_reason(
    cloud: Any, more: Any, found: list[str]
) -> None:
    assert lines(cloud, client_ip="preserve", **more) == found
