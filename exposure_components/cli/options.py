"""The options that commands have in common."""

from pathlib import Path
from typing import Annotated

import typer

from exposure_components.cli.failure import CommandError
from exposure_components.cli.project import read_project


def _stacks(ctx: typer.Context, incomplete: str) -> list[str]:
    try:
        stacks = read_project(Path(ctx.params.get("project") or ".")).stacks
    except CommandError:
        return []
    return [name for name in stacks if name.startswith(incomplete)]


ProjectOption = Annotated[
    Path,
    typer.Option("--project", "-p", metavar="DIR", is_eager=True, help="Directory of the project."),
]
StackOption = Annotated[
    str | None,
    typer.Option(
        "--stack",
        "-s",
        metavar="NAME",
        autocompletion=_stacks,
        help="Stack; may be left out if there is one.",
    ),
]
ConfigOption = Annotated[
    list[str] | None,
    typer.Option(
        "--config", "-c", metavar="KEY=VALUE", help="Config over the stack's; may be repeated."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]
