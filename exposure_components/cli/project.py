"""A Pulumi project on disk: its file, its stacks and where its program is."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

from exposure_components.cli import documents
from exposure_components.cli.failure import UsageError
from exposure_components.testing.wire import is_map

_PROJECT_FILES: Final = ("Pulumi.yaml", "Pulumi.yml")


@dataclass(frozen=True)
class Project:
    """What the project file says."""

    name: str
    file: Path
    """The project file."""
    directory: Path
    """Where the program runs: it is the working directory, and modules are imported from it."""
    program: Path
    """The file that is run as ``__main__``."""
    declared: Mapping[str, Any]
    """The ``config`` block: types, defaults and values."""
    stacks: Mapping[str, Path]
    """By name: the files with the config of one stack each."""


def read_project(start: Path) -> Project:
    """The project in a directory, or the closest one above it, as Pulumi finds it.

    Raises ``UsageError`` if there is none, or none that Python can run.
    """
    file = _project_file(start)
    content = documents.load(file)
    if not is_map(content) or not content.get("name"):
        raise UsageError(f"{file} has no name; give the project one")
    _expect_python(file, content.get("runtime"))
    directory, program = _program(file, content.get("main"))
    config = content.get("config")
    # `config` with a text is the former name of stackConfigDir.
    config_dir = content.get("stackConfigDir") or (config if isinstance(config, str) else "")
    return Project(
        name=str(content["name"]),
        file=file,
        directory=directory,
        program=program,
        declared=config if is_map(config) else {},
        stacks=_stacks(file.parent / str(config_dir), file.suffix),
    )


def choose_stack(project: Project, name: str | None) -> str:
    """The stack of that name, or the only one there is.

    A project without any stack file has every stack, each with the project's defaults.
    """
    listed = ", ".join(project.stacks)
    if name is None:
        if len(project.stacks) == 1:
            return next(iter(project.stacks))
        if not project.stacks:
            raise UsageError(f"{project.name} has no stack file; name a stack with --stack")
        raise UsageError(
            f"{project.name} has several stacks; choose one with --stack", f"  stacks: {listed}"
        )
    if project.stacks and name not in project.stacks:
        close = get_close_matches(name, project.stacks, 1)
        hint = f"; did you mean {close[0]}?" if close else ""
        raise UsageError(f"{project.name} has no stack {name}{hint}", f"  stacks: {listed}")
    return name


def _project_file(start: Path) -> Path:
    if not start.is_dir():
        raise UsageError(f"{start} is no directory; name the project's with --project")
    here = start.resolve()
    for directory in (here, *here.parents):
        for name in _PROJECT_FILES:
            if (directory / name).is_file():
                return directory / name
    raise UsageError(
        f"no Pulumi.yaml in {here} or above; name the project's directory with --project"
    )


def _expect_python(file: Path, runtime: Any) -> None:
    name = runtime.get("name") if is_map(runtime) else runtime
    if name != "python":
        raise UsageError(f"{file} has the runtime {name}; exposure runs programs in python only")


def _program(file: Path, main: Any) -> tuple[Path, Path]:
    """The directory and the file that ``main`` names: either may be left out."""
    target = file.parent / str(main or "")
    program = target / "__main__.py" if target.is_dir() else target
    if not program.is_file():
        raise UsageError(
            f"{file} names a program that is not there: {program}; correct `main`, or make the file"
        )
    return program.parent, program


def _stacks(directory: Path, suffix: str) -> dict[str, Path]:
    prefix = "Pulumi."
    return {
        path.name.removeprefix(prefix).removesuffix(suffix): path
        for path in sorted(directory.glob(f"{prefix}*{suffix}"))
        if path.name != f"Pulumi{suffix}"
    }
