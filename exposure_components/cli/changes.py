"""Printing what a migration comes to."""

from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from exposure_components.cli.summary import shown as as_told
from exposure_components.migration.assess import Migration
from exposure_components.migration.bounds import shown
from exposure_components.migration.changes import Change, Order, Outcome
from exposure_components.migration.differences import ABSENT, Difference
from exposure_components.migration.interruptions import Effect, Interruption
from exposure_components.migration.state import Resource
from exposure_components.topology.things import fields
from exposure_components.values import mapping, sequence

_SIGNS: Final = {
    Outcome.CREATED: ("+", "green"),
    Outcome.UPDATED: ("~", "yellow"),
    Outcome.REPLACED: ("±", "bold red"),
    Outcome.DELETED: ("-", "red"),
    Outcome.UNDECIDED: ("?", "magenta"),
}
_STYLES: Final = {
    Effect.NEW: "green",
    Effect.BRIEF: "yellow",
    Effect.MOVES: "yellow",
    Effect.CUT: "bold red",
    Effect.GONE: "red",
}
_LONGEST: Final = 40
"""Characters of a value."""


def print_migration(found: Migration, console: Console) -> None:
    """The resources that change, what clients notice, and what to look at before."""
    console.print()
    console.print(Text(f"Changes: {_counted(found)}", style="bold"))
    for each in found.changes:
        if each.outcome is not Outcome.SAME:
            _print_change(each, console)
    if found.interruptions:
        console.print()
        console.print(Text("Clients", style="bold"))
        console.print(_clients(found.interruptions))
    if found.notices:
        console.print()
    for notice in found.notices:
        console.print(Text.assemble(("caution: ", "bold red"), notice), soft_wrap=True)


def migration_as_json(found: Migration) -> dict[str, Any]:
    """The same as plain values, of all resources."""
    return {
        "changes": [_change(each) for each in found.changes],
        "interruptions": [
            {
                "app": each.app or None,
                "subject": each.subject,
                "effect": each.effect.name.lower(),
                "begins": each.begins or None,
                "ends": each.ends or None,
                "seconds": each.seconds,
                "parts": [{"what": part.what, "seconds": part.seconds} for part in each.parts],
                "because": each.because or None,
            }
            for each in found.interruptions
        ],
        "notices": list(found.notices),
    }


def _counted(found: Migration) -> str:
    counts = Counter(each.outcome for each in found.changes)
    told = [f"{counts[each]} {each}" for each in Outcome if counts[each]]
    return ", ".join(told) or "none"


def _print_change(change: Change, console: Console) -> None:
    sign, style = _SIGNS[change.outcome]
    order = f", {_ORDERS[change.order]}" if change.outcome is Outcome.REPLACED else ""
    why = f" ({change.outcome}{order})" if order or change.outcome is Outcome.UNDECIDED else ""
    line = Text.assemble((f"{sign} ", style), label(change.resource), (why, style))
    console.print(line, soft_wrap=True)
    for each in change.differences:
        mark = " (replaces)" if each.replaces else " (may replace)" if each.replaces is None else ""
        text = Text.assemble(f"    {each.text}: {_both(each)}", (mark, "red"))
        console.print(text, soft_wrap=True)


_ORDERS: Final = {
    Order.DELETE_FIRST: "the old one is deleted first",
    Order.CREATE_FIRST: "the new one is created first",
    None: "in the provider's order",
}


def label(resource: Resource) -> str:
    """The kind and name of a resource: of a Kubernetes object its own, with the namespace."""
    if not resource.is_object:
        return f"{resource.type.rpartition(':')[2]} {resource.name}"
    metadata = fields(resource.inputs, "metadata")
    place = [as_told(metadata[key]) for key in ("namespace", "name") if key in metadata]
    return f"{resource.kind} {'/'.join(place)}"


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
    text = as_told(value) if not isinstance(value, bool) else str(value).lower()
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _clients(rows: tuple[Interruption, ...]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("App", "Clients of", "What happens", "From when", "Until", "At most"):
        table.add_column(heading, overflow="fold")
    for each in rows:
        effect = Text(each.effect, style=_STYLES.get(each.effect, ""))
        ends = each.ends or each.because
        cells = (each.app, each.subject, effect, each.begins, ends, shown(each.parts))
        table.add_row(*(cell if isinstance(cell, Text) else Text(cell) for cell in cells))
    return table


def _change(change: Change) -> Mapping[str, Any]:
    return {
        "urn": change.resource.urn,
        "was": change.before.urn if change.before is not None else None,
        "outcome": str(change.outcome),
        "order": None if change.order is None else str(change.order),
        "differences": [
            {
                "path": each.text,
                "before": None if each.before is ABSENT else each.before,
                "after": None if each.after is ABSENT else each.after,
                "replaces": each.replaces,
            }
            for each in change.differences
        ],
    }
