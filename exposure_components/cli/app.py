"""The commands and their options."""

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Annotated

import typer
from rich.console import Console
from rich.text import Text

from exposure_components.cli.config import read_config
from exposure_components.cli.failure import CommandError, UsageError
from exposure_components.cli.plan import print_plan, print_plan_as_json
from exposure_components.cli.project import choose_stack, read_project
from exposure_components.cli.render import rendered, write
from exposure_components.cli.run import run_project
from exposure_components.cli.summary import lines
from exposure_components.testing import Recording, Severity

_WIDE = 10_000
"""Columns of an output that is no terminal: what reads it expects no broken lines."""

app = typer.Typer(
    help="Tell what a Pulumi project would make on Kubernetes, offline.",
    context_settings={"help_option_names": ["-h", "--help"]},
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

ProjectOption = Annotated[
    Path, typer.Option("--project", "-p", metavar="DIR", help="Directory of the project.")
]
StackOption = Annotated[
    str | None,
    typer.Option("--stack", "-s", metavar="NAME", help="Stack; may be left out if there is one."),
]
ConfigOption = Annotated[
    list[str] | None,
    typer.Option(
        "--config", "-c", metavar="KEY=VALUE", help="Config over the stack's; may be repeated."
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def plan(
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    as_json: JsonOption = False,
) -> None:
    """Print the resources, the endpoints and the warnings of a project.

    Needs no engine, provider and cluster. Encrypted config reads [secret].
    """
    with _errors_to_stderr():
        recording, name, chosen = _run(project, stack, config, known_secrets=False)
        console = _console(sys.stdout)
        if as_json:
            print_plan_as_json(recording, name, chosen, console)
        else:
            print_plan(recording, f"{name} {chosen}", console)
    _exit_for_errors(recording)


@app.command()
def render(
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="DIR", help="Directory of the manifests.")
    ],
    project: ProjectOption = Path("."),
    stack: StackOption = None,
    config: ConfigOption = None,
    with_secrets: Annotated[
        bool, typer.Option("--with-secrets", help="Write secrets, in plain text.")
    ] = False,
    as_json: JsonOption = False,
) -> None:
    """Write the manifests of a project, with the names that Pulumi's own render mode gives them.

    A later run replaces the files of the one before and leaves all others alone.
    """
    with _errors_to_stderr():
        recording, _, _ = _run(project, stack, config, known_secrets=True)
        result = rendered(recording, with_secrets=with_secrets)
        write(result.files, out)
        told = [line.message for line in lines(recording)]
        for warning in [*told, *result.warnings]:
            _warn(warning)
        console = _console(sys.stdout)
        listed = (
            json.dumps({"directory": str(out), "files": list(result.files)}, indent=2)
            if as_json
            else "\n".join(str(out / path) for path in result.files)
        )
        console.print(listed, soft_wrap=True, markup=False, highlight=False)
    _exit_for_errors(recording)


def _run(
    directory: Path, stack: str | None, overrides: list[str] | None, *, known_secrets: bool
) -> tuple[Recording, str, str]:
    """The recording of a project's program, the project's name and the stack's."""
    project = read_project(directory)
    chosen = choose_stack(project, stack)
    config = read_config(project, chosen, _overrides(overrides or []), known_secrets=known_secrets)
    return run_project(project, chosen, config), project.name, chosen


def _overrides(pairs: list[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise UsageError(f"--config {pair} is no KEY=VALUE")
        values[key] = value
    return values


@contextmanager
def _errors_to_stderr() -> Generator[None, None, None]:
    try:
        yield
    except CommandError as exn:
        console = _console(sys.stderr)
        first, *rest = str(exn).split("\n")
        console.print(Text.assemble(("error: ", "bold red"), first), soft_wrap=True)
        for line in rest:
            console.print(Text(line), soft_wrap=True)
        raise typer.Exit(exn.exit_code) from exn


def _exit_for_errors(recording: Recording) -> None:
    if any(log.severity is Severity.ERROR for log in recording.logs):
        raise typer.Exit(1)


def _warn(message: str) -> None:
    text = Text.assemble(("warning: ", "yellow"), message)
    _console(sys.stderr).print(text, soft_wrap=True)


def _console(file: IO[str]) -> Console:
    """Made when it is needed: whoever runs the command may have replaced the streams."""
    return Console(file=file, width=None if file.isatty() else _WIDE, highlight=False)
