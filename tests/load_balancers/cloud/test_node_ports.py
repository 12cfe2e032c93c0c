from typing import Any

import pytest

from tests.load_balancers.cloud.apps import lines

CLOUD = "load_balancer.cloud"


def port(**more: Any) -> dict[str, Any]:
    """Of the app."""
    return {"container_port": 8086, **more}


@pytest.mark.parametrize(
    ("cloud", "more", "found"),
    [
        (
            {"allocate_node_ports": False, "metallb": {}},
            {"ports": [port(node_port=30000)]},
            [
                "ports[0].node_port: 30000 is a NodePort without `allocate_node_ports`; drop one "
                "of them"
            ],
        ),
        (
            {"allocate_node_ports": False, "openstack": {}},
            {},
            [
                f"{CLOUD}.allocate_node_ports: False leaves OpenStack's cloud controller nothing "
                "to send to or to ask for health; drop it"
            ],
        ),
        (
            {"allocate_node_ports": False, "aws": {}},
            {},
            [
                f"{CLOUD}.allocate_node_ports: False leaves the AWS Load Balancer Controller "
                "nothing to send to or to ask for health; drop it"
            ],
        ),
        (
            {"allocate_node_ports": False, "azure": {}},
            {},
            [
                f"{CLOUD}.allocate_node_ports: False leaves Azure's cloud controller nothing to "
                "send to or to ask for health; drop it"
            ],
        ),
        ({"allocate_node_ports": False, "aws": {"nlb_target_type": "ip"}}, {}, []),
        ({"allocate_node_ports": False, "azure": {}}, {"client_ip": "preserve"}, []),
        ({"allocate_node_ports": False, "gcp": {}}, {}, []),
        ({"allocate_node_ports": False}, {}, []),
        (
            {"health_check_node_port": 30001},
            {},
            [
                f"{CLOUD}.health_check_node_port: 30001 is for the policy Local only; drop it, or "
                "set `external_traffic_policy` to Local"
            ],
        ),
        (
            {"health_check_node_port": 80, "gcp": {}},
            {"client_ip": "preserve"},
            [
                f"{CLOUD}.health_check_node_port: 80 is outside of 30000-32767; choose one inside "
                "or let the cluster choose"
            ],
        ),
        (
            {"health_check_node_port": 80, "gcp": {}},
            {"client_ip": "preserve", "cluster": {"node_port_range": "80-90"}},
            [],
        ),
        (
            {"health_check_node_port": 80, "gcp": {}},
            {"client_ip": "preserve", "cluster": {"node_port_range": "all"}},
            [
                f"{CLOUD}.health_check_node_port: 80 is outside of 30000-32767; choose one inside "
                "or let the cluster choose"
            ],
        ),
        (
            {"health_check_node_port": 30001, "gcp": {}},
            {"client_ip": "preserve", "ports": [port(), port(port=1, node_port=30001)]},
            [f"{CLOUD}.health_check_node_port: 30001 is taken by ports[1]; choose another"],
        ),
    ],
)
def test_node_ports_of_a_balancer(cloud: Any, more: Any, found: list[str]) -> None:
    assert lines(cloud, **more) == found
