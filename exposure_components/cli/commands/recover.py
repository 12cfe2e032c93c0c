"""``exposure recover``."""

from pathlib import Path
from typing import Annotated

import typer

from exposure_components.cli.console import errors_to_stderr, print_text, warn
from exposure_components.cli.deployed import export, replace_state
from exposure_components.cli.options import ProjectOption, StackOption
from exposure_components.cli.recovered import cloud_of, table, undecided
from exposure_components.recovery.pending import completed, known_ids, pending_creates
from exposure_components.recovery.recover import recover as recovered

CloudOption = Annotated[
    str | None,
    typer.Option(metavar="NAME", help="Of clouds.yaml; default: OS_CLOUD, else the OS_ variables."),
]
DryRunOption = Annotated[bool, typer.Option("--dry-run", help="Tell, and change nothing.")]


def recover(
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    cloud: CloudOption = None,
    dry_run: DryRunOption = False,
) -> None:
    """Tell the stack's state what a killed run created, so that the next one goes on from there.

    Runs the Pulumi CLI. Exits with 1, and leaves the state as it is, if something cannot be asked
    for or is one of several alike.
    """
    with errors_to_stderr():
        state = export(project, stack)
        with cloud_of(cloud) as connection:
            found = recovered(pending_creates(state), known_ids(state), connection)
        ids = {each.pending.urn: each.id for each in found if each.id is not None}
        print_text(table(found))
        left = undecided(found)
        for line in left:
            warn(line)
        if not dry_run and not left and state["deployment"].get("pending_operations"):
            replace_state(project, stack, completed(state, ids), list(ids))
    if left:
        raise typer.Exit(1)
