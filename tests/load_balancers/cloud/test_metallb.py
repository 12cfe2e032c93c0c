from typing import Any

import pytest

from exposure_components.load_balancers.cloud.service import annotations, service_fields
from tests.load_balancers.cloud.apps import app, lines

METALLB = "load_balancer.cloud.metallb"
ASKED = {"exposure-components/load-balancer": "metallb"}


def test_old_and_new_versions_of_metallb_are_told_alike() -> None:
    preset = {
        "address_pool": "public",
        "load_balancer_ips": ["10.0.0.9", "fd00::9"],
        "allow_shared_ip": "dns",
    }
    assert lines({"metallb": preset}) == []
    assert annotations(app({"metallb": preset})) == {
        **ASKED,
        "metallb.io/address-pool": "public",
        "metallb.universe.tf/address-pool": "public",
        "metallb.io/loadBalancerIPs": "10.0.0.9,fd00::9",
        "metallb.universe.tf/loadBalancerIPs": "10.0.0.9,fd00::9",
        "metallb.io/allow-shared-ip": "dns",
        "metallb.universe.tf/allow-shared-ip": "dns",
    }


def test_one_address_stands_in_the_service() -> None:
    args = app({"address": "10.0.0.9", "metallb": {}})
    assert annotations(args) == ASKED
    assert service_fields(args)["loadBalancerIP"] == "10.0.0.9"


@pytest.mark.parametrize(
    ("cloud", "more", "found"),
    [
        (
            {"metallb": {"address_pool": "My Pool"}},
            {},
            ["address_pool: My Pool is no name of an IPAddressPool; use a-z, 0-9, `-` and `.`"],
        ),
        (
            {"metallb": {"address_pool": ""}},
            {},
            ["address_pool: is empty; leave it out, or name what it shall be"],
        ),
        (
            {"metallb": {"load_balancer_ips": ["10.0.0"]}},
            {},
            ["load_balancer_ips[0]: 10.0.0 is no IP address; write one such as 10.0.0.1"],
        ),
        (
            {"address": "10.0.0.1", "metallb": {"load_balancer_ips": ["10.0.0.1"]}},
            {},
            ["load_balancer_ips: ['10.0.0.1'] stands beside `address`; keep one of the two"],
        ),
        (
            {"address": "10.0.0.1", "ip_family_policy": "RequireDualStack", "metallb": {}},
            {},
            [
                "load_balancer_ips: is missing the address of the other family, which "
                "RequireDualStack needs; name both in `load_balancer_ips`"
            ],
        ),
        (
            {"metallb": {"allow_shared_ip": "a"}},
            {"client_ip": "preserve"},
            [
                "allow_shared_ip: a does not go with the policy Local, unless both Services have "
                "the same pods; drop it, or what asks for Local"
            ],
        ),
        (
            {"metallb": {"allow_shared_ip": "a"}},
            {"client_ip": "preserve", "selector": {"app": "dns"}},
            [],
        ),
    ],
)
def test_what_metallb_cannot_do(cloud: Any, more: Any, found: list[str]) -> None:
    assert lines(cloud, **more) == [f"{METALLB}.{line}" for line in found]
