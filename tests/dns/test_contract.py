"""What every provider of zones keeps to."""

import pkgutil
import subprocess
import sys
from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.args.dns import Zone
from exposure_components.dns import adapters, all
from exposure_components.testing import UNKNOWN, Options, Timeouts, run_program
from tests.dns.programs import (
    APP,
    NODES,
    PROVIDERS,
    WILDCARD,
    children,
    making,
    own_options,
    records,
    run,
    zone,
)

FOUND = sorted(module.name for module in pkgutil.iter_modules(adapters.__path__))
EACH = pytest.mark.parametrize("key", FOUND)
REPLACED = Options(delete_before_replace=True)
PACKAGES = {"designate": "pulumi_openstack", "route53": "pulumi_aws"}


def test_each_provider_is_registered_and_has_its_key() -> None:
    home = adapters.__name__
    assert {p.key: p.adapter for p in all.PROVIDERS.values()} == {
        key: f"{home}.{key}" for key in FOUND
    }
    assert sorted(Zone.__annotations__) == FOUND
    assert sorted(PROVIDERS) == FOUND


@EACH
def test_several_addresses_are_one_record_set(key: str) -> None:
    recording = run(making(records(key)))
    made = PROVIDERS[key]
    assert [(r.type, r.name, r.inputs, own_options(r)) for r in children(recording)] == [
        (
            made.record,
            f"names-{APP}",
            {
                "zoneId": "found",
                "name": APP + made.dot,
                "type": "A",
                "ttl": 300,
                "records": ["10.13.241.10", "10.13.241.89"],
                **({"disableStatusCheck": True} if made.asks_status else {}),
            },
            REPLACED,
        )
    ]
    assert [r.type for r in recording.resources] == [
        "exposure_components:index:DnsRecords",
        made.record,
    ]


@EACH
def test_an_existing_zone_is_looked_up_by_its_name(key: str) -> None:
    program = making(records(key, zone=zone(key, name="Kube.Example.com.")))
    (invoke,) = run(program, preview=True).invokes
    recording = run(program)
    assert len(recording.invokes) == 1 + PROVIDERS[key].asks_status
    own = {"privateZone": False} if key == "route53" else {}
    assert invoke.token == PROVIDERS[key].lookup
    assert invoke.args == {"name": "kube.example.com" + PROVIDERS[key].dot, **own}
    assert recording.value == {"zone_id": "found", "names": [APP], "name_servers": None}


@EACH
def test_a_zone_with_an_id_is_not_looked_up(key: str) -> None:
    ids = {"designate": "2b5f5f53-0b1e-4b3c-8a3e-0f5c8c8f1d11", "route53": "Z0123456789ABC"}
    recording = run(making(records(key, zone=zone(key, id=ids[key]))))
    assert len(recording.invokes) == PROVIDERS[key].asks_status
    assert [r.inputs["zoneId"] for r in children(recording)] == [ids[key]]
    assert recording.value["zone_id"] == ids[key]


@EACH
@pytest.mark.parametrize("preview", [True, False], ids=["preview", "up"])
def test_a_created_zone_is_made_once_and_holds_the_records(key: str, preview: bool) -> None:
    args = records(key, zone=zone(key, **PROVIDERS[key].new))
    recording = run(making(args), preview=preview)
    made, record = children(recording)
    assert (made.type, made.name) == (PROVIDERS[key].zone, "names")
    assert made.inputs["name"] == "kube.example.com" + PROVIDERS[key].dot
    assert record.property_dependencies["zoneId"] == (made.urn,)
    # For the zone before its records are made, and for all of it after them.
    assert len(recording.invokes) == (2 if PROVIDERS[key].asks_status and not preview else 0)
    assert (recording.value["zone_id"] is UNKNOWN) is preview


@EACH
def test_a_created_zone_may_be_empty(key: str) -> None:
    args = {"zone": zone(key, **PROVIDERS[key].new), "records": []}
    assert [r.type for r in children(run(making(args)))] == [PROVIDERS[key].zone]


@EACH
def test_a_wildcard_is_a_record_as_any_other(key: str) -> None:
    args = records(key, {"name": WILDCARD, "type": "A", "values": [NODES[0]]})
    (record,) = children(run(making(args)))
    assert record.inputs["name"] == WILDCARD + PROVIDERS[key].dot


@EACH
def test_a_host_name_ends_as_the_provider_wants_it(key: str) -> None:
    args = records(key, {"name": WILDCARD, "type": "CNAME", "values": [APP.upper()]})
    (record,) = children(run(making(args)))
    assert record.inputs["records"] == [APP + PROVIDERS[key].dot]


@EACH
def test_a_record_has_its_own_ttl_or_that_of_all(key: str) -> None:
    short = {"name": WILDCARD, "type": "A", "values": [NODES[0]], "ttl": 60}
    usual = {"name": APP, "type": "A", "values": [NODES[0]]}
    recording = run(making(records(key, short, usual, ttl=3600)))
    assert [r.inputs["ttl"] for r in children(recording)] == [60, 3600]


@EACH
def test_another_order_changes_nothing(key: str) -> None:
    one = [
        {"name": APP, "type": "AAAA", "values": ["fd00::2", "FD00:0::1"]},
        {"name": APP, "type": "A", "values": [*NODES]},
    ]
    other = [{**r, "values": [*reversed(r["values"])]} for r in reversed(one)]
    both = [children(run(making(records(key, *given)))) for given in (one, other)]
    seen = [[(r.name, r.inputs) for r in each] for each in both]
    assert seen[0] == seen[1]
    assert [(name, inputs["type"], inputs["records"]) for name, inputs in seen[0]] == [
        (f"names-{APP}", "A", ["10.13.241.10", "10.13.241.89"]),
        (f"names-{APP}.aaaa", "AAAA", ["fd00::1", "fd00::2"]),
    ]


@EACH
def test_a_timeout_is_that_of_the_zone_and_of_each_record(key: str) -> None:
    args = records(key, zone=zone(key, **PROVIDERS[key].new), timeout=120)
    recording = run(making(args))
    expected = Timeouts("120s", "120s", "120s")
    assert [r.options.timeouts for r in children(recording)] == [expected, expected]


@EACH
def test_problems_are_raised_before_anything_is_registered(key: str) -> None:
    args = records(key, {"name": "a.example.com", "type": "A", "values": ["fd00::1"]})
    seen: list[Any] = []

    def program() -> None:
        with pytest.raises(ExposureError) as raised:
            making(args)()
        seen.append(str(raised.value))

    assert run_program(program).resources == ()
    assert seen == [
        "DnsRecords names has 2 problems:\n"
        "  records[0].name: a.example.com is outside of the zone kube.example.com; "
        "end it in .kube.example.com, or give the zone that it is in\n"
        "  records[0].values[0]: fd00::1 is no IPv4 address; "
        "give one; an AAAA record would hold it"
    ]


@EACH
def test_only_the_package_of_the_chosen_zone_is_imported(key: str) -> None:
    program = (
        "import sys\n"
        "from exposure_components.dns.component import DnsRecords\n"
        "packages = ('pulumi_aws', 'pulumi_openstack')\n"
        "assert not set(packages) & set(sys.modules), 'too early'\n"
        "from tests.dns.programs import making, records, run\n"
        f"run(making(records({key!r})))\n"
        "print(*sorted(set(packages) & set(sys.modules)))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.stderr) == (PACKAGES[key], "")
