"""``exposure diagram``."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from exposure_components.cli.console import errors_to_stderr, print_text, warn
from exposure_components.cli.deployed import export, read_export, shown_file
from exposure_components.cli.drawing import Format, chosen_format, drawn
from exposure_components.cli.failure import UsageError
from exposure_components.cli.options import ConfigOption, JsonOption, ProjectOption, StackOption
from exposure_components.cli.planned import Planned, planned
from exposure_components.topology.build import topology
from exposure_components.topology.exported import NotAnExportError, exported
from exposure_components.topology.recorded import recorded
from exposure_components.topology.things import Thing


def diagram(
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    state: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw what a stack has instead, as pulumi stack export wrote it; - for stdin.",
        ),
    ] = None,
    deployed: Annotated[
        bool, typer.Option("--deployed", help="Draw what the stack has, by the Pulumi CLI.")
    ] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="FILE", help="File to write; default: stdout."),
    ] = None,
    form: Annotated[
        Format | None,
        typer.Option("--format", "-f", help="Default: by the file's name; svg for stdout."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Draw the way of traffic from clients over names, balancers and nodes to pods.

    Of what a project would make, with no engine, provider and cluster; or of what a stack has.
    """
    with errors_to_stderr():
        chosen = chosen_format(form, out, as_json=as_json)
        plan: Planned | None = None
        if state is None and not deployed:
            plan = planned(project, stack, config)
            found, title = list(recorded(plan.recording)), f"{plan.project} {plan.stack}"
        else:
            found, title = _things(project, stack, config, state, deployed=deployed)
        graph = topology(found)
        if not graph.ways:
            warn("nothing is reached from outside of the cluster")
        _write(drawn(graph, f"The way of traffic to {title}", chosen), out)
    if plan is not None:
        plan.exit_for_errors()


def _things(
    project: Path,
    stack: str | None,
    config: Sequence[str] | None,
    state: Path | None,
    *,
    deployed: bool,
) -> tuple[list[Thing], str]:
    if state is not None and deployed:
        raise UsageError("--state and --deployed both say where the stack's state is; keep one")
    if config:
        raise UsageError("--config is for what a project would make; the state is as it is")
    if state is None:
        document, shown = export(project, stack), "what pulumi stack export says"
    else:
        document, shown = read_export(state), shown_file(state)
    try:
        found = list(exported(document))
    except NotAnExportError as exn:
        raise UsageError(f"{shown} {exn}") from exn
    return found, _title(found, stack)


def _title(found: Sequence[Thing], stack: str | None) -> str:
    """Project and stack, which each URN has: `urn:pulumi:stack::project::type::name`."""
    parts = found[0].urn.split("::") if found else []
    if len(parts) < 4:
        return stack or "a stack"
    return f"{parts[1]} {parts[0].rpartition(':')[2]}"


def _write(text: str, out: Path | None) -> None:
    if out is None:
        print_text(text.removesuffix("\n"))
        return
    try:
        out.write_text(text, encoding="utf-8")
    except OSError as exn:
        raise UsageError(f"{out} can't be written: {exn.strerror}") from exn
