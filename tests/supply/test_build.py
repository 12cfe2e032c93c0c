"""Whoever builds a release gets the same bytes."""

import shutil
import zipfile
from pathlib import Path

from tests.supply.environments import ROOT, UV, run

PACKAGES = ("exposure_components", "exposure_components_pytest")
"""The library, and the plugin of pytest beside it."""


def built(checkout: Path) -> dict[str, bytes]:
    """The source distribution and the wheel that is built from it."""
    run(UV, "build", "--quiet", checkout)
    return {f.name: f.read_bytes() for f in (checkout / "dist").iterdir() if f.name[0] != "."}


def checkout(folder: Path, mode: int) -> Path:
    """The sources, with times and permissions of their own."""
    for name in (*PACKAGES, "README.md", "pyproject.toml"):
        source, target = ROOT / name, folder / name
        folder.mkdir(exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(source, target, ignore=ignored, copy_function=shutil.copyfile)
        else:
            shutil.copyfile(source, target)
    for file in folder.rglob("*.*"):
        if file.is_file():
            file.chmod(mode)
    return folder


def test_two_builds_are_one(tmp_path: Path) -> None:
    first = built(checkout(tmp_path / "first", 0o644))
    second = built(checkout(tmp_path / "second", 0o600))
    assert sorted(name.rpartition("-")[2] for name in first) == ["0.1.0.tar.gz", "any.whl"]
    assert first == second


def test_the_wheel_has_the_library_and_nothing_else(wheel: Path) -> None:
    tracked = run("git", "ls-files", *PACKAGES).split()
    with zipfile.ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if ".dist-info/" not in name]
    assert sorted(names) == sorted(tracked)
