"""Printing the comparison of an app's strategies."""

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from exposure_components.cli.summary import shown
from exposure_components.comparing.compare import Comparison, Recommendation
from exposure_components.comparing.trial import Outcome, Trial

_HEADINGS = (
    "",
    "Strategy",
    "In front",
    "Address",
    "Client IP kept",
    "Ports",
    "TLS",
    "Pod Security",
    "Balancers",
    "Relays",
)


def print_comparison(found: Comparison, console: Console) -> None:
    """The table, what each needs and breaks, and what is recommended."""
    now = f", by {found.app.strategy} now" if found.app.strategy else ""
    console.print(Text(f"{found.app.name}{now}", style="bold"))
    console.print(_table(found))
    for trial in found.trials:
        _print_details(trial, console)
    console.print()
    _print_recommended(found.best, console)


def _table(found: Comparison) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in _HEADINGS:
        table.add_column(heading, overflow="fold", no_wrap=heading == "Strategy")
    for trial in found.trials:
        mark = Text("*" if trial.is_present else "")
        style = "green" if _is_best(trial, found.best) else ""
        front = trial.front.label if trial.front else "nothing"
        first = [mark, Text(trial.strategy, style=style), Text(front, style=style)]
        if trial.outcome is None:
            table.add_row(*first, Text("not possible", style="red"))
        else:
            table.add_row(*first, *map(Text, _cells(trial.outcome)))
    return table


def _is_best(trial: Trial, best: Recommendation | None) -> bool:
    return best is not None and best.trial is trial


def _cells(outcome: Outcome) -> Iterator[str]:
    gives, needs, costs = outcome.gives, outcome.needs, outcome.costs
    yield gives.stability.text
    yield shown(gives.client_ip_kept)
    yield gives.ports
    yield shown(gives.tls)
    yield str(needs.pod_security)
    yield str(costs.balancers)
    yield str(len(costs.relays))


def _print_details(trial: Trial, console: Console) -> None:
    said = list(_details(trial))
    if not said:
        return
    console.print()
    console.print(Text(trial.title, style="cyan"))
    for label, style, text in said:
        console.print(Text.assemble("  ", (f"{label}: ", style), text), soft_wrap=True)


def _details(trial: Trial) -> Iterator[tuple[str, str, str]]:
    for problem in trial.problems:
        yield "not possible", "red", str(problem)
    if trial.outcome is None:
        return
    yield from (("gives", "green", each["url"]) for each in trial.outcome.gives.endpoints)
    yield from (("needs", "magenta", text) for text in needs_of(trial.outcome))
    yield from (("costs", "magenta", text) for text in costs_of(trial.outcome))
    yield from (("breaks", "yellow", text) for text in breaks_of(trial.outcome))


def needs_of(outcome: Outcome) -> list[str]:
    """What must be there, but for the Pod Security level."""
    needs = outcome.needs
    return [
        *needs.missing,
        *([f"the security context constraint {needs.constraint}"] if needs.constraint else []),
        *(f"{kind} in the cluster" for kind in needs.kinds),
        *(f"a network plugin that knows {feature}" for feature in needs.of_network),
    ]


def costs_of(outcome: Outcome) -> list[str]:
    """What it takes."""
    costs, found = outcome.costs, list[str]()
    if costs.balancers:
        found.append("a load balancer for this app alone")
    if costs.node_ports:
        counted = "a port" if costs.node_ports == 1 else f"{costs.node_ports} ports"
        found.append(f"{counted} of nodes, which no other app can have")
    if costs.relays:
        found.append(f"{' and '.join(costs.relays)} between clients and pods")
    return found


def breaks_of(outcome: Outcome) -> list[str]:
    """Drawbacks."""
    lost = [f"{word} of the app's args is lost: it has no word for it" for word in outcome.lost]
    return [*lost, *outcome.warnings]


def _print_recommended(best: Recommendation | None, console: Console) -> None:
    if best is None:
        console.print(Text("No strategy can expose it.", style="bold red"))
        return
    first = Text.assemble(("Recommended: ", "bold"), (best.trial.title, "bold green"))
    console.print(first, soft_wrap=True)
    for reason in best.reasons:
        over = "; ".join(reason.over)
        line = Text.assemble("  ", reason.text, (f" (rather than {over})", "dim"))
        console.print(line, soft_wrap=True)


def as_json(found: Comparison) -> dict[str, Any]:
    """The same as plain values."""
    best = found.best
    return {
        "app": found.app.name,
        "strategy": found.app.strategy,
        "recommended": None
        if best is None
        else {
            **_named(best.trial),
            "reasons": [
                {"criterion": each.criterion, "text": each.text, "over": list(each.over)}
                for each in best.reasons
            ],
        },
        "strategies": [_trial(each) for each in found.trials],
    }


def _named(trial: Trial) -> dict[str, Any]:
    return {"strategy": trial.strategy, "front": trial.front.label if trial.front else None}


def _trial(trial: Trial) -> dict[str, Any]:
    known = {
        **_named(trial),
        "present": trial.is_present,
        "possible": trial.outcome is not None,
        "problems": [
            {"path": p.path, "rule": p.rule, "remedy": p.remedy, "message": str(p)}
            for p in trial.problems
        ],
    }
    return known if trial.outcome is None else {**known, **_outcome(trial.outcome)}


def _outcome(outcome: Outcome) -> dict[str, Any]:
    needs, gives, costs = outcome.needs, outcome.gives, outcome.costs
    return {
        "needs": {
            "pod_security": needs.pod_security,
            "security_context_constraint": needs.constraint,
            "kinds": _list(needs.kinds),
            "network_plugin": _list(needs.of_network),
            "missing": _list(needs.missing),
        },
        "gives": {
            "endpoints": _list(gives.endpoints),
            "address": gives.stability.name.lower(),
            "client_ip_kept": gives.client_ip_kept,
            "ports": gives.ports,
            "usual_ports": gives.usual_ports,
            "tls": gives.tls,
        },
        "costs": {
            "load_balancers": costs.balancers,
            "node_ports": costs.node_ports,
            "relays": _list(costs.relays),
        },
        "breaks": {"lost": _list(outcome.lost), "warnings": _list(outcome.warnings)},
    }


def _list(values: Sequence[Any]) -> list[Any]:
    return list(values)
