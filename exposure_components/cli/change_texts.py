"""A migration as texts, for the console and for pages."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, Final

from exposure_components.migration import bounds
from exposure_components.migration.assess import Migration
from exposure_components.migration.changes import Change, Order, Outcome
from exposure_components.migration.differences import ABSENT, Difference
from exposure_components.migration.interruptions import Interruption
from exposure_components.migration.state import Resource
from exposure_components.report.content import ChangeText
from exposure_components.topology.things import fields
from exposure_components.values import mapping, sequence

CLIENT_HEADINGS: Final = ("App", "Clients of", "What happens", "From when", "Until", "At most")
SIGNS: Final = {
    Outcome.CREATED: "+",
    Outcome.UPDATED: "~",
    Outcome.REPLACED: "±",
    Outcome.DELETED: "-",
    Outcome.UNDECIDED: "?",
}
_ORDERS: Final = {
    Order.DELETE_FIRST: "the old one is deleted first",
    Order.CREATE_FIRST: "the new one is created first",
    None: "in the provider's order",
}
_LONGEST: Final = 40
"""Characters of a value."""


def summary(found: Migration) -> str:
    """How many resources go which way."""
    counts = Counter(each.outcome for each in found.changes)
    told = [f"{counts[each]} {each}" for each in Outcome if counts[each]]
    return ", ".join(told) or "none"


def change_texts(found: Migration) -> list[ChangeText]:
    """Of each resource that changes."""
    return [_change(each) for each in found.changes if each.outcome is not Outcome.SAME]


def client_cells(found: Interruption) -> Sequence[str]:
    """What clients notice, in the columns of `CLIENT_HEADINGS`."""
    ends = found.ends or found.because
    parts = bounds.shown(found.parts)
    return (found.app, found.subject, str(found.effect), found.begins, ends, parts)


def _change(change: Change) -> ChangeText:
    order = f", {_ORDERS[change.order]}" if change.outcome is Outcome.REPLACED else ""
    return ChangeText(
        SIGNS[change.outcome],
        _label(change.resource),
        f"{change.outcome}{order}",
        [(f"{each.text}: {_both(each)}", _mark(each)) for each in change.differences],
    )


def _label(resource: Resource) -> str:
    """The kind and name of a resource: of a Kubernetes object its own, with the namespace."""
    if not resource.is_object:
        return f"{resource.type.rpartition(':')[2]} {resource.name}"
    metadata = fields(resource.inputs, "metadata")
    place = [str(metadata[key]) for key in ("namespace", "name") if key in metadata]
    return f"{resource.kind} {'/'.join(place)}"


def _mark(difference: Difference) -> str:
    return {True: "replaces", None: "may replace", False: ""}[difference.replaces]


def _both(difference: Difference) -> str:
    if difference.before is ABSENT:
        return f"set to {_value(difference.after)}"
    if difference.after is ABSENT:
        return f"{_value(difference.before)} is left out"
    return f"{_value(difference.before)} → {_value(difference.after)}"


def _value(value: Any) -> str:
    if mapping(value) is not None:
        return "{…}"
    if sequence(value) is not None:
        return "[…]"
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
