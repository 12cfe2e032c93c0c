"""What a stack's config says by name, and what the names stand for."""

from collections.abc import Container, Iterator, Mapping
from typing import Any

from exposure_components.problems import Problem, did_you_mean
from exposure_components.sharing.all import SHARINGS
from exposure_components.sharing.contract import Sharing
from exposure_components.values import mapping

Entries = Mapping[str, Mapping[str, Any]]
"""Things of one kind by name, each what the stack's config says of it."""


def entries_of(given: Any, key: str) -> tuple[Entries, list[Problem]]:
    """What stands below a key of the config, and what is wrong with it."""
    entries = mapping(given)
    if entries is None:
        return {}, [Problem(key, None, "is no mapping", "map names to args")]
    wrong = [
        Problem(f"{key}.{name}", None, "is no mapping", "give its args")
        for name, entry in entries.items()
        if entry is not None and mapping(entry) is None
    ]
    return {str(name): mapping(entry) or {} for name, entry in entries.items()}, wrong


def _named(entry: Mapping[str, Any], known: Mapping[str, Any]) -> Iterator[tuple[Sharing, str]]:
    """What of the shared an entry names, and by which name."""
    for sharing in SHARINGS:
        name = entry.get(sharing.arg)
        if isinstance(name, str) and sharing.config in known:
            yield sharing, name


def not_shared(entry: Mapping[str, Any], known: Mapping[str, Entries]) -> list[Problem]:
    """Names that stand for nothing."""
    found: list[Problem] = []
    for sharing, name in _named(entry, known):
        if name not in known[sharing.config]:
            otherwise = f"name one of `{sharing.config}`, or give its args"
            remedy = did_you_mean(name, known[sharing.config], otherwise)
            rule = f"is no {sharing.thing} of the stack"
            found.append(Problem(sharing.arg, name, rule, remedy))
    return found


def rests_on(entry: Mapping[str, Any], broken: Container[tuple[str, str]]) -> bool:
    """Whether an entry names one of those, by kind and name, that cannot be."""
    return any(
        (sharing.config, name) in broken
        for sharing in SHARINGS
        if isinstance(name := entry.get(sharing.arg), str)
    )


def promised(entry: Mapping[str, Any], known: Mapping[str, Entries]) -> Mapping[str, Any]:
    """The entry with what is promised of the shared that it names."""
    args = {
        sharing.arg: sharing.promised(name, promised(known[sharing.config][name], known))
        for sharing, name in _named(entry, known)
        if name in known[sharing.config]
    }
    return {**entry, **args}


def resolved(entry: Mapping[str, Any], made: Mapping[str, Mapping[str, Any]]) -> Any:
    """The entry with the shared that it names."""
    args = {sharing.arg: made[sharing.config][name] for sharing, name in _named(entry, made)}
    return {**entry, **args}
