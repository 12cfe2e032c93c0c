"""The results of a probe: a table with the causes below it, or JSON."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Any, Final

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from exposure_components.probing.history import History
from exposure_components.probing.kinds import State
from exposure_components.probing.targets import Target, Untold
from exposure_components.probing.verdicts import Result, Verdict, state

_STYLES: Final = {
    State.UP: "green",
    State.DOWN: "bold red",
    State.IDLE: "cyan",
    State.UNKNOWN: "yellow",
}
_HEADINGS: Final[tuple[str, ...]] = (
    "Component",
    "Endpoint",
    "Node",
    "Address",
    "Verdict",
    "Latency",
    "Seen",
)
_ORDER: Final = (State.UP, State.DOWN, State.IDLE, State.UNKNOWN)


def report(results: Sequence[Result]) -> RenderableType:
    """The table, why endpoints do not answer, and how many do."""
    return Group(_table(results), *_explained(results), Text(f"\n{summary(results)}"))


def summary(results: Sequence[Result]) -> str:
    """How many are in which state."""
    counts = Counter(each.verdict.state for each in results)
    told = [f"{counts[state]} {state}" for state in _ORDER if counts[state]]
    return f"{len(results)} endpoint{'' if len(results) == 1 else 's'}: {', '.join(told)}"


def line(result: Result) -> Text:
    """One result that has changed, with its time."""
    verdict, seen = result.verdict, result.seen
    at = f"{seen.at:%Y-%m-%d %H:%M:%SZ}  " if seen else ""
    component = f"{result.target.component}  " if result.target.component else ""
    style = _STYLES[verdict.state]
    return Text.assemble(at, component, _place(result), "  ", (verdict.kind, style), "  ").append(
        verdict.message
    )


def history(records: History) -> Table:
    """What many rounds saw."""
    table = _columns("Endpoint", "Address", "Tries", "Down", "Longest")
    for (url, address), record in records.records.items():
        longest = f"{record.longest:.1f} s" if record.failures else ""
        apart = "" if address is None or address in url else address
        row = (url, apart, str(record.tries), str(record.failures), longest)
        table.add_row(*map(Text, row))
    return table


def as_json(results: Sequence[Result]) -> dict[str, Any]:
    """The same for other programs."""
    return {"state": state(results), "endpoints": [_entry(each) for each in results]}


def _table(results: Sequence[Result]) -> Table:
    rows = [_row(each) for each in results]
    used = [heading for heading in _HEADINGS if any(row[heading].plain for row in rows)]
    table = _columns(*used)
    for row in rows:
        table.add_row(*(row[heading] for heading in used))
    return table


def _row(result: Result) -> dict[str, Text]:
    cells = (
        result.target.component,
        result.target.url,
        _node(result.target),
        _address(result),
        result.verdict.kind,
        _latency(result),
        result.verdict.message,
    )
    row: dict[str, Text] = dict(zip(_HEADINGS, map(Text, cells), strict=True))
    row["Verdict"].stylize(_STYLES[result.verdict.state])
    return row


def _columns(*headings: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def _explained(results: Sequence[Result]) -> list[Text]:
    """Each explanation once, below all endpoints that it is of."""
    found: dict[tuple[str, ...], list[Result]] = {}
    for each in results:
        texts = each.verdict.causes or each.verdict.notes
        if texts:
            found.setdefault((each.verdict.kind, *texts), []).append(each)
    told: list[Text] = []
    for (kind, *lines), of in found.items():
        told.append(Text())
        style = _STYLES[of[0].verdict.state]
        told.extend(Text.assemble(_place(each), ": ", (kind, style)) for each in of)
        told.extend(Text(f"  - {text}") for text in lines)
    return told


def _place(result: Result) -> str:
    address = _address(result)
    return f"{result.target.url} ({address})" if address else result.target.url


def _node(target: Target | Untold) -> str:
    return (target.node or "") if isinstance(target, Target) else ""


def _address(result: Result) -> str:
    """Where the URL does not say it."""
    target, seen = result.target, result.seen
    if seen is None or seen.address is None or not isinstance(target, Target):
        return ""
    return "" if seen.address == target.host else seen.address


def _latency(result: Result) -> str:
    milliseconds = _milliseconds(result)
    return "" if milliseconds is None else f"{milliseconds:.0f} ms"


def _milliseconds(result: Result) -> float | None:
    """Of endpoints that answer."""
    if result.seen is None or result.verdict.state is not State.UP:
        return None
    return round(result.seen.timings.total * 1000, 1)


def _entry(result: Result) -> dict[str, Any]:
    target, seen = result.target, result.seen
    known = target if isinstance(target, Target) else None
    return {
        "component": target.component or None,
        "url": target.url,
        "protocol": known and known.spoken,
        "node": known and known.node,
        **_judged(result.verdict),
        "latency_ms": _milliseconds(result),
        "address": seen and seen.address,
        "source": seen and seen.source,
        "at": seen.at.isoformat() if seen else None,
        "status": seen and seen.status,
        "location": (seen and seen.location) or None,
        "timings": asdict(seen.timings) if seen else None,
        "certificate": _certificate(result),
    }


def _judged(verdict: Verdict) -> dict[str, Any]:
    return {
        "state": verdict.state,
        "verdict": verdict.kind,
        "message": verdict.message,
        "causes": list(verdict.causes),
        "notes": list(verdict.notes),
    }


def _certificate(result: Result) -> dict[str, Any] | None:
    seen = result.seen
    if seen is None or seen.certificate is None:
        return None
    shown = seen.certificate
    return {
        "names": list(shown.names),
        "subject": shown.subject,
        "issuer": shown.issuer,
        "not_before": shown.not_before.isoformat(),
        "not_after": shown.not_after.isoformat(),
        "is_verified": seen.is_verified,
    }
