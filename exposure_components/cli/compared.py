"""A plan beside what was before it."""

from pathlib import Path

import typer

from exposure_components.cli.earlier import earlier, of_another, recorded
from exposure_components.cli.failure import UsageError
from exposure_components.cli.planned import Planned, planned
from exposure_components.migration.assess import Migration, migration
from exposure_components.migration.changes import Outcome


def compared(
    found: Planned, project: Path, before: str | None, before_stack: str | None
) -> Migration | None:
    """What becomes of what a file or a stack has; None where none is named.

    Raises ``UsageError`` and ``ProgramError``.
    """
    if before is not None and before_stack is not None:
        raise UsageError("--before and --before-stack are both given; keep one of them")
    if before is not None:
        return migration(earlier(before, found.recording), recorded(found.recording))
    if before_stack is not None:
        former = planned(project, before_stack, None)
        return migration(of_another(former.recording, found.recording), recorded(found.recording))
    return None


def exit_for_replacements(found: Migration | None) -> None:
    """End the command with 1 if a resource is replaced, or may be."""
    if found is None:
        raise UsageError("--refuse-replacements needs --before or --before-stack")
    if any(each.outcome in (Outcome.REPLACED, Outcome.UNDECIDED) for each in found.changes):
        raise typer.Exit(1)
