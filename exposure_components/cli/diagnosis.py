"""Examining a plan on a live cluster, and printing what is found."""

from collections import Counter
from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn
from rich.table import Table
from rich.text import Text

from exposure_components.cli.console import print_json, stderr
from exposure_components.cli.failure import UsageError
from exposure_components.cli.planned import Planned
from exposure_components.doctor.checks.all import CHECKS
from exposure_components.doctor.examine import Examined, examine
from exposure_components.doctor.findings import Verdict
from exposure_components.doctor.plan import Plan
from exposure_components.doctor.questions import Found, Version
from exposure_components.doctor.reader import MissingPackageError, UnreachableError, reading
from exposure_components.doctor.resolver import Resolver
from exposure_components.testing import Recording
from exposure_components.topology.recorded import recorded

_STYLES: Final = {
    Verdict.OK: "green",
    Verdict.PROBLEM: "bold red",
    Verdict.WARNING: "yellow",
    Verdict.UNKNOWN: "magenta",
}
_PROVIDER: Final = "pulumi:providers:kubernetes"


@dataclass(frozen=True)
class Diagnosis:
    """What was found of one stack on one cluster."""

    project: str
    stack: str
    context: str
    """Of the kubeconfig."""
    version: str
    """The API server's."""
    found: list[Examined]


def examined(
    plan: Planned, context: str | None, kubeconfig: Path | None, name_server: str | None
) -> Diagnosis:
    """Ask the cluster all that the plan needs.

    Raises ``UsageError`` if there is no cluster that can be asked.
    """
    chosen = context or _context(plan.recording)
    file = None if kubeconfig is None else str(kubeconfig)
    try:
        resolver = Resolver(name_server)
    except ValueError as error:
        raise UsageError(f"--name-server {error}") from error
    try:
        with reading(chosen, file, resolver) as reader, _progress() as begins:
            things = list(recorded(plan.recording))
            found = examine(Plan(things, reader.namespace), reader, begins)
            answer = reader(Version())
            version = answer.value["gitVersion"] if isinstance(answer, Found) else ""
            return Diagnosis(plan.project, plan.stack, reader.context, version, found)
    except (MissingPackageError, UnreachableError) as error:
        remedy = "  name it with --context and --kubeconfig"
        raise UsageError(str(error), *([] if "pip" in str(error) else [remedy])) from error


def print_diagnosis(result: Diagnosis, console: Console) -> None:
    """A table, then how many of each verdict."""
    title = f"{result.project} {result.stack} on {result.context} (Kubernetes {result.version})"
    console.print(Text(title, style="bold"))
    console.print()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("Verdict", "Check", "Finding"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "Finding")
    for each in result.found:
        finding = each.finding
        verdict = Text(finding.verdict, style=_STYLES[finding.verdict])
        told = Text.assemble((finding.about, "cyan"), f" {finding.rule}")
        if finding.remedy:
            told.append(f"\n→ {finding.remedy}", style="bold")
        table.add_row(verdict, Text(each.check), told)
    console.print(table)
    console.print()
    counts = _counts(result.found)
    summary = [(f"{number} {verdict}", _STYLES[verdict]) for verdict, number in counts.items()]
    console.print(Text(", ").join(Text(*part) for part in summary))


def print_diagnosis_as_json(result: Diagnosis) -> None:
    """The same as one JSON object."""
    print_json(
        {
            "project": result.project,
            "stack": result.stack,
            "cluster": {"context": result.context, "version": result.version},
            "findings": [
                {
                    "check": each.check,
                    "about": each.finding.about,
                    "verdict": each.finding.verdict,
                    "rule": each.finding.rule,
                    "remedy": each.finding.remedy,
                }
                for each in result.found
            ],
            "summary": _counts(result.found),
        }
    )


def _counts(found: Sequence[Examined]) -> dict[Verdict, int]:
    counted = Counter(each.finding.verdict for each in found)
    return {verdict: counted[verdict] for verdict in Verdict}


def _context(recording: Recording) -> str | None:
    """The one that the program's provider of Kubernetes names.

    Raises ``UsageError`` if its objects are on several clusters.
    """
    used = {each.provider for each in recording.resources if each.makes_kubernetes_object}
    providers = [each for each in recording.resources if each.type == _PROVIDER]
    named = {
        context
        for each in providers
        if any(provider.startswith(each.urn) for provider in used)
        if isinstance(context := each.inputs.get("context"), str)
    }
    if len(named) > 1:
        listed = ", ".join(sorted(named))
        raise UsageError(
            f"the program is on several clusters ({listed}); examine one with --context"
        )
    return next(iter(named), None)


@contextmanager
def _progress() -> Generator[Callable[[str], None], None, None]:
    """Tells on a terminal which check is under way."""
    console = stderr()
    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    shown = console.is_terminal
    with Progress(*columns, console=console, transient=True, disable=not shown) as progress:
        task = progress.add_task("asking the cluster", total=len(CHECKS))

        def begins(check: str) -> None:
            progress.update(task, advance=1, description=f"checking {check}")

        yield begins
