"""Which inputs of a resource differ, once what only looks different is left out."""

from typing import Any, Final

from exposure_components.migration import kubernetes_rules
from exposure_components.migration.bridged_rules import DEFAULTS
from exposure_components.migration.differences import ABSENT, Difference, differences
from exposure_components.migration.state import UNKNOWN, Resource
from exposure_components.quantities import quantity
from exposure_components.topology.things import fields
from exposure_components.values import mapping, sequence

_OF_PROVIDERS: Final = ("__internal", "pluginDownloadURL", "version")
"""Inputs of providers that the engine keeps for itself."""
_QUANTITIES: Final = ("limits", "requests")


def found_differences(before: Resource, after: Resource, anew: set[str]) -> list[Difference]:
    """The properties for which the resource changes.

    anew: URNs of the resources that are made, or made anew; what comes from others stays.
    """
    objects = after.is_object and before.is_object
    was, now = _of_objects(before, after) if objects else _plain(before, after)
    return [
        each
        for each in differences(was, now)
        if not _looks_different(each, after, anew) and not _is_ignored(each, after)
    ]


def _looks_different(difference: Difference, after: Resource, anew: set[str]) -> bool:
    if difference.after is UNKNOWN and difference.before is not ABSENT:
        return anew.isdisjoint(after.comes_from.get(str(difference.path[0]), ()))
    pair = difference.before, difference.after
    if after.is_object:
        return set(difference.path) & set(_QUANTITIES) != set() and _equal_quantities(*pair)
    return _spelled_alike(*pair)


def _is_ignored(difference: Difference, after: Resource) -> bool:
    return any(
        difference.text == path or difference.text.startswith((f"{path}.", f"{path}["))
        for path in after.ignored
    )


def _of_objects(before: Resource, after: Resource) -> tuple[Any, Any]:
    """What the provider fills in is what it has filled in before."""
    was, now = dict(before.inputs), dict(after.inputs)
    metadata, known = dict(fields(now, "metadata")), dict(fields(was, "metadata"))
    if not metadata:
        return was, now
    if "namespace" not in metadata or "namespace" not in known:
        metadata.pop("namespace", None)
        known.pop("namespace", None)
    if kubernetes_rules.is_autonamed(now) and kubernetes_rules.is_autonamed(was):
        metadata["name"] = known.get("name")
    return {**was, "metadata": known}, {**now, "metadata": metadata}


def _plain(before: Resource, after: Resource) -> tuple[Any, Any]:
    """Without what the provider has filled in, with lists of one order: most are sets."""
    filled = (*(before.inputs.get(DEFAULTS) or ()), DEFAULTS)
    if after.type.startswith("pulumi:providers:"):
        filled = (*filled, *_OF_PROVIDERS)
    was = {k: v for k, v in before.inputs.items() if k in after.inputs or k not in filled}
    return _sorted(was), _sorted(after.inputs)


def _sorted(value: Any) -> Any:
    known, listed = mapping(value), sequence(value)
    if known is not None:
        return {k: _sorted(v) for k, v in known.items() if k != DEFAULTS}
    if listed is not None:
        return sorted((_sorted(each) for each in listed), key=_text)
    return value


def _text(value: Any) -> str:
    known = mapping(value)
    return repr(sorted(known.items()) if known is not None else value)


def _spelled_alike(before: Any, after: Any) -> bool:
    """The bridge writes numbers and booleans as texts, or texts as these."""
    if any(each is ABSENT or each is UNKNOWN or not _is_plain(each) for each in (before, after)):
        return False
    return str(before).lower() == str(after).lower()


def _is_plain(value: Any) -> bool:
    return mapping(value) is None and sequence(value) is None


def _equal_quantities(before: Any, after: Any) -> bool:
    was, now = quantity(str(before)), quantity(str(after))
    return was is not None and was == now
