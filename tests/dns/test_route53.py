from typing import Any

import pulumi
import pytest

from exposure_components import ExposureError
from exposure_components.dns.component import DnsRecords
from exposure_components.testing import Options, run_program
from tests.dns.programs import (
    APP,
    PROVIDERS,
    WILDCARD,
    alias,
    children,
    making,
    own_options,
    records,
    run,
    zone,
)

SERVERS = ["ns-1.awsdns-1.org", "ns-2.awsdns-2.com"]
TARGET = "lb-1.elb.eu-west-1.amazonaws.com"


def test_a_created_zone_tells_its_name_servers() -> None:
    args: Any = {"zone": zone("route53", create=True, comment="ours"), "records": []}

    def program() -> Any:
        return DnsRecords("names", args).name_servers

    answers = {PROVIDERS["route53"].zone: lambda _: {"nameServers": SERVERS}}
    recording = run_program(program, outputs=answers)
    (made,) = children(recording)
    assert (made.inputs, own_options(made)) == (
        {"name": "kube.example.com", "comment": "ours"},
        Options(),
    )
    assert recording.value == SERVERS


def test_a_private_zone_is_made_for_its_vpcs() -> None:
    own = zone("route53", create=True, private=True, vpc_ids=["vpc-1", "vpc-2"])
    (made,) = children(run(making({"zone": own, "records": []})))
    assert made.inputs == {
        "name": "kube.example.com",
        "comment": "Managed by Pulumi",
        "vpcs": [{"vpcId": "vpc-1"}, {"vpcId": "vpc-2"}],
    }


@pytest.mark.parametrize(
    ("more", "asked"),
    [
        ({"private": True}, {"privateZone": True}),
        ({"private": True, "vpc_ids": ["vpc-1"]}, {"privateZone": True, "vpcId": "vpc-1"}),
        ({}, {"privateZone": False}),
    ],
    ids=["private", "of a VPC", "public"],
)
def test_an_existing_zone_is_looked_up_by_who_sees_it(more: Any, asked: Any) -> None:
    recording = run(making(records("route53", zone=zone("route53", **more))))
    assert [invoke.args for invoke in recording.invokes] == [{"name": "kube.example.com", **asked}]


def test_an_alias_has_the_balancers_zone_and_no_ttl() -> None:
    (record,) = children(run(making(records("route53", alias(), ttl=60))))
    assert (record.name, record.inputs) == (
        f"names-{APP}",
        {
            "zoneId": "found",
            "name": APP,
            "type": "A",
            "aliases": [{"name": TARGET, "zoneId": "Z32O12XQLNTSW2", "evaluateTargetHealth": True}],
        },
    )


def test_a_target_that_turns_out_to_be_none_is_named() -> None:
    given = alias(name=pulumi.Output.from_input(None))
    with pytest.raises(ExposureError) as raised:
        run(making(records("route53", given)))
    assert [str(problem) for problem in raised.value.problems] == [
        "records[0].alias.name: came out as NoneType; give a text"
    ]


def test_an_alias_of_both_families_is_two_records() -> None:
    given = {**alias(dual_stack=True, evaluate_target_health=False), "name": WILDCARD}
    found = children(run(making(records("route53", given))))
    assert [(r.name, r.inputs["name"], r.inputs["type"]) for r in found] == [
        ("names-*.kube.example.com", WILDCARD, "A"),
        ("names-*.kube.example.com.aaaa", WILDCARD, "AAAA"),
    ]
    assert [r.inputs["aliases"][0]["evaluateTargetHealth"] for r in found] == [False, False]
