"""The type and the values of a record set, once its hosts are known."""

from collections.abc import Sequence
from dataclasses import dataclass

from exposure_components.dns.hosts import WORDS, Host, normal, type_of
from exposure_components.dns.kinds import RecordType
from exposure_components.dns.record_sets import RecordSet
from exposure_components.problems import Problem


@dataclass(frozen=True)
class Settled:
    """What is written into the zone."""

    type: RecordType
    values: list[str]
    """In an order of their own: that of the nodes changes nothing."""


def settled(record_set: RecordSet, hosts: Sequence[Host]) -> tuple[Settled, list[Problem]]:
    """The record set of hosts that are all known, and what is wrong with them."""
    found = [p for host in hosts for p in _host_problems(host)]
    if found:
        return Settled(RecordType.A, []), found
    kind = record_set.type or type_of(hosts[0].value) or RecordType.CNAME
    found = [p for host in hosts for p in mismatch(host.path, host.value, kind)]
    if not found:
        found = cname_problems(record_set, hosts) if kind is RecordType.CNAME else []
    return Settled(kind, sorted({normal(host.value) for host in hosts})), found


def mismatch(path: str, value: str, kind: RecordType) -> list[Problem]:
    """A value that a record of the type cannot hold."""
    actual = type_of(value)
    if actual is kind:
        return []
    article = "a" if actual is RecordType.CNAME else "an"
    remedy = f"give one; {article} {actual} record would hold it" if actual else "give one"
    return [Problem(path, value, f"is no {WORDS[kind]}", remedy)]


def cname_problems(record_set: RecordSet, hosts: Sequence[Host]) -> list[Problem]:
    """A CNAME that has several values, or stands where it must not, or leads to itself."""
    first, *others = hosts
    rule = "is a second value of a CNAME"
    found = [Problem(h.path, h.shown, rule, "give one, or addresses") for h in others]
    if record_set.at_apex:
        rule = f"is a host name, and no CNAME may stand at the zone's own name {record_set.name}"
        remedy = "give addresses, an ALIAS of Route 53, or a name below the zone"
        found.append(Problem(first.path, first.shown, rule, remedy))
    if not first.is_late and normal(first.value) == record_set.name:
        found.append(Problem(first.path, first.value, "leads to itself", "give another name"))
    return found


def _host_problems(host: Host) -> list[Problem]:
    if not isinstance(host.value, str):
        rule = f"came out as {type(host.value).__name__}"
        return [Problem(host.path, None, rule, "give a text")]
    if type_of(host.value) is None:
        rule = "is no IP address or DNS name"
        return [Problem(host.path, host.value, rule, "give one, without a port")]
    return []
