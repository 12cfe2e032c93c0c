from typing import Any

import pytest

from exposure_components.load_balancers.cloud.service import annotations, service_fields
from tests.load_balancers.cloud.apps import app, lines

CLOUD = "load_balancer.cloud"
INTERNAL = {"networking.gke.io/load-balancer-type": "Internal"}
PUBLIC = {"cloud.google.com/l4-rbs": "enabled"}
EXTERNAL_CLASS = "networking.gke.io/l4-regional-external"


@pytest.mark.parametrize(
    ("cloud", "more", "made"),
    [
        ({"gcp": {}}, {}, INTERNAL),
        ({"gcp": {}, "public": True}, {}, PUBLIC),
        ({"gcp": {"l4_rbs": False}, "public": True}, {}, {}),
        ({"gcp": {}, "public": True, "load_balancer_class": EXTERNAL_CLASS}, {}, {}),
        (
            {"gcp": {"subnet": "apps", "allow_global_access": True, "ip_addresses": ["a", "b"]}},
            {},
            {
                **INTERNAL,
                "networking.gke.io/load-balancer-subnet": "apps",
                "networking.gke.io/internal-load-balancer-subnet": "apps",
                "networking.gke.io/internal-load-balancer-allow-global-access": "true",
                "networking.gke.io/load-balancer-ip-addresses": "a,b",
            },
        ),
        (
            {
                "public": True,
                "ip_families": ["IPv6"],
                "gcp": {"network_tier": "Standard", "weighted": True, "subnet": "x"},
            },
            {"client_ip": "preserve"},
            {
                **PUBLIC,
                "cloud.google.com/network-tier": "Standard",
                "networking.gke.io/weighted-load-balancing": "pods-per-node",
                "networking.gke.io/load-balancer-subnet": "x",
            },
        ),
    ],
    ids=["internal", "public", "target pool", "class", "much internal", "much public"],
)
def test_what_gke_is_told(cloud: Any, more: Any, made: Any) -> None:
    assert lines(cloud, **more) == []
    assert annotations(app(cloud, **more)) == made


def test_the_address_stands_in_the_service() -> None:
    fields = service_fields(app({"address": "10.0.0.9", "gcp": {}}))
    assert fields["loadBalancerIP"] == "10.0.0.9"


@pytest.mark.parametrize(
    ("cloud", "found"),
    [
        (
            {"gcp": {"network_tier": "Premium", "l4_rbs": True}},
            [
                "gcp.network_tier: Premium is of public balancers; drop it, or set `public`",
                "gcp.l4_rbs: True is of public balancers; drop it, or set `public`",
            ],
        ),
        (
            {"public": True, "gcp": {"allow_global_access": True, "subnet": "a"}},
            [
                "gcp.allow_global_access: True is of internal balancers; drop it, or `public`",
                "gcp.subnet: a is of internal balancers and of IPv6; drop it, or set `ip_families`",
            ],
        ),
        (
            {"address": "10.0.0.1", "gcp": {"ip_addresses": ["a", "b", "c"]}},
            [
                "gcp.ip_addresses: ['a', 'b', 'c'] stands beside `address`; keep one of the two",
                "gcp.ip_addresses: ['a', 'b', 'c'] are more than 2; name one per family",
            ],
        ),
        (
            {"address": "fd00::1", "gcp": {}},
            ["address: fd00::1 is of IPv6, which GKE takes by name; use `gcp.ip_addresses`"],
        ),
        (
            {"gcp": {"weighted": True}},
            [
                "gcp.weighted: True needs the policy Local; set `external_traffic_policy` to it",
            ],
        ),
        (
            {"load_balancer_class": EXTERNAL_CLASS, "gcp": {}},
            [
                f"load_balancer_class: {EXTERNAL_CLASS} makes a public balancer; set `public`, or "
                "drop it"
            ],
        ),
        (
            {
                "public": True,
                "load_balancer_class": "networking.gke.io/l4-regional-internal",
                "gcp": {},
            },
            [
                "load_balancer_class: networking.gke.io/l4-regional-internal makes an internal "
                "balancer; drop it, or `public`"
            ],
        ),
    ],
)
def test_what_gke_cannot_do(cloud: Any, found: list[str]) -> None:
    assert lines(cloud) == [f"{CLOUD}.{line}" for line in found]
