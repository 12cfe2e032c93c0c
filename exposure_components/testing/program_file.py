"""A Pulumi program that is a file, run as the engine runs it, and nothing of it left behind."""

import contextlib
import importlib
import os
import runpy
import sys
from collections.abc import Generator
from os import PathLike
from pathlib import Path
from typing import Final

_INSTALLED: Final = ("site-packages", "dist-packages")
_MAIN: Final = "__main__.py"


def program_file(path: str | PathLike[str]) -> Path:
    """The file itself, or the `__main__.py` of a directory. Raises ``FileNotFoundError``."""
    given = Path(path)
    file = given / _MAIN if given.is_dir() else given
    if not file.is_file():
        raise FileNotFoundError(f"{given} is no program; name a file, or a directory with {_MAIN}")
    return file.resolve()


def run_file(file: Path) -> None:
    """Run it as ``__main__``."""
    # The globals of the module outlive it: functions given to `apply` run later.
    runpy.run_path(str(file), run_name="__main__")


@contextlib.contextmanager
def as_the_engine_runs_it(file: Path) -> Generator[None, None, None]:
    """Its directory is the working directory and the first to import from.

    What it imports from there is forgotten afterwards: what such a module registers, it registers
    in every run.
    """
    directory = file.parent
    path, argv, imported = sys.path[:], sys.argv[:], set(sys.modules)
    environment = dict(os.environ)
    sys.path.insert(0, str(directory))
    sys.argv[:] = [str(file)]
    importlib.invalidate_caches()
    try:
        with contextlib.chdir(directory):
            yield
    finally:
        sys.path[:], sys.argv[:] = path, argv
        os.environ.clear()
        os.environ.update(environment)
        # Another project may have modules of the same names. The SDKs' must stay: they register
        # themselves while they are imported, once.
        for name in set(sys.modules) - imported:
            if is_below(getattr(sys.modules[name], "__file__", None), directory):
                del sys.modules[name]


def is_below(file: str | None, directory: Path) -> bool:
    """Whether a module's file is in a directory, and is not of an installed package."""
    if not file or file.startswith("<"):
        return False
    path = Path(file).resolve()
    return path.is_relative_to(directory) and not set(_INSTALLED) & set(path.parts)
