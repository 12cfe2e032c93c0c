"""Names in DNS, and what they lead to."""

from collections.abc import Iterator, Sequence

from exposure_components.topology.fronts import Front
from exposure_components.topology.graph import LATER, Box, Kind
from exposure_components.topology.inventory import Inventory
from exposure_components.topology.things import Thing, items, texts

_RECORDS = ("aws:route53/record:Record", "openstack:dns/recordSet:RecordSet")
_LEADING = ("A", "AAAA", "CNAME")
"""Types of records by which clients find an address."""


def name_box(host: str) -> Box:
    """A name."""
    return Box(f"name:{host}", Kind.NAME, host, ("DNS",), (host,))


def recorded_names(inv: Inventory, fronts: Sequence[Front]) -> Iterator[tuple[str, Front]]:
    """Each name of a record with each front that it leads to."""
    for record in inv.of_type(*_RECORDS):
        name = str(record.fields.get("name", "")).rstrip(".")
        if record.fields.get("type") not in _LEADING or name in ("", LATER):
            continue
        for front in _led_to(inv, record, fronts):
            yield name, front


def _led_to(inv: Inventory, record: Thing, fronts: Sequence[Front]) -> list[Front]:
    """Those of the record's own component; else those whose address it has."""
    own = [each for each in fronts if record.parent in inv.by_urn]
    own = [each for each in own if each.of.parent == record.parent]
    if own:
        return own
    values = {
        *texts(record.fields, "records"),
        *(str(each.get("name")) for each in items(record.fields, "aliases")),
    }
    known = {value.rstrip(".").lower() for value in values} - {LATER}
    made_of = {urn for key in ("records", "aliases") for urn in record.comes_from.get(key, ())}
    return [
        each
        for each in fronts
        if known & {address.lower() for address in each.addresses} or made_of & {*each.made_of}
    ]
