"""What a stack has: an export of its state, from a file or from the Pulumi CLI."""

import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from exposure_components.cli.failure import ProgramError, UsageError

STDIN = Path("-")


def read_export(file: Path) -> Any:
    """The document in a file, or on the standard input for `-`; ``UsageError`` if it is none."""
    shown = shown_file(file)
    try:
        text = sys.stdin.read() if file == STDIN else file.read_text(encoding="utf-8-sig")
    except OSError as exn:
        raise UsageError(f"{shown} can't be read: {exn.strerror}") from exn
    return _parsed(text, shown)


def shown_file(file: Path) -> str:
    """As a message names it."""
    return "the standard input" if file == STDIN else str(file)


def export(directory: Path, stack: str | None, *, show_secrets: bool = False) -> Any:
    """What `pulumi stack export` says in the directory of a project.

    stack: None for the one that is selected there.
    show_secrets: whether secrets stand there in plain text.
    Raises ``UsageError`` without a Pulumi CLI, ``ProgramError`` with what it says.
    """
    secrets = ["--show-secrets"] if show_secrets else []
    told = _pulumi(directory, stack, ["stack", "export"], *secrets)
    return _parsed(told, "what pulumi stack export says")


def replace_state(directory: Path, stack: str | None, export: Any, asked: Sequence[str]) -> None:
    """Make the export the stack's state, and have these resources of it read from their providers.

    Raises as `export` does.
    """
    _pulumi(directory, stack, ["stack", "import"], text=json.dumps(export))
    targets = [part for urn in asked for part in ("--target", urn)]
    if targets:
        _pulumi(directory, stack, ["refresh"], "--yes", "--skip-preview", *targets)


def _pulumi(
    directory: Path, stack: str | None, command: Sequence[str], *options: str, text: str = ""
) -> str:
    pulumi = shutil.which("pulumi")
    if pulumi is None:
        raise UsageError(
            "there is no pulumi on PATH to ask for the stack's state; "
            "export it elsewhere with `pulumi stack export --file FILE`, and give --state FILE"
        )
    where = ["--non-interactive", "--cwd", str(directory)]
    chosen = [] if stack is None else ["--stack", stack]
    result = subprocess.run(
        [pulumi, *command, *where, *chosen, *options],
        input=text,
        capture_output=True,
        text=True,
        check=False,
    )
    if result.returncode != 0:
        said = _indented(result.stderr) or _indented(result.stdout)
        raise ProgramError(f"pulumi {' '.join(command)} fails:", *said)
    return result.stdout


def _parsed(text: str, shown: str) -> Any:
    try:
        return json.loads(text)
    except ValueError as exn:
        raise UsageError(f"{shown} is no JSON: {exn}") from exn


def _indented(text: str) -> list[str]:
    return [f"  {line}" for line in text.strip().splitlines()]
