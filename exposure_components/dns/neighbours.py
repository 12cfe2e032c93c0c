"""Records that cannot stand next to each other."""

from exposure_components.checks.sound import Sound
from exposure_components.dns.domain_names import canonical
from exposure_components.dns.kinds import RecordType
from exposure_components.problems import Problem

ADDRESSES = (RecordType.A, RecordType.AAAA)


def neighbour_problems(args: Sound) -> list[Problem]:
    """Two record sets of one name and type, and a CNAME that is not alone (RFC 2181, 10.1)."""
    found: list[Problem] = []
    taken: dict[tuple[str, RecordType], Sound] = {}
    for record in args.items("records"):
        name, kind = record.get("name"), record.get("type")
        if name is None or kind is None:
            continue
        types = types_of(RecordType(kind), bool(record.below("alias").get("dual_stack")))
        keys = [(canonical(name), each) for each in types]
        other = next((taken[key] for key in keys if key in taken), None)
        if other is not None:
            found.append(_problem(record, other))
        for key in keys:
            taken.setdefault(key, record)
    return found


def types_of(kind: RecordType | None, dual_stack: bool = False) -> tuple[RecordType, ...]:
    """The types of which a record leaves no room for another of its name."""
    if kind is None or kind is RecordType.CNAME:
        return (*ADDRESSES, RecordType.CNAME)
    if kind is RecordType.ALIAS:
        return ADDRESSES if dual_stack else (RecordType.A,)
    return (kind,)


def _problem(record: Sound, other: Sound) -> Problem:
    kinds = {record.get("type"), other.get("type")}
    if RecordType.CNAME in kinds and len(kinds) > 1:
        rule = f"has a CNAME and other records ({other.path}), and a CNAME stands alone"
        return record.problem("name", rule, "drop one of the two")
    rule = f"has a record of that type already ({other.path})"
    return record.problem("name", rule, "put all values into one record")
