"""Resources of AWS have the ids, ARNs and names that it would give them."""

import re
from typing import Any

import pytest
from pulumi_aws import ec2, lb, route53, s3, vpc

from exposure_components.testing import UNKNOWN, run_program

ELB = "arn:aws:elasticloadbalancing:eu-central-1:123456789012"


class Matching:
    """Equal to every text that the pattern matches as a whole."""

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern

    def __eq__(self, other: object) -> bool:
        return isinstance(other, str) and re.fullmatch(self.pattern, other) is not None

    def __repr__(self) -> str:
        return self.pattern


def balancer_with_listener() -> list[Any]:
    balancer = lb.LoadBalancer("web", load_balancer_type="network")
    group = lb.TargetGroup("web", port=80, protocol="TCP", vpc_id="vpc-1")
    action = {"type": "forward", "target_group_arn": group.arn}
    listener = lb.Listener("web", load_balancer_arn=balancer.arn, default_actions=[action])
    return [
        *(balancer.id, balancer.arn, balancer.arn_suffix, balancer.name),
        *(balancer.dns_name, balancer.zone_id),
        *(group.name, group.arn, listener.arn, listener.id),
    ]


def test_a_network_load_balancer_has_arns_names_and_the_zone_of_its_region() -> None:
    value = run_program(balancer_with_listener).value
    suffix = "net/web-[0-9a-f]{7}/[0-9a-f]{16}"
    assert value == [
        Matching(f"{ELB}:loadbalancer/{suffix}"),
        value[0],
        Matching(suffix),
        Matching("web-[0-9a-f]{7}"),
        Matching(r"web-[0-9a-f]{7}-[0-9a-f]{16}\.elb\.eu-central-1\.amazonaws\.com"),
        "Z3F0SRJ5LGBH90",
        Matching("web-[0-9a-f]{7}"),
        Matching(f"{ELB}:targetgroup/web-[0-9a-f]{{7}}/[0-9a-f]{{16}}"),
        Matching(f"{ELB}:listener/{suffix}/[0-9a-f]{{16}}"),
        value[8],
    ]
    assert value == run_program(balancer_with_listener).value


def test_a_preview_knows_nothing_that_aws_decides() -> None:
    assert run_program(balancer_with_listener, preview=True).value == [UNKNOWN] * 10


@pytest.mark.parametrize(
    ("args", "dns_name", "zone"),
    [
        pytest.param(
            {}, r"web-\d+\.eu-central-1\.elb\.amazonaws\.com", "Z215JYRZR1TBD5", id="application"
        ),
        pytest.param(
            {"internal": True},
            r"internal-web-\d+\.eu-central-1\.elb\.amazonaws\.com",
            "Z215JYRZR1TBD5",
            id="internal",
        ),
        pytest.param(
            {"load_balancer_type": "network", "region": "eu-west-1"},
            r"web-[0-9a-f]{16}\.elb\.eu-west-1\.amazonaws\.com",
            Matching("Z[0-9A-Z]{13}"),
            id="another-region",
        ),
    ],
)
def test_a_balancers_name_tells_its_kind_and_region(
    args: dict[str, Any], dns_name: str, zone: Any
) -> None:
    def program() -> list[Any]:
        balancer = lb.LoadBalancer("web", name="web", **args)
        return [balancer.name, balancer.dns_name, balancer.zone_id]

    assert run_program(program).value == ["web", Matching(dns_name), zone]


def test_ids_of_ec2_have_their_prefixes() -> None:
    def program() -> list[Any]:
        group = ec2.SecurityGroup("web", description="web", vpc_id="vpc-1")
        rule = vpc.SecurityGroupIngressRule("web", security_group_id=group.id, ip_protocol="tcp")
        address = ec2.Eip("web")
        return [group.id, group.name, rule.security_group_rule_id, address.id, address.public_ip]

    assert run_program(program).value == [
        Matching("sg-[0-9a-f]{17}"),
        Matching("web-[0-9a-f]{7}"),
        Matching("sgr-[0-9a-f]{17}"),
        Matching("eipalloc-[0-9a-f]{17}"),
        Matching(r"203\.0\.113\.\d+"),
    ]


def test_a_zone_has_four_name_servers() -> None:
    def program() -> list[Any]:
        zone = route53.Zone("edge", name="example.com")
        return [zone.id, zone.zone_id, zone.name_servers]

    identity, zone_id, servers = run_program(program).value
    assert identity == zone_id == Matching("Z[0-9A-Z]{20}")
    assert servers == [
        Matching(rf"ns-\d{{1,4}}\.awsdns-\d\d\.{top_level}")
        for top_level in ("com", "net", "org", r"co\.uk")
    ]


@pytest.mark.parametrize(
    ("name", "fqdn"),
    [
        pytest.param("web.example.com", "web.example.com", id="whole"),
        pytest.param("web", "web.example.com", id="below-the-zone"),
        pytest.param("", "example.com", id="the-zone-itself"),
        pytest.param("web.example.com.", "web.example.com", id="with-a-dot"),
    ],
)
def test_a_record_is_in_its_zone(name: str, fqdn: str) -> None:
    def program() -> list[Any]:
        zone = route53.Zone("edge", name="example.com")
        record = route53.Record("web", zone_id=zone.id, name=name, type="A", records=["192.0.2.1"])
        return [record.fqdn, record.id, zone.id]

    value = run_program(program).value
    assert value[:2] == [fqdn, f"{value[2]}_{name}_A"]


def test_an_existing_one_keeps_its_arn() -> None:
    arn = f"{ELB}:loadbalancer/net/web/0123456789abcdef"

    def program() -> list[Any]:
        balancer = lb.LoadBalancer.get("web", arn)
        return [balancer.id, balancer.arn]

    assert run_program(program).value == [arn, arn]


def test_of_other_types_only_the_id_is_made_up() -> None:
    assert run_program(lambda: s3.Bucket("web").id).value == "web-id"
