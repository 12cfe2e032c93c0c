from typing import Any

import pytest

from tests.dns.programs import APP, NODES, PROVIDERS, VIP, WILDCARD, alias, record_lines, records
from tests.pure.apps import Later

ADDRESS = {"name": APP, "type": "A", "values": [VIP]}
ADDRESS6 = {"name": APP, "type": "AAAA", "values": ["fd00::1"]}
NAME = {"name": APP, "type": "CNAME", "values": ["lb.example.org."]}
APEX = "kube.example.com"


@pytest.mark.parametrize(
    ("key", "given"),
    [
        ("designate", [ADDRESS, ADDRESS6]),
        ("designate", [NAME, {**ADDRESS, "name": WILDCARD}]),
        ("designate", [{**ADDRESS, "name": APEX, "ttl": 1}]),
        ("designate", [{**NAME, "values": [Later()]}]),
        ("designate", [{**ADDRESS, "values": [*NODES, Later()]}]),
        ("route53", [alias(), ADDRESS6]),
        ("route53", [{**alias(dual_stack=True), "name": APEX}]),
        ("route53", [{**alias(name=Later(), zone_id=Later()), "name": WILDCARD}]),
    ],
)
def test_records_may_be(key: str, given: Any) -> None:
    assert record_lines(records(key, *given)) == []


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (
            {**ADDRESS, "name": "influxdb.xkube.example.com"},
            "name: influxdb.xkube.example.com is outside of the zone kube.example.com; "
            "end it in .kube.example.com, or give the zone that it is in",
        ),
        (
            {**ADDRESS, "name": "a.*.kube.example.com"},
            "name: a.*.kube.example.com has a `*` that is not the whole leftmost label; "
            "write it like *.kube.example.com",
        ),
        (
            {**ADDRESS, "values": ["fd00::1"]},
            "values[0]: fd00::1 is no IPv4 address; give one; an AAAA record would hold it",
        ),
        (
            {**ADDRESS6, "values": [VIP]},
            f"values[0]: {VIP} is no IPv6 address; give one; an A record would hold it",
        ),
        (
            {**ADDRESS, "values": ["lb.example.org"]},
            "values[0]: lb.example.org is no IPv4 address; give one; a CNAME record would hold it",
        ),
        ({**NAME, "values": ["10.0.0"]}, "values[0]: 10.0.0 is no host name; give one"),
        (
            {**NAME, "values": ["a.example.org", "b.example.org"]},
            "values[1]: b.example.org is a second value of a CNAME; give one, or addresses",
        ),
        (
            {**NAME, "values": ["a.example.org", Later()]},
            "values[1]: is a second value of a CNAME; give one, or addresses",
        ),
        (
            {**NAME, "name": APEX},
            "values[0]: lb.example.org. is a host name, and no CNAME may stand at the zone's own "
            "name kube.example.com; give addresses, an ALIAS of Route 53, or a name below the zone",
        ),
        (
            {**NAME, "values": [f"{APP}."]},
            f"values[0]: {APP}. leads to itself; give another name",
        ),
        (
            {**ADDRESS, "values": [VIP, VIP]},
            f"values[1]: {VIP} is records[0].values[0] as well; list each value once",
        ),
        (
            {**ADDRESS6, "values": ["fd00::1", "FD00:0::1"]},
            "values[1]: FD00:0::1 is records[0].values[0] as well; list each value once",
        ),
        ({"name": APP, "type": "A"}, "values: is missing; say what the name leads to"),
        ({**ADDRESS, "values": []}, "values: is missing; say what the name leads to"),
        (
            {**ADDRESS, "ttl": 2**31},
            "ttl: 2147483648 is outside of 1-2147483647 seconds; "
            "choose one inside, or leave it out",
        ),
        (
            {**ADDRESS, "alias": alias()["alias"]},
            "alias: is not of A records; make its type ALIAS, or give values",
        ),
        (
            {**ADDRESS, "type": "TXT"},
            "type: TXT is none of A, AAAA, CNAME, ALIAS; choose one of them",
        ),
    ],
)
def test_no_record_is(record: Any, line: str) -> None:
    assert record_lines(records("route53", record)) == [f"records[0].{line}"]


