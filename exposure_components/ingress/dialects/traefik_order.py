"""Which of Traefik's routers has a request that several match.

Left alone that is the one with the longest rule (doc.traefik.io, Routers, Priority): a wildcard,
which is a regular expression, before a name, and a prefix, which is two paths, before the exact
one. The Ingress API has it the other way round, and so do clients.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exposure_components.args.ingress_kinds import PathType
from exposure_components.dns.domain_names import is_wildcard
from exposure_components.ingress.words import hosts_of
from exposure_components.objects.labels import Manifest

_NAMED, _WILDCARD, _ANY = "", "-wildcard", "-any"
"""Hosts by name, hosts by wildcard, no host."""
_FIRST = 100_000
"""More than any rule is long."""
_LAST = {_WILDCARD: -100_000, _ANY: -200_000}
"""Less than any rule is long, whatever the path adds."""


@dataclass(frozen=True)
class Part:
    """Hosts and paths of an app that have one priority."""

    args: Mapping[str, Any]
    suffix: str
    """Of the names of what is made for it. The first has none."""
    priority: int | None
    """None for the length of the rule."""


def parts(args: Mapping[str, Any]) -> list[Part]:
    """The app in as many parts as it needs; nearly always one."""
    found: dict[tuple[str, int | None], tuple[Manifest, list[Any]]] = {}
    for kind, hosts in _kinds(args):
        for path in args.get("paths", [{"path": "/"}]):
            key = _suffix(kind, path), _priority(kind, path)
            found.setdefault(key, (hosts, []))[1].append(path)
    return [
        Part({**args, **hosts, "paths": paths}, suffix if i else "", priority)
        for i, ((suffix, priority), (hosts, paths)) in enumerate(found.items())
    ]


def _kinds(args: Mapping[str, Any]) -> list[tuple[str, Manifest]]:
    """Hosts that Traefik finds in one way."""
    hosts = hosts_of(args)
    if not hosts:
        return [(_ANY, {})]
    by_kind = {
        _NAMED: [host for host in hosts if not is_wildcard(host)],
        _WILDCARD: [host for host in hosts if is_wildcard(host)],
    }
    return [(kind, {"hosts": found}) for kind, found in by_kind.items() if found]


def _suffix(kind: str, path: Mapping[str, Any]) -> str:
    exact = "-exact" if _is_exact(path) else ""
    return exact if kind == _NAMED else f"{kind}-{_length(path)}{exact}"


def _priority(kind: str, path: Mapping[str, Any]) -> int | None:
    if kind == _NAMED:
        # An exact path is never shorter than a prefix of it.
        return _FIRST if _is_exact(path) else None
    return _LAST[kind] + 2 * _length(path) + _is_exact(path)


def _is_exact(path: Mapping[str, Any]) -> bool:
    return path.get("type") == PathType.EXACT


def _length(path: Mapping[str, Any]) -> int:
    return len(path["path"] if _is_exact(path) else path["path"].rstrip("/"))
