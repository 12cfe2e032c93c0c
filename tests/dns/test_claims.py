from typing import Any

import pulumi
import pytest

from exposure_components import ExposureError
from exposure_components.dns.component import DnsRecords
from tests.dns.programs import APP, NODES, PROVIDERS, WILDCARD, alias, making, records, run, zone

ADDRESS = {"name": APP, "type": "A", "values": [*NODES]}
ADDRESS6 = {"name": APP, "type": "AAAA", "values": ["fd00::1"]}
NAME = {"name": APP, "type": "CNAME", "values": ["lb.example.org"]}
PRIVATE = {"private": True, "create": True}


def two(one: Any, other: Any) -> list[str]:
    """What two components of one program are told."""
    told: list[str] = []

    def program() -> None:
        DnsRecords("one", one)
        try:
            DnsRecords("other", other)
        except ExposureError as error:
            told.extend(str(problem) for problem in error.problems)

    registered = [r.name for r in run(program).resources]
    assert ("other" in registered) == (not told)
    return told


@pytest.mark.parametrize(
    ("given", "other"),
    [(ADDRESS, ADDRESS), (ADDRESS, NAME), (NAME, ADDRESS6), (NAME, NAME), (ADDRESS, alias())],
)
def test_two_components_cannot_have_one_name(given: Any, other: Any) -> None:
    assert two(records("route53", given), records("route53", other)) == [
        f"records[0].name: {APP} is claimed by DnsRecords one too (records[0].name); "
        "choose another name"
    ]


@pytest.mark.parametrize(
    ("given", "other"),
    [
        (records("designate", ADDRESS), records("designate", ADDRESS6)),
        (records("designate", ADDRESS), records("designate", {**ADDRESS, "name": WILDCARD})),
        (records("designate", ADDRESS), records("route53", ADDRESS)),
        (
            records("route53", ADDRESS),
            records("route53", ADDRESS, zone=zone("route53", private=True)),
        ),
        (
            records("route53", ADDRESS, zone=zone("route53", id="Z1", private=True)),
            records("route53", ADDRESS, zone=zone("route53", id="Z2", private=True)),
        ),
    ],
    ids=["types", "names", "providers", "private", "ids of private zones"],
)
def test_two_components_may_have_names_that_differ_in(given: Any, other: Any) -> None:
    assert two(given, other) == []


@pytest.mark.parametrize("key", PROVIDERS)
def test_a_zone_is_created_once(key: str) -> None:
    args = {"zone": zone(key, **PROVIDERS[key].new), "records": []}
    assert two(args, args) == [
        f"zone.{key}.name: kube.example.com is claimed by DnsRecords one too "
        f"(zone.{key}.name); create it once, and give its id to the others"
    ]


def test_a_vpc_sees_one_private_zone_of_a_name() -> None:
    def seen_by(*vpcs: str) -> dict[str, Any]:
        return {"zone": zone("route53", **PRIVATE, vpc_ids=[*vpcs]), "records": []}

    assert two(seen_by("vpc-1"), seen_by("vpc-2")) == []
    assert two(seen_by("vpc-1", "vpc-2"), seen_by("vpc-2", "vpc-3")) == [
        "zone.route53.name: kube.example.com is claimed by DnsRecords one too "
        "(zone.route53.name); create it once, and give its id to the others"
    ]


def test_a_zone_is_the_same_by_its_name_and_by_an_id_that_is_known_later() -> None:
    def program() -> None:
        def within(own: dict[str, Any]) -> Any:
            return records("designate", ADDRESS, zone=own)

        DnsRecords("one", within(zone(**PROVIDERS["designate"].new)))
        with pytest.raises(ExposureError, match="is claimed by DnsRecords one too"):
            DnsRecords("other", within(zone(id=pulumi.Output.from_input("a"))))

    run(program)


def test_two_components_of_one_name_are_refused() -> None:
    def program() -> None:
        making(records("designate", ADDRESS), "one")()
        with pytest.raises(ExposureError, match="give one of the two components another name"):
            making(records("designate", ADDRESS6), "one")()

    run(program)
