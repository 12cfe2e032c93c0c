from typing import Any

import pytest

from tests.load_balancers.cloud.apps import lines

CLOUD = "load_balancer.cloud"
ATTRIBUTES = "target_group_attributes"
LONG = "a" * 33


@pytest.mark.parametrize(
    ("preset", "more", "found"),
    [
        (
            {"name": LONG},
            {},
            [
                f"aws.name: {LONG} is no name of a load balancer; use at most 32 letters, digits "
                "and dashes, not internal- in front"
            ],
        ),
        (
            {"eip_allocations": ["a"]},
            {},
            ["aws.eip_allocations: ['a'] is of public balancers; drop it"],
        ),
        (
            {"ipv6_addresses": ["fd00::1"]},
            {},
            ["aws.ipv6_addresses: ['fd00::1'] is of dualstack balancers; drop it"],
        ),
        (
            {"subnets": ["a", "b"], "private_ipv4_addresses": ["10.0.0"]},
            {},
            [
                "aws.private_ipv4_addresses[0]: 10.0.0 is no IP address; write one such as "
                "10.0.0.1",
                "aws.private_ipv4_addresses: has 1 for 2 subnets; name one per subnet",
            ],
        ),
        (
            {"attributes": {"load_balancing.cross_zone.enabled": "true"}},
            {},
            [
                "aws.attributes.load_balancing.cross_zone.enabled: has a word of its own here; use "
                "`cross_zone`"
            ],
        ),
        (
            {ATTRIBUTES: {"preserve_client_ip.enabled": "true"}},
            {},
            [
                "aws.target_group_attributes.preserve_client_ip.enabled: has a word of its own "
                "here; use the app's `client_ip`"
            ],
        ),
        (
            {"nlb_target_type": "ip", "target_node_labels": {"a": "b"}},
            {},
            ["aws.target_node_labels: {'a': 'b'} is of the target type instance; drop it"],
        ),
        (
            {"ssl_ports": [443]},
            {},
            [
                "aws.ssl_ports: [443] needs a certificate; give `ssl_cert`",
                "aws.ssl_ports[0]: 443 is no port of the Service; known are [8086]",
            ],
        ),
        (
            {"security_groups": ["a"], "security_group_prefix_lists": ["b"]},
            {"allowed_cidrs": ["10.0.0.0/8"]},
            [
                "aws.security_groups: ['a'] leaves `allowed_cidrs` without effect; drop one of the "
                "two",
                "aws.security_group_prefix_lists: ['b'] has no effect beside `security_groups`; "
                "drop one of the two",
            ],
        ),
        (
            {"healthcheck_path": "ping"},
            {},
            ["aws.healthcheck_path: ping does not start with /; write /ping"],
        ),
        (
            {"healthcheck_protocol": "tcp"},
            {"client_ip": "preserve"},
            [
                "aws.healthcheck_protocol: tcp is not for the policy Local, which only http tells "
                "nodes with a pod by; drop it, or use http"
            ],
        ),
        (
            {"deregistration_delay": 3601},
            {},
            [
                "aws.deregistration_delay: 3601 is outside of 0-3600; choose one inside or leave "
                "it out"
            ],
        ),
    ],
)
def test_what_aws_cannot_do(preset: Any, more: Any, found: list[str]) -> None:
    assert lines({"aws": preset}, **more) == [f"{CLOUD}.{line}" for line in found]


def test_a_balancer_has_an_address_in_each_subnet() -> None:
    assert lines({"aws": {}, "address": "10.0.0.1"}) == [
        f"{CLOUD}.address: is one address, and the balancer has one in each subnet; use "
        "`aws.private_ipv4_addresses` or, public, `aws.eip_allocations`"
    ]


def test_ipv6_needs_a_dualstack_balancer() -> None:
    cloud = {"aws": {}, "ip_families": ["IPv6"]}
    assert lines(cloud) == [
        f"{CLOUD}.ip_families: IPv6 needs a balancer with both families; set "
        "`aws.ip_address_type` to dualstack"
    ]
    assert lines({**cloud, "aws": {"ip_address_type": "dualstack"}}) == []


def test_stickiness_has_limits() -> None:
    sticky = {"type": "ClientIP", "timeout": 60}
    assert lines({"aws": {}}, session_affinity=sticky) == []
    assert lines({"aws": {"nlb_target_type": "ip"}}, session_affinity=sticky) == [
        "session_affinity.timeout: 60 is nothing that AWS's stickiness has; drop it"
    ]
    assert lines({"aws": {"ssl_cert": ["arn:x"]}}, session_affinity=sticky) == [
        "session_affinity.type: ClientIP is nothing that a TLS listener of AWS's can do; drop it, "
        "or `aws.ssl_cert`"
    ]
