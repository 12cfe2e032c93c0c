"""The endpoints in what a stack has, or in a plan: documents of Pulumi's and of our own."""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from exposure_components.probing.targets import SECRET
from exposure_components.topology.things import fields, items
from exposure_components.values import mapping, sequence

_ENDPOINT: Final = frozenset({"url", "protocol", "host"})
"""Keys that make a mapping an endpoint."""
_KEY: Final = "endpoints"
"""Of outputs: a secret below it is an endpoint, and below any other key it may be anything."""
_MARK: Final = "4dabf18193072939515e22adb298388d"
"""Key of special values in states (pulumi, sdk/go/common/resource/sig)."""
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
"""The mark of a secret (the same)."""
_STACK: Final = "pulumi:pulumi:Stack"

Named = tuple[str, Mapping[str, Any]]
"""A component's name, and one of its endpoints."""


class NoOutputsError(ValueError):
    """Its text says what the document is not."""


def endpoints(document: Any, *, reveal: bool = False) -> Iterator[Named]:
    """Of a state (`pulumi stack export`), outputs (`pulumi stack output --json`) or a plan.

    A secret one is a mapping whose ``url`` is the mask, so that somebody tells of it.

    reveal: whether secrets that stand there in plain text are read.

    Raises ``NoOutputsError``.
    """
    known = mapping(document)
    if known is None:
        raise NoOutputsError(
            "is no object of JSON; write it with `pulumi stack export`, "
            "`pulumi stack output --json` or `exposure plan --json`"
        )
    if "deployment" in known:
        yield from _of_state(_plain(known, reveal))
    elif {"resources", _KEY} <= known.keys():
        for each in items(known, _KEY):
            yield str(each.get("component", "")), each
    else:
        yield from _walk(_plain(known, reveal), ())


def _of_state(state: Any) -> Iterator[Named]:
    resources = [each for each in items(state, "deployment", "resources") if not each.get("delete")]
    for each in resources:
        if not each.get("custom") and each.get("type") != _STACK:
            found = fields(each, "outputs").get(_KEY)
            yield from _walk(found, (str(each.get("urn", "")).rpartition("::")[2], _KEY))
    # What components tell stands in outputs once more: the first name that an endpoint has counts.
    for each in resources:
        if each.get("type") == _STACK:
            yield from _walk(fields(each, "outputs"), ())


def _walk(value: Any, path: tuple[str, ...]) -> Iterator[Named]:
    if value == SECRET and _KEY in path:
        yield _name(path), {"url": SECRET}
    known = mapping(value)
    if known is not None:
        if known.keys() >= _ENDPOINT:
            yield _name(path), known
        else:
            for key, entry in known.items():
                yield from _walk(entry, (*path, str(key)))
    for entry in sequence(value) or ():
        yield from _walk(entry, path)


def _name(path: tuple[str, ...]) -> str:
    return ".".join(key for key in path if key != _KEY) or _KEY


def _plain(value: Any, reveal: bool) -> Any:
    known = mapping(value)
    if known is not None:
        if known.get(_MARK) == _SECRET:
            return _revealed(known) if reveal else SECRET
        return {str(key): _plain(entry, reveal) for key, entry in known.items()}
    listed = sequence(value)
    return value if listed is None else [_plain(entry, reveal) for entry in listed]


def _revealed(secret: Mapping[str, Any]) -> Any:
    try:
        return _plain(json.loads(secret["plaintext"]), reveal=True)
    except (KeyError, TypeError, ValueError):
        return SECRET
