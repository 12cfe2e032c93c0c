"""Args of a balancer that AWS refuses."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address

from exposure_components.checks.shapes import is_output
from exposure_components.checks.sound import Sound
from exposure_components.load_balancers.aws.target_checks import target_problems
from exposure_components.problems import Problem

_OF_A_NEW_ONE = (
    "subnets",
    "public",
    "cross_zone",
    "security_group",
    "deletion_protection",
)
_TAGS = 50
_TAG_KEY = 128
_TAG_VALUE = 256
"""Limits of tags (docs.aws.amazon.com, Tagging AWS resources)."""


def balancer_problems(own: Sound, *, shared: bool = False) -> list[Problem]:
    """Of the args of a balancer, wherever they stand."""
    return [
        *_existing_problems(own, shared=shared),
        *_id_problems(own, "vpc_id", "vpc-"),
        *_id_problems(own, "node_security_group_id", "sg-"),
        *_subnet_problems(own),
        *_group_problems(own),
        *(target_problems(own.below("targets")) if "targets" in own.value else ()),
        *_tag_problems(own),
    ]


def _existing_problems(own: Sound, *, shared: bool) -> Iterator[Problem]:
    if "existing" in own.value:
        existing = own.below("existing")
        yield from _id_problems(existing, "id", "arn:")
        yield from _id_problems(existing, "security_group_id", "sg-")
        rule, remedy = "shapes a balancer that is made elsewhere", "drop it, or `existing`"
        for key in _OF_A_NEW_ONE:
            if key in own.value:
                yield Problem(own.at(key), None, rule, remedy)
    elif "subnets" not in own.value and not shared:
        remedy = "give one subnet per availability zone, or an `existing` balancer"
        yield Problem(own.at("subnets"), None, "is missing", remedy)
    elif own.get("subnets") == []:
        remedy = "give one subnet per availability zone"
        yield Problem(own.at("subnets"), None, "is empty", remedy)


def _subnet_problems(own: Sound) -> Iterator[Problem]:
    public = own.get("public", False)
    subnets = own.items("subnets")
    for subnet in subnets:
        yield from _id_problems(subnet, "id", "subnet-")
        yield from _id_problems(subnet, "allocation_id", "eipalloc-")
        yield from _address_problems(subnet)
        if "allocation_id" in subnet.value and not public and own.at("public") not in own.broken:
            rule = "is an Elastic IP, and the balancer is internal"
            remedy = "drop it, or write `public: true`"
            yield Problem(subnet.at("allocation_id"), None, rule, remedy)
        if "private_ipv4_address" in subnet.value and public:
            rule, remedy = "is a private address, and the balancer is public", "drop one of the two"
            yield Problem(subnet.at("private_ipv4_address"), None, rule, remedy)
    for key in ("id", "allocation_id", "private_ipv4_address"):
        first: dict[str, Sound] = {}
        for subnet in subnets:
            value = subnet.plain(key)
            if value is not None and first.setdefault(value, subnet) is not subnet:
                remedy = "give one subnet per availability zone"
                yield subnet.problem(key, f"is {first[value].path}'s as well", remedy)


def _address_problems(subnet: Sound) -> Iterator[Problem]:
    text = subnet.plain("private_ipv4_address")
    if text is None:
        return
    try:
        IPv4Address(text)
    except ValueError:
        remedy = "give one of the subnet, such as 10.0.1.15"
        yield subnet.problem("private_ipv4_address", "is no IPv4 address", remedy)


def _group_problems(own: Sound) -> Iterator[Problem]:
    if "node_security_group_id" not in own.value:
        return
    rule = "would be opened to the balancer's security group, and there is none"
    existing = own.below("existing")
    if own.get("security_group") is False:
        yield Problem(own.at("node_security_group_id"), None, rule, "drop one of the two")
    elif "existing" in own.value and "security_group_id" not in existing.value:
        remedy = "give `existing.security_group_id`, or drop it"
        yield Problem(own.at("node_security_group_id"), None, rule, remedy)


def _id_problems(item: Sound, key: str, prefix: str) -> Iterator[Problem]:
    text = item.plain(key)
    if text is not None and not text.startswith(prefix):
        yield item.problem(
            key, f"does not start with {prefix}", f"give it as AWS has it: {prefix}…"
        )


def _tag_problems(own: Sound) -> Iterator[Problem]:
    tags = own.below("tags")
    if len(tags.value) > _TAGS:
        yield Problem(tags.path, None, f"has {len(tags.value)} tags", f"give at most {_TAGS}")
    for key, value in tags.value.items():
        at = tags.at(str(key))
        if str(key).lower().startswith("aws:"):
            yield Problem(at, None, "starts with aws:, which AWS keeps for itself", "rename it")
        if len(str(key)) > _TAG_KEY:
            yield Problem(at, None, f"is longer than {_TAG_KEY} characters", "shorten it")
        if not is_output(value) and len(str(value)) > _TAG_VALUE:
            rule = f"has a value of more than {_TAG_VALUE} characters"
            yield Problem(at, None, rule, "shorten it")
