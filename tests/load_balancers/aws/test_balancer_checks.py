from typing import Any

import pytest

from tests.load_balancers.aws.apps import Later, app, balancer, balancer_lines, lines

EXISTING = {
    "id": "arn:aws:elasticloadbalancing:eu-west-1:1:loadbalancer/net/edge/1",
    "host": "edge.elb.eu-west-1.amazonaws.com",
}
EIP = {"id": "subnet-0a", "allocation_id": "eipalloc-0"}
FIXED = {"id": "subnet-0a", "private_ipv4_address": "10.0.1.15"}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "no prefix": (
        {"vpc_id": "main"},
        "vpc_id: main does not start with vpc-; give it as AWS has it: vpc-…",
    ),
    "empty": (
        {"subnets": []},
        "subnets: is empty; give one subnet per availability zone",
    ),
    "twice": (
        {"subnets": [{"id": "subnet-0a"}, {"id": "subnet-0a"}]},
        "subnets[1].id: subnet-0a is subnets[0]'s as well; give one subnet per availability zone",
    ),
    "elastic IP inside": (
        {"subnets": [EIP]},
        "subnets[0].allocation_id: is an Elastic IP, and the balancer is internal; drop it, or "
        "write `public: true`",
    ),
    "private address outside": (
        {"subnets": [FIXED], "public": True},
        "subnets[0].private_ipv4_address: is a private address, and the balancer is public; drop "
        "one of the two",
    ),
    "no address": (
        {"subnets": [{"id": "subnet-0a", "private_ipv4_address": "10.0.1.300"}]},
        "subnets[0].private_ipv4_address: 10.0.1.300 is no IPv4 address; give one of the subnet, "
        "such as 10.0.1.15",
    ),
    "no group to let in": (
        {"security_group": False},
        "node_security_group_id: would be opened to the balancer's security group, and there is "
        "none; drop one of the two",
    ),
    "two kinds of targets": (
        {"targets": {"nodes": "ip", "autoscaling_group": "workers"}},
        "targets: has nodes and autoscaling_group; give exactly one",
    ),
    "no kind of targets": (
        {"targets": {}},
        "targets: has none of nodes, autoscaling_group, binding; give exactly one",
    ),
    "nodes for pods": (
        {"targets": {"binding": {"node_selector": {"pool": "edge"}}}},
        "targets.binding.node_selector: chooses nodes, and the targets are pods; drop it, or use "
        "the target type instance",
    ),
    "AWS's own tag": (
        {"tags": {"aws:name": "x"}},
        "tags.aws:name: starts with aws:, which AWS keeps for itself; rename it",
    ),
    "long tag": (
        {"tags": {"k" * 129: "v"}},
        f"tags.{'k' * 129}: is longer than 128 characters; shorten it",
    ),
    "long value": (
        {"tags": {"team": "v" * 257}},
        "tags.team: has a value of more than 256 characters; shorten it",
    ),
    "many tags": (
        {"tags": {f"t{i}": "" for i in range(51)}},
        "tags: has 51 tags; give at most 50",
    ),
}


@pytest.mark.parametrize(("more", "line"), WRONG.values(), ids=WRONG)
def test_what_aws_would_refuse_is_a_problem(more: Any, line: str) -> None:
    assert balancer_lines(**more) == [line]


@pytest.mark.parametrize(
    "more",
    [
        {},
        {"public": True, "subnets": [EIP, {"id": "subnet-0b"}]},
        {"subnets": [FIXED]},
        {"subnets": [{"id": Later()}, {"id": Later()}]},
        {"targets": {"binding": {"target_type": "instance", "node_selector": {"pool": "edge"}}}},
        {"targets": {"autoscaling_group": Later()}},
        {"tags": {"team": Later()}},
    ],
    ids=["internal", "public", "fixed", "late", "binding", "late group", "late tag"],
)
def test_what_aws_accepts_is_none(more: Any) -> None:
    assert balancer_lines(**more) == []


def test_subnets_are_needed() -> None:
    args = balancer()
    del args["subnets"]
    assert lines(app(aws=args)) == [
        "load_balancer.aws.subnets: is missing; give one subnet per availability zone, or an "
        "`existing` balancer"
    ]


def test_an_existing_balancer_has_its_shape_already() -> None:
    group = {"security_group_id": "sg-0lb"}
    assert balancer_lines(existing={**EXISTING, **group}, public=True) == [
        "subnets: shapes a balancer that is made elsewhere; drop it, or `existing`",
        "public: shapes a balancer that is made elsewhere; drop it, or `existing`",
    ]


def test_the_group_of_an_existing_balancer_is_not_known() -> None:
    args = balancer(existing=EXISTING)
    del args["subnets"]
    assert lines(app(aws=args)) == [
        "load_balancer.aws.node_security_group_id: would be opened to the balancer's security "
        "group, and there is none; give `existing.security_group_id`, or drop it"
    ]


def test_a_broken_field_hides_no_other_problem() -> None:
    found = balancer_lines(public="yes", vpc_id="main")
    assert [line.partition(":")[0] for line in found] == ["public", "vpc_id"]