@pytest.mark.parametrize(
    ("record", "line"),
    [
        (
            {**alias(), "ttl": 60},
            "ttl: 60 is not an ALIAS's to choose: it has the TTL of its target; leave it out",
        ),
        (
            {**alias(), "values": [VIP]},
            "values: are not an ALIAS's; give its target in `alias`",
        ),
        ({"name": APP, "type": "ALIAS"}, "alias: is missing; give the ALIAS's target"),
        (
            {"name": APP, "type": "ALIAS", "alias": {"name": "lb.example.org"}},
            "alias.zone_id: is missing; add it",
        ),
    ],
)
def test_no_alias_is(record: Any, line: str) -> None:
    assert record_lines(records("route53", record)) == [f"records[0].{line}"]


def test_an_alias_is_of_route_53_alone() -> None:
    assert record_lines(records("designate", alias())) == [
        "records[0].type: ALIAS is not among the types of Designate; use A, AAAA or CNAME"
    ]


ALONE = "drop one of the two"
TWICE = "put all values into one record"


@pytest.mark.parametrize(
    ("given", "line"),
    [
        (
            [ADDRESS, NAME],
            f"has a CNAME and other records (records[0]), and a CNAME stands alone; {ALONE}",
        ),
        (
            [NAME, ADDRESS6],
            f"has a CNAME and other records (records[0]), and a CNAME stands alone; {ALONE}",
        ),
        (
            [alias(), NAME],
            f"has a CNAME and other records (records[0]), and a CNAME stands alone; {ALONE}",
        ),
        (
            [ADDRESS, {**ADDRESS, "values": [NODES[0]]}],
            f"has a record of that type already (records[0]); {TWICE}",
        ),
        ([NAME, NAME], f"has a record of that type already (records[0]); {TWICE}"),
        ([ADDRESS, alias()], f"has a record of that type already (records[0]); {TWICE}"),
        (
            [ADDRESS6, alias(dual_stack=True)],
            f"has a record of that type already (records[0]); {TWICE}",
        ),
    ],
)
def test_records_that_cannot_be_neighbours(given: Any, line: str) -> None:
    assert record_lines(records("route53", *given)) == [f"records[1].name: {APP} {line}"]


def test_a_name_is_the_same_however_it_is_written() -> None:
    same = {**ADDRESS, "name": "InfluxDB.kube.example.com."}
    assert record_lines(records("designate", ADDRESS, same)) == [
        "records[1].name: InfluxDB.kube.example.com. has a record of that type already "
        f"(records[0]); {TWICE}"
    ]


def test_no_records_are_for_a_created_zone_alone() -> None:
    args = {"zone": {"designate": {"name": APEX}}, "records": []}
    assert record_lines(args) == [
        "records: is empty, and no zone is created; add a record, or `create: true`"
    ]
    assert (
        record_lines(
            {"zone": {"designate": {"name": APEX, **PROVIDERS["designate"].new}}, "records": []}
        )
        == []
    )


def test_all_problems_are_told_at_once() -> None:
    assert record_lines(
        {"zone": {"designate": {"create": True}}, "ttl": 0, "timeout": -1, "records": [{}]}
    ) == [
        "zone.designate.name: is missing; add it",
        "records[0].name: is missing; add it",
        "records[0].type: is missing; add it",
        "ttl: 0 is outside of 1-2147483647 seconds; choose one inside, or leave it out",
        "timeout: -1 is outside of 1-2147483647 seconds; choose one inside, or leave it out",
        "zone.designate.email: is missing: Designate makes no zone without one; "
        "give who answers for the zone",
    ]
