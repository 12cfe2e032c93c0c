from typing import Any

import pytest

from tests.dns.programs import PROVIDERS, record_lines, records, zone
from tests.pure.apps import Later

UUID = "2b5f5f53-0b1e-4b3c-8a3e-0f5c8c8f1d11"
NEW = PROVIDERS["designate"].new
PRIVATE = {"create": True, "private": True}


@pytest.mark.parametrize(
    ("key", "more"),
    [
        ("designate", {}),
        ("designate", {"id": UUID}),
        ("designate", {"id": Later()}),
        ("designate", {**NEW, "ttl": 2**31 - 1, "description": "of the article"}),
        ("designate", {"create": False, "private": False}),
        ("route53", {"id": "Z0123456789ABC"}),
        ("route53", {"create": True, "comment": "a" * 256}),
        ("route53", {**PRIVATE, "vpc_ids": ["vpc-0a1b", "vpc-2c3d", Later()]}),
        ("route53", {"private": True}),
        ("route53", {"private": True, "vpc_ids": ["vpc-0a1b"]}),
    ],
)
def test_a_zone_may_be(key: str, more: Any) -> None:
    assert record_lines(records(key, zone=zone(key, **more))) == []


@pytest.mark.parametrize(
    ("key", "more", "line"),
    [
        (
            "designate",
            {"name": "*.example.com"},
            "name: *.example.com has a `*` that is not the whole leftmost label; leave it out",
        ),
        (
            "designate",
            {"private": True},
            "private: cannot be: whoever asks Designate's name servers sees its zones; "
            "leave it out, or use a zone of Route 53",
        ),
        (
            "designate",
            {"create": True},
            "email: is missing: Designate makes no zone without one; give who answers for the zone",
        ),
        (
            "designate",
            {**NEW, "email": "dns+kube@example.com"},
            "email: dns+kube@example.com is no mail address that Designate takes; "
            "use letters, digits, -, _ and dots around one @",
        ),
        (
            "designate",
            {**NEW, "email": "a@b@example.com"},
            "email: a@b@example.com is no mail address that Designate takes; "
            "use letters, digits, -, _ and dots around one @",
        ),
        (
            "designate",
            {**NEW, "name": "example."},
            "name: example. has one label, and Designate makes no top-level zone; "
            "give a name with a dot, such as kube.example.com",
        ),
        (
            "designate",
            {**NEW, "ttl": 0},
            "ttl: 0 is outside of 1-2147483647 seconds; choose one inside, or leave it out",
        ),
        (
            "designate",
            {**NEW, "id": UUID},
            "create: is asked of a zone that has an `id`; leave out one of the two",
        ),
        (
            "designate",
            {"email": "dns@example.com"},
            "email: describes a zone that is created; add `create: true` or drop it",
        ),
        (
            "designate",
            {"id": "kube.example.com"},
            "id: kube.example.com is no UUID; see `openstack zone list`, or leave it out",
        ),
        (
            "route53",
            {"create": True, "id": "Z0123"},
            "create: is asked of a zone that has an `id`; leave out one of the two",
        ),
        (
            "route53",
            {"comment": "hello"},
            "comment: describes a zone that is created; add `create: true` or drop it",
        ),
        (
            "route53",
            {"create": True, "comment": "a" * 257},
            f"comment: {'a' * 59}… has 257 characters, more than 256; shorten it",
        ),
        (
            "route53",
            {"id": "/hostedzone/Z0123"},
            "id: /hostedzone/Z0123 is no id of a hosted zone; "
            "give it without /hostedzone/, or leave it out",
        ),
        (
            "route53",
            PRIVATE,
            "vpc_ids: is missing: a private zone is made for at least one VPC; "
            "give the VPCs that see it",
        ),
        (
            "route53",
            {**PRIVATE, "vpc_ids": []},
            "vpc_ids: is missing: a private zone is made for at least one VPC; "
            "give the VPCs that see it",
        ),
        (
            "route53",
            {"create": True, "vpc_ids": ["vpc-0a1b"]},
            "vpc_ids: is of a private zone; add `private: true` or drop it",
        ),
        (
            "route53",
            {**PRIVATE, "vpc_ids": ["vpc-0a1b", "main"]},
            "vpc_ids[1]: main is no id of a VPC; write it like vpc-0a1b2c3d",
        ),
        (
            "route53",
            {**PRIVATE, "vpc_ids": ["vpc-0a1b", "vpc-0a1b"]},
            "vpc_ids[1]: vpc-0a1b is zone.route53.vpc_ids[0] as well; list each VPC once",
        ),
    ],
)
def test_no_zone_is(key: str, more: Any, line: str) -> None:
    args = {"zone": zone(key, **more), "records": []}
    lines = [each for each in record_lines(args) if not each.startswith("records: is empty")]
    assert lines == [f"zone.{key}.{line}"]


@pytest.mark.parametrize(
    ("given", "lines"),
    [
        ({}, ["zone: names no provider; give exactly one of designate, route53"]),
        (
            {**zone("designate"), **zone("route53")},
            ["zone: has designate and route53; give exactly one of designate, route53"],
        ),
        ({"dnsimple": {}}, ["zone.dnsimple: is not known; known are designate, route53"]),
        ({"rout53": {}}, ["zone.rout53: is not known; did you mean route53?"]),
        ("kube.example.com", ["zone: is of type str; give a mapping (Zone)"]),
        (
            {"designate": "kube.example.com"},
            ["zone.designate: is of type str; give a mapping (DesignateZone)"],
        ),
        ({"route53": {}}, ["zone.route53.name: is missing; add it"]),
    ],
    ids=["none", "two", "unknown", "mistyped", "a text", "a text below", "without a name"],
)
def test_a_zone_has_one_provider(given: Any, lines: list[str]) -> None:
    assert record_lines(records(zone=given)) == lines
