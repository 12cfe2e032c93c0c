from typing import Any

import pulumi
import pytest

from exposure_components import ExposureError
from exposure_components.dns.component import DnsRecords
from exposure_components.dns.record_sets import record_sets
from exposure_components.dns.registration import register_records
from exposure_components.testing import UNKNOWN, Options, Recording
from tests.dns.programs import APP, PROVIDERS, VIP, as_hosts, children, own_options, run, zone

EACH = pytest.mark.parametrize("key", PROVIDERS)


class App(pulumi.ComponentResource):
    """What an app's component does with its `dns`."""

    def __init__(self, dns: Any, hosts: list[Any]) -> None:
        """Make its name."""
        super().__init__("tests:index:App", "influxdb")
        sets = record_sets(dns, as_hosts(hosts))
        register_records(self, "influxdb", dns, sets, subject="App influxdb")
        self.register_outputs({})


def leading_to(
    key: str, *hosts: Any, name: str = APP, secret: bool = False, preview: bool = False
) -> Recording:
    """A run of an app whose hosts are known later."""

    def program() -> None:
        later = pulumi.Output.secret if secret else pulumi.Output.from_input
        values = [host if host is UNKNOWN else later(host) for host in hosts]
        unknown = pulumi.Output[str](set(), _future("x"), _future(False))
        App({"name": name, "zone": zone(key)}, [unknown if v is UNKNOWN else v for v in values])

    return run(program, preview=preview)


async def _future(value: Any) -> Any:
    return value


@EACH
@pytest.mark.parametrize(
    ("host", "kind", "value"),
    [
        (VIP, "A", VIP),
        ("FD00:0::1", "AAAA", "fd00::1"),
        ("LB.example.org.", "CNAME", "lb.example.org"),
    ],
    ids=["IPv4", "IPv6", "a name"],
)
def test_the_type_is_that_of_the_value(key: str, host: str, kind: str, value: str) -> None:
    (record,) = children(leading_to(key, host))
    dot = PROVIDERS[key].dot if kind == "CNAME" else ""
    assert record.name == "influxdb"
    assert (record.inputs["type"], record.inputs["records"]) == (kind, [value + dot])


@EACH
def test_a_preview_knows_neither_type_nor_values(key: str) -> None:
    (record,) = children(leading_to(key, UNKNOWN, preview=True))
    assert (record.inputs["type"], record.inputs["records"]) == (UNKNOWN, UNKNOWN)
    assert record.inputs["name"] == APP + PROVIDERS[key].dot


@EACH
def test_several_that_are_known_later_are_sorted_and_told_once(key: str) -> None:
    (record,) = children(leading_to(key, "10.0.0.2", "10.0.0.1", "10.0.0.2"))
    assert (record.inputs["type"], record.inputs["records"]) == ("A", ["10.0.0.1", "10.0.0.2"])


@pytest.mark.parametrize(
    ("hosts", "name", "line"),
    [
        (
            ["lb"] * 2,
            APP,
            "cluster.nodes[1].address: lb is a second value of a CNAME; give one, or addresses",
        ),
        (
            [VIP, "fd00::1"],
            APP,
            "cluster.nodes[1].address: fd00::1 is no IPv4 address; "
            "give one; an AAAA record would hold it",
        ),
        (
            ["10.0.0"],
            APP,
            "cluster.nodes[0].address: 10.0.0 is no IP address or DNS name; "
            "give one, without a port",
        ),
        ([7], APP, "cluster.nodes[0].address: came out as int; give a text"),
        (
            ["lb.example.org"],
            "kube.example.com",
            "cluster.nodes[0].address: lb.example.org is a host name, and no CNAME may stand at "
            "the zone's own name kube.example.com; give addresses, an ALIAS of Route 53, or a "
            "name below the zone",
        ),
    ],
    ids=["two names", "two families", "neither", "no text", "apex"],
)
def test_a_value_that_turns_out_wrong_is_named(hosts: list[Any], name: str, line: str) -> None:
    with pytest.raises(ExposureError) as raised:
        leading_to("route53", *hosts, name=name)
    assert str(raised.value) == f"App influxdb has 1 problem:\n  {line}"


def test_a_secret_that_turns_out_wrong_is_not_shown() -> None:
    with pytest.raises(ExposureError) as raised:
        leading_to("designate", "s3cret value", secret=True)
    assert str(raised.value) == (
        "App influxdb has 1 problem:\n"
        "  cluster.nodes[0].address: is no IP address or DNS name; "
        "look at the value, which is a secret"
    )


def test_a_secret_address_stays_secret() -> None:
    (record,) = children(leading_to("designate", VIP, secret=True))
    assert record.inputs["records"] == [VIP]
    assert ("records",) in record.secrets


@EACH
def test_a_record_of_addresses_refuses_a_name_that_is_known_later(key: str) -> None:
    def program() -> None:
        late = pulumi.Output.from_input("lb.example.org")
        record: Any = {"name": APP, "type": "A", "values": [VIP, late]}
        DnsRecords("names", {"zone": zone(key), "records": [record]})  # type: ignore[typeddict-item]

    with pytest.raises(ExposureError) as raised:
        run(program)
    assert str(raised.value) == (
        "DnsRecords names has 1 problem:\n"
        "  records[0].values[1]: lb.example.org is no IPv4 address; "
        "give one; a CNAME record would hold it"
    )


@pytest.mark.parametrize(
    ("late", "came"), [("", "an empty text"), (None, "NoneType")], ids=["empty", "none"]
)
def test_an_id_that_turns_out_to_be_none_is_named(late: Any, came: str) -> None:
    def program() -> None:
        own = zone("route53", id=pulumi.Output.from_input(late))
        App({"name": APP, "zone": own}, [VIP])

    with pytest.raises(ExposureError) as raised:
        run(program)
    assert [str(p) for p in raised.value.problems] == [
        f"dns.zone.route53.id: came out as {came}; give a text"
    ]


@EACH
def test_an_apps_name_waits_as_long_as_the_provider_does(key: str) -> None:
    (record,) = children(leading_to(key, VIP))
    assert own_options(record) == Options(delete_before_replace=True)
    assert record.inputs["ttl"] == 300
