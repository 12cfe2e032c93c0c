"""Every default that the docstrings of the args promise."""

import re
from collections.abc import Callable, Mapping
from inspect import getsource
from typing import Any, is_typeddict

import pytest

from exposure_components.args import dns as args
from exposure_components.testing import RecordedResource, Timeouts
from tests.dns.programs import APP, PROVIDERS, VIP, alias, children, making, records, run, zone

ABSENT = None
DESIGNATE, ROUTE53 = zone(**PROVIDERS["designate"].new), zone("route53", create=True)
A = {"name": APP, "type": "A", "values": [VIP]}


def first(given: Any) -> RecordedResource:
    return children(run(making(given)))[0]


def seen(given: Any, key: str) -> Any:
    return first(given).inputs.get(key, ABSENT)


PROMISES: Mapping[str, Callable[[], bool]] = {
    "DesignateZone.id": lambda: seen(records(), "zoneId") == "found",
    "DesignateZone.create": lambda: first(records()).type == PROVIDERS["designate"].record,
    "DesignateZone.ttl": lambda: seen(records(zone=DESIGNATE), "ttl") is ABSENT,
    "DesignateZone.description": lambda: seen(records(zone=DESIGNATE), "description") is ABSENT,
    "DesignateZone.private": lambda: seen(records(zone=DESIGNATE), "attributes") is ABSENT,
    "Route53Zone.id": lambda: seen(records("route53"), "zoneId") == "found",
    "Route53Zone.create": lambda: first(records("route53")).type == PROVIDERS["route53"].record,
    "Route53Zone.private": lambda: seen(records(zone=ROUTE53), "vpcs") is ABSENT,
    "Route53Zone.vpc_ids": lambda: seen(records(zone=ROUTE53), "vpcs") is ABSENT,
    "Route53Zone.comment": lambda: seen(records(zone=ROUTE53), "comment") == "Managed by Pulumi",
    "AliasTarget.dual_stack": lambda: len(children(run(making(records("route53", alias()))))) == 1,
    "AliasTarget.evaluate_target_health": lambda: (
        seen(records("route53", alias()), "aliases")[0]["evaluateTargetHealth"] is True
    ),
    "Record.ttl": lambda: seen(records("designate", A, ttl=60), "ttl") == 60,
    "DnsRecordsArgs.ttl": lambda: seen(records(), "ttl") == 300,
    "DnsRecordsArgs.timeout": lambda: first(records()).options.timeouts == Timeouts(),
}
OF_APPS = {"Dns.ttl", "Dns.alias", "Dns.timeout"}
"""Pinned by `test_record_sets.py` and `test_late_values.py`."""


@pytest.mark.parametrize("field", PROMISES)
def test_a_default_is_as_promised(field: str) -> None:
    assert PROMISES[field]()


def test_every_promised_default_is_pinned() -> None:
    types = [value for value in vars(args).values() if is_typeddict(value)]
    field = re.compile(r'^    (\w+): .*\n    """((?:.|\n)*?)"""', re.MULTILINE)
    assert {
        f"{cls.__name__}.{name}"
        for cls in types
        for name, text in field.findall(getsource(cls))
        if "Default:" in text
    } == PROMISES.keys() | OF_APPS


def test_each_field_is_documented() -> None:
    for cls in (value for value in vars(args).values() if is_typeddict(value)):
        text = getsource(cls)
        for name in cls.__annotations__:
            after = text.partition(f"    {name}: ")[2].partition("\n")[2]
            assert after.lstrip().startswith('"""'), f"{cls.__name__}.{name}"
