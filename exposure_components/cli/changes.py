"""Printing what a migration comes to."""

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Console
from rich.table import Table
from rich.text import Text

from exposure_components.cli.change_texts import (
    CLIENT_HEADINGS,
    SIGNS,
    change_texts,
    client_cells,
    summary,
)
from exposure_components.migration.assess import Migration
from exposure_components.migration.changes import Change, Outcome
from exposure_components.migration.differences import ABSENT, Difference
from exposure_components.migration.interruptions import Effect, Interruption
from exposure_components.migration.state import UNKNOWN
from exposure_components.report.content import ChangeText
from exposure_components.values import mapping, sequence

_STYLES: Final = {
    SIGNS[Outcome.CREATED]: "green",
    SIGNS[Outcome.UPDATED]: "yellow",
    SIGNS[Outcome.REPLACED]: "bold red",
    SIGNS[Outcome.DELETED]: "red",
    SIGNS[Outcome.UNDECIDED]: "magenta",
}
_WITH_OUTCOME: Final = (SIGNS[Outcome.REPLACED], SIGNS[Outcome.UNDECIDED])
"""Signs that say too little."""
_EFFECTS: Final = {
    Effect.NEW: "green",
    Effect.BRIEF: "yellow",
    Effect.MOVES: "yellow",
    Effect.CUT: "bold red",
    Effect.GONE: "red",
}


def print_migration(found: Migration, console: Console) -> None:
    """The resources that change, what clients notice, and what to look at before."""
    console.print()
    console.print(Text(f"Changes: {summary(found)}", style="bold"))
    for each in change_texts(found):
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


def _print_change(change: ChangeText, console: Console) -> None:
    style = _STYLES[change.sign]
    why = f" ({change.outcome})" if change.sign in _WITH_OUTCOME else ""
    line = Text.assemble((f"{change.sign} ", style), change.label, (why, style))
    console.print(line, soft_wrap=True)
    for text, mark in change.differences:
        marked = Text.assemble(f"    {text}", (f" ({mark})" if mark else "", "red"))
        console.print(marked, soft_wrap=True)


def _clients(rows: tuple[Interruption, ...]) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in CLIENT_HEADINGS:
        table.add_column(heading, overflow="fold")
    for each in rows:
        style = _EFFECTS.get(each.effect, "")
        table.add_row(
            *(Text(cell, style if cell == each.effect else "") for cell in client_cells(each))
        )
    return table


def _change(change: Change) -> Mapping[str, Any]:
    return {
        "urn": change.resource.urn,
        "was": change.before.urn if change.before is not None else None,
        "outcome": str(change.outcome),
        "order": None if change.order is None else str(change.order),
        "differences": [_difference(each) for each in change.differences],
    }


def _difference(difference: Difference) -> Mapping[str, Any]:
    """Without the key of what is not there; null stands for what is known after up."""
    sides = {"before": difference.before, "after": difference.after}
    known = {key: _plain(value) for key, value in sides.items() if value is not ABSENT}
    return {"path": difference.text, **known, "replaces": difference.replaces}


def _plain(value: Any) -> Any:
    known, listed = mapping(value), sequence(value)
    if known is not None:
        return {key: _plain(each) for key, each in known.items()}
    if listed is not None:
        return [_plain(each) for each in listed]
    return None if value is UNKNOWN else value
