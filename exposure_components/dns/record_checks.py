"""Records that cannot be."""

from exposure_components.checks.sound import Sound
from exposure_components.dns.domain_names import canonical, is_apex, name_problems, place_problems
from exposure_components.dns.hosts import Host, normal
from exposure_components.dns.kinds import RecordType
from exposure_components.dns.neighbours import neighbour_problems
from exposure_components.dns.record_sets import RecordSet
from exposure_components.dns.rules.shared import seconds_problems, ttl_problems
from exposure_components.dns.settling import cname_problems, mismatch
from exposure_components.dns.zone_checks import chosen, zone_name, zone_problems
from exposure_components.problems import Problem
from exposure_components.values import sequence


def record_problems(args: Sound) -> list[Problem]:
    """All that is wrong with the args of a `DnsRecords`, but for their shape."""
    zone = args.below("zone")
    found = [*ttl_problems(args), *seconds_problems(args, "timeout")]
    found += zone_problems(zone)
    own = chosen(zone)
    empty = sequence(args.value.get("records")) in ([], ())
    if empty and own is not None and not own[1].get("create"):
        rule, remedy = "is empty, and no zone is created", "add a record, or `create: true`"
        found.append(Problem(args.at("records"), None, rule, remedy))
    for record in args.items("records"):
        found += ttl_problems(record)
        found += _name_problems(record, zone)
        alias = record.get("type") == RecordType.ALIAS
        found += _alias_problems(record, zone) if alias else _value_problems(record, zone)
    return [*found, *neighbour_problems(args)]


def _name_problems(record: Sound, zone: Sound) -> list[Problem]:
    name, within = record.get("name"), zone_name(zone)
    if name is None:
        return []
    found = name_problems(record.at("name"), name, wildcard=True)
    if found or within is None:
        return found
    return place_problems(record.at("name"), name, within)


def _alias_problems(record: Sound, zone: Sound) -> list[Problem]:
    found: list[Problem] = []
    own = chosen(zone)
    if own is not None and not own[0].aliases:
        rule, remedy = f"is not among the types of {own[0].title}", "use A, AAAA or CNAME"
        found.append(record.problem("type", rule, remedy))
    if "alias" not in record.value:
        found.append(Problem(record.at("alias"), None, "is missing", "give the ALIAS's target"))
    if "values" in record.value:
        rule, remedy = "are not an ALIAS's", "give its target in `alias`"
        found.append(Problem(record.at("values"), None, rule, remedy))
    if "ttl" in record.value:
        rule = "is not an ALIAS's to choose: it has the TTL of its target"
        found.append(record.problem("ttl", rule, "leave it out"))
    return found


def _value_problems(record: Sound, zone: Sound) -> list[Problem]:
    kind = record.get("type")
    if kind is None:
        return []
    found: list[Problem] = []
    if "alias" in record.value:
        remedy = "make its type ALIAS, or give values"
        found.append(Problem(record.at("alias"), None, f"is not of {kind} records", remedy))
    elif not record.value.get("values"):
        found.append(Problem(record.at("values"), None, "is missing", "say what the name leads to"))
    wrong = [
        p for path, text in record.texts("values") for p in mismatch(path, text, RecordType(kind))
    ]
    return [*found, *(wrong or _together(record, RecordType(kind), zone))]


def _together(record: Sound, kind: RecordType, zone: Sound) -> list[Problem]:
    """What is wrong with values each of which is right."""
    name, within = record.get("name"), zone_name(zone)
    values = sequence(record.get("values")) or ()
    hosts = [Host(f"{record.at('values')}[{i}]", value) for i, value in enumerate(values)]
    if kind is RecordType.CNAME and hosts and name is not None:
        apex = within is not None and is_apex(name, within)
        return cname_problems(RecordSet(canonical(name), kind, at_apex=apex), hosts)
    first: dict[str, str] = {}
    return [
        Problem(path, text, f"is {known} as well", "list each value once")
        for path, text in record.texts("values")
        if (known := first.setdefault(normal(text), path)) != path
    ]
