"""From names and hosts to record sets: all that a zone holds of one name and type."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.dns.domain_names import canonical, is_apex, is_wildcard
from exposure_components.dns.hosts import Host, type_of
from exposure_components.dns.kinds import RecordType
from exposure_components.problems import join

TTL = 300
"""Seconds; what AWS recommends for names that may change (Route 53 Developer Guide, Values that
are common for all routing policies)."""


@dataclass(frozen=True)
class RecordSet:
    """All that a zone holds of one name and type."""

    name: str
    """Whole, in lower case, without a dot at its end."""
    type: RecordType | None
    """A, AAAA or CNAME. None: told by the hosts, once they are known."""
    path: str = ""
    """Where the args say the name."""
    hosts: tuple[Host, ...] = ()
    ttl: int = TTL
    alias: Mapping[str, Any] | None = None
    """Target of an ALIAS, which has neither hosts nor a TTL."""
    at_apex: bool = False
    """Whether the name is the zone's own: no CNAME may stand there."""

    @property
    def suffix(self) -> str:
        """What tells two sets of one name apart. The others take each other's place."""
        # No name of a component's has a dot before it: none is another's.
        return ".aaaa" if self.type is RecordType.AAAA else ""


def record_sets(
    dns: Mapping[str, Any],
    hosts: Sequence[Host],
    target: Mapping[str, Any] | None = None,
    path: str = "dns",
) -> list[RecordSet]:
    """What an app's `dns` without problems comes to.

    target: the balancer of AWS in front of the app, an `AliasTarget`.
    path: where in the app's args `dns` stands.
    """
    name, (zone,) = dns["name"], dns["zone"].values()
    ttl, at = dns.get("ttl", TTL), join(path, "name")
    if dns.get("alias") and target is not None:
        return _alias_sets(name, at, target)
    apex = is_apex(name, zone["name"])
    types = sorted({t for h in hosts if not h.is_late for t in [type_of(h.value)] if t})
    decided: list[RecordType | None] = [*types] or [None]
    return [
        RecordSet(canonical(name), kind, at, _of_type(hosts, kind), ttl, at_apex=apex)
        for kind in decided
    ]


def client_name(dns: Mapping[str, Any]) -> str | None:
    """The name that clients of the app ask for; None for a wildcard, which is no name."""
    return None if is_wildcard(dns["name"]) else canonical(dns["name"])


def own_record_sets(args: Mapping[str, Any]) -> list[RecordSet]:
    """What the args of a `DnsRecords` without problems come to."""
    found: list[RecordSet] = []
    (zone,) = args["zone"].values()
    for i, record in enumerate(args["records"]):
        name, kind, at = record["name"], RecordType(record["type"]), f"records[{i}].name"
        if kind is RecordType.ALIAS:
            found += _alias_sets(name, at, record["alias"])
            continue
        hosts = [Host(f"records[{i}].values[{j}]", v) for j, v in enumerate(record["values"])]
        ttl = record.get("ttl", args.get("ttl", TTL))
        apex = is_apex(name, zone["name"])
        found.append(RecordSet(canonical(name), kind, at, tuple(hosts), ttl, at_apex=apex))
    return sorted(found, key=lambda s: (s.name, s.suffix))


def _alias_sets(name: str, path: str, target: Mapping[str, Any]) -> list[RecordSet]:
    types = [RecordType.A, *([RecordType.AAAA] if target.get("dual_stack") else [])]
    return [RecordSet(canonical(name), kind, path, alias=target) for kind in types]


def _of_type(hosts: Sequence[Host], kind: RecordType | None) -> tuple[Host, ...]:
    return tuple(h for h in hosts if kind is None or h.is_late or type_of(h.value) is kind)
