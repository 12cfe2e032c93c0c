"""What a project would make: the program of a command's options, run offline."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import typer

from exposure_components.cli.config import read_config
from exposure_components.cli.failure import UsageError
from exposure_components.cli.project import choose_stack, read_project
from exposure_components.cli.run import run_project
from exposure_components.testing import Recording, Severity


@dataclass(frozen=True)
class Planned:
    """A preview of one stack."""

    recording: Recording
    project: str
    stack: str

    def exit_for_errors(self) -> None:
        """End the command with 1 if the program logged an error."""
        if any(log.severity is Severity.ERROR for log in self.recording.logs):
            raise typer.Exit(1)


def planned(
    directory: Path,
    stack: str | None,
    overrides: Sequence[str] | None,
    *,
    known_secrets: bool = False,
) -> Planned:
    """Run the program of the project in a preview.

    known_secrets: for results that must hold no stand-in for an encrypted value, see
        ``read_config``.

    Raises ``UsageError`` and ``ProgramError``.
    """
    project = read_project(directory)
    chosen = choose_stack(project, stack)
    config = read_config(project, chosen, _overrides(overrides or []), known_secrets=known_secrets)
    return Planned(run_project(project, chosen, config), project.name, chosen)


def _overrides(pairs: Sequence[str]) -> dict[str, str]:
    values: dict[str, str] = {}
    for pair in pairs:
        key, equals, value = pair.partition("=")
        if not equals or not key:
            raise UsageError(f"--config {pair} is no KEY=VALUE")
        values[key] = value
    return values
