"""Names in DNS that lead elsewhere than before."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exposure_components.migration.changes import Change, Outcome
from exposure_components.migration.state import Resource
from exposure_components.topology.things import items, texts

_RECORDS: Final = ("aws:route53/record:Record", "openstack:dns/recordSet:RecordSet")
_WHERE_TO: Final = ("aliases", "records", "type")
ALIAS_TTL: Final = 60
"""Seconds that resolvers keep an ALIAS of a balancer (Route 53 Developer Guide, Choosing between
alias and non-alias records)."""


@dataclass(frozen=True)
class Moved:
    """A name whose record changes."""

    name: str
    ttl: int | None
    """Seconds that resolvers keep the old answer; None if the zone decides."""
    led_to: tuple[str, ...]
    leads_to: tuple[str, ...]
    """Empty if the name goes, and for what is known after up."""
    goes: bool


def moved_names(found: Iterable[Change]) -> list[Moved]:
    """The names of which clients may know an old answer for a while."""
    records = [each for each in found if each.resource.type in _RECORDS]
    kept = {_name(each.after) for each in records if each.after is not None}
    moved: list[Moved] = []
    for each in records:
        if each.before is None or not _leads_elsewhere(each):
            continue
        name = _name(each.before)
        goes = each.after is None or _name(each.after) != name
        if each.after is None and name in kept:
            continue
        leads_to = () if goes or each.after is None else _values(each.after)
        moved.append(Moved(name, _ttl(each.before), _values(each.before), leads_to, goes))
    return moved


def _leads_elsewhere(change: Change) -> bool:
    if change.outcome in (Outcome.DELETED, Outcome.REPLACED):
        return True
    return any(each.path[0] in _WHERE_TO for each in change.differences)


def _name(record: Resource) -> str:
    return str(record.inputs.get("name", "")).rstrip(".").lower()


def _ttl(record: Resource) -> int | None:
    if record.inputs.get("aliases"):
        return ALIAS_TTL
    ttl: Any = record.inputs.get("ttl")
    return int(ttl) if str(ttl).isdecimal() else None


def _values(record: Resource) -> tuple[str, ...]:
    named: Sequence[Any] = [each.get("name") for each in items(record.inputs, "aliases")]
    return (*texts(record.inputs, "records"), *(str(each) for each in named if each))
