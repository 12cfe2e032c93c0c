"""Where commands print: results to stdout, warnings and errors to stderr."""

import json
import sys
from collections.abc import Generator
from contextlib import contextmanager
from typing import IO, Any, Final

import typer
from rich.console import Console
from rich.text import Text

from exposure_components.cli.failure import CommandError

_WIDE: Final = 10_000
"""Columns of an output that is no terminal: what reads it expects no broken lines."""


def stdout() -> Console:
    """Made when it is needed: whoever runs the command may have replaced the streams."""
    return _console(sys.stdout)


def stderr() -> Console:
    """The same for what is no result. Progress is shown here, too."""
    return _console(sys.stderr)


def print_json(value: Any) -> None:
    """One JSON document; null stands for what is known after ``up``."""
    text = json.dumps(value, indent=2, default=lambda _unknown: None)
    print_text(text)


def print_text(text: str) -> None:
    """As it stands, for other programs to read."""
    stdout().print(text, soft_wrap=True, highlight=False, markup=False)


def warn(message: str) -> None:
    text = Text.assemble(("warning: ", "yellow"), message)
    stderr().print(text, soft_wrap=True)


@contextmanager
def errors_to_stderr() -> Generator[None, None, None]:
    """A ``CommandError`` ends the command with its exit code."""
    try:
        yield
    except CommandError as exn:
        console = stderr()
        first, *rest = str(exn).split("\n")
        console.print(Text.assemble(("error: ", "bold red"), first), soft_wrap=True)
        for line in rest:
            console.print(Text(line), soft_wrap=True)
        raise typer.Exit(exn.exit_code) from exn


def _console(file: IO[str]) -> Console:
    width = None if file.isatty() else _WIDE
    # Words between colons, as in an image's name, are no emoji.
    return Console(file=file, width=width, highlight=False, emoji=False)
