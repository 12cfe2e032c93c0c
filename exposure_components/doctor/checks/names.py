"""Names in DNS: does somebody serve their zones, and are they free?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from exposure_components.doctor.findings import Finding, ok, unknown, warning
from exposure_components.doctor.plan import Plan, known, listed
from exposure_components.doctor.questions import Absent, Answer, Ask, Found, Records
from exposure_components.topology.things import Thing, items, texts

_RECORDS = ("openstack:dns/recordSet:RecordSet", "aws:route53/record:Record")
_ZONES = ("openstack:dns/zone:Zone", "aws:route53/zone:Zone")


@dataclass(frozen=True)
class _Wanted:
    name: str
    type: str
    values: frozenset[str] | None
    """None where they are not known before `up`."""


def names(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each zone once, then each name."""
    made = {_canonical(each.fields.get("name")): each for each in plan.inventory.of_type(*_ZONES)}
    wanted = [_wanted(each) for each in plan.inventory.of_type(*_RECORDS)]
    wanted = [each for each in wanted if each.name]
    zones = {each.name: _zone(each.name, made, ask) for each in wanted}
    servers: dict[str, str] = {}
    for zone in dict.fromkeys(zones.values()):
        if zone:
            findings, servers[zone] = _served(zone, made.get(zone), ask)
            yield findings
    for each in wanted:
        zone = zones[each.name]
        if zone:
            yield _free(each, servers[zone], ask)
        else:
            rule = "is in no zone that this machine's resolver knows"
            remedy = "see that its zone is there and delegated; a private zone is seen from inside "
            yield unknown(each.name, rule, f"{remedy}alone: ask its name server by --name-server")


def _wanted(record: Thing) -> _Wanted:
    given = texts(record.fields, "records")
    complete = given and all(map(known, given))
    values = frozenset(map(_canonical, given)) if complete else None
    return _Wanted(_canonical(record.fields.get("name")), known(record.fields.get("type")), values)


def _canonical(value: object) -> str:
    return known(value).rstrip(".").lower()


def _zone(name: str, made: Mapping[str, Thing], ask: Ask) -> str:
    """The closest zone around a name; empty where only that of a top-level domain is known."""
    labels = name.split(".")
    for start in range(len(labels) - 1):
        zone = ".".join(labels[start:])
        if zone in made or isinstance(ask(Records(zone, "SOA")), Found):
            return zone
    return ""


def _served(zone: str, made: Thing | None, ask: Ask) -> tuple[Finding, str]:
    """What is found, and the address of a name server that answers for the zone."""
    about = f"zone {zone}"
    if made is not None and items(made.fields, "vpcs"):
        rule = "is private: only machines of its VPCs see it"
        return unknown(about, rule, "run this on one of them"), ""
    delegated = ask(Records(zone, "NS"))
    if not isinstance(delegated, Found):
        if made is None or not isinstance(delegated, Absent):
            return _silent(about, delegated), ""
        rule = "is made by the plan, and no zone above it leads to its name servers yet"
        remedy = "have it delegated: NS records in the zone above, of the servers that it gets"
        return warning(about, rule, remedy), ""
    dead: list[str] = []
    for server in sorted(_canonical(each) for each in delegated.value):
        addresses = ask(Records(server, "A"))
        for address in addresses.value if isinstance(addresses, Found) else ():
            if isinstance(ask(Records(zone, "SOA", address)), Found):
                lame = f"; {listed(dead)} does not" if dead else ""
                return ok(about, f"is served: {server} answers for it{lame}"), address
        dead.append(server)
    rule = f"is delegated to {listed(dead)}, and none answers for it"
    remedy = "see that the zone is on these servers, and that this machine may ask them"
    return warning(about, rule, remedy), ""


def _silent(about: str, answer: Answer) -> Finding:
    why = getattr(answer, "reason", "it has no NS records")
    rule = f"has no name server that this machine knows: {why}"
    return unknown(about, rule, "ask one that does, by --name-server")


def _free(wanted: _Wanted, server: str, ask: Ask) -> Finding:
    about = f"{wanted.name} {wanted.type}"
    answer = ask(Records(wanted.name, wanted.type, server))
    if isinstance(answer, Absent):
        return ok(about, "is free")
    if not isinstance(answer, Found):
        why = getattr(answer, "reason", "")
        return unknown(about, f"is not known to be free: {why}", "ask again, or by --name-server")
    there: Sequence[str] = [_canonical(each) for each in answer.value]
    if wanted.values == frozenset(there):
        return ok(about, f"is there, as planned: {listed(there)}")
    rule = f"is there already, as {listed(there)}: from an earlier `up`, or somebody else's"
    remedy = "if it is not this stack's: choose another name, or delete it, as providers refuse "
    return warning(about, rule, f"{remedy}a second one")
