"""Running a project's program offline."""

import contextlib
import gc
import sys
import traceback
from collections.abc import Generator
from pathlib import Path
from typing import Any, Final

import pulumi

from exposure_components.cli.config import Config
from exposure_components.cli.failure import ProgramError
from exposure_components.cli.look_ups import ANSWERS
from exposure_components.cli.project import Project
from exposure_components.testing import (
    Recording,
    UnknownResultError,
    UnmockedCallError,
    run_program,
)
from exposure_components.testing.direct import registering_directly
from exposure_components.testing.program_file import is_below
from exposure_components.testing.wire import is_list

_LIBRARY: Final = Path(__file__).resolve().parents[1]


def run_project(project: Project, stack: str, config: Config) -> Recording:
    """What the program does in a preview, with no engine, provider and cluster at hand.

    What it prints goes to stderr. Raises ``ProgramError`` with the program's problems, or with
    the traceback of its own lines.
    """

    with contextlib.redirect_stdout(sys.stderr), _uncollected(), registering_directly():
        try:
            return run_program(
                project.program,
                preview=True,
                project=project.name,
                stack=stack,
                config=config.plain,
                secret_config=config.secret,
                calls=ANSWERS,
            )
        except (Exception, SystemExit) as exn:
            raise ProgramError(*_lines(exn, project)) from exn


@contextlib.contextmanager
def _uncollected() -> Generator[None]:
    """The SDK keeps what it makes until the end, and Python's collector walks over all of it again
    and again: a quarter of the time for a thousand apps (decision 16)."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            # All goes to the oldest generation, without a walk over it.
            gc.freeze()
            gc.unfreeze()
            gc.enable()


def _lines(exn: BaseException, project: Project) -> list[str]:
    unanswered = _unanswered(exn)
    if unanswered is not None:
        return [unanswered]
    problems: Any = getattr(exn, "problems", None)
    notes: list[str] = getattr(exn, "__notes__", [])
    if isinstance(exn, pulumi.RunError):
        return [*str(exn).splitlines(), *notes]
    if is_list(problems):
        return [*map(str, problems), *notes]
    if isinstance(exn, SystemExit):
        return [f"the program exits with {exn.code}"]
    return _traceback(exn, project)


def _unanswered(exn: BaseException | None) -> str | None:
    """The call that ends the run, also where the program tells it by an exception of its own."""
    told_by: list[BaseException] = []
    # The SDK raises exceptions that are their own cause.
    while exn is not None and exn not in told_by:
        told_by.append(exn)
        if isinstance(exn, UnmockedCallError | UnknownResultError):
            told = f"the program calls {exn.call}; offline there is no provider to answer"
            return f"{told}: {exn.remedy}" if isinstance(exn, UnknownResultError) else told
        exn = exn.__cause__
    return None


def _traceback(exn: BaseException, project: Project) -> list[str]:
    """The traceback without the frames of installed packages and of this command."""
    told = traceback.TracebackException.from_exception(exn)
    own = [
        frame
        for frame in told.stack
        if is_below(frame.filename, project.file.parent) and not is_below(frame.filename, _LIBRARY)
    ]
    frames = [line for frame in traceback.format_list(own) for line in frame.splitlines()]
    header = ["Traceback (most recent call last):"] if frames else []
    last = [line for part in told.format_exception_only() for line in part.splitlines()]
    return [*header, *frames, *last]
