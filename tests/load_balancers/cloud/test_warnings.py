from typing import Any

import pytest

from exposure_components.load_balancers.cloud.warnings import warnings
from tests.load_balancers.cloud.apps import app

UNNAMED = (
    "whether the balancer is internal is the provider's own default: name it, such as "
    "`load_balancer.cloud.openstack`"
)
HELD = "allowed_cidrs hold at the balancer only (loadBalancerSourceRanges)"
OPEN = f"{HELD}: who reaches a NodePort of a node reaches the app"
LOCAL = (
    "externalTrafficPolicy is Local: a node without a pod drops what reaches it; the balancer must "
    "reach the health check's NodePort of each node to know which"
)
PROXY = (
    "the balancer sends PROXY headers, which the app must read: if it does, say so in "
    "`load_balancer.cloud.app_reads_proxy_protocol`"
)
CIDRS = ["10.0.0.0/8"]
BOTH = [{"container_port": 53}, {"container_port": 53, "protocol": "UDP"}]


@pytest.mark.parametrize(
    ("cloud", "more", "found"),
    [
        ({}, {}, [UNNAMED]),
        ({}, {"allowed_cidrs": CIDRS}, [UNNAMED, OPEN]),
        ({"allocate_node_ports": False}, {"allowed_cidrs": CIDRS}, [UNNAMED, HELD]),
        (
            {},
            {"ports": BOTH},
            [UNNAMED, "not every provider has several protocols behind one balancer"],
        ),
        ({"metallb": {}}, {"ports": BOTH}, []),
        ({"metallb": {}}, {"allowed_cidrs": CIDRS}, [LOCAL]),
        ({"metallb": {}}, {"allowed_cidrs": CIDRS, "kind": "DaemonSet"}, []),
        ({"metallb": {}}, {"allowed_cidrs": CIDRS, "client_ip": "any"}, [OPEN]),
        (
            {"gcp": {}},
            {"ports": BOTH},
            ["TCP and UDP behind one balancer need a GKE that supports mixed protocols"],
        ),
        ({"aws": {"proxy_protocol": True}}, {}, [PROXY]),
        ({"aws": {}, "app_reads_proxy_protocol": True}, {}, []),
        ({"openstack": {"proxy_protocol": "v2"}}, {}, [PROXY]),
        (
            {"openstack": {}},
            {"allowed_cidrs": CIDRS, "session_affinity": {"type": "ClientIP"}},
            [
                "allowed_cidrs are ignored by OpenStack without Octavia's API 2.12",
                "session_affinity: an amphora replaces the client's address, so that all clients "
                "of a node share one of its pods",
                OPEN,
            ],
        ),
        (
            {"openstack": {"provider": "ovn"}, "ip_family_policy": "PreferDualStack"},
            {"allowed_cidrs": CIDRS},
            [
                "allowed_cidrs are ignored by OpenStack without manage-security-groups in OCCM",
                "OpenStack's balancer has one address, of the Service's first family",
                OPEN,
            ],
        ),
    ],
)
def test_drawbacks(cloud: Any, more: Any, found: list[str]) -> None:
    assert warnings(app(cloud, **more)) == found
