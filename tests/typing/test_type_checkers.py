"""What mypy and pyright say, in their strict modes, about programs of users."""

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent
ACCEPTED = ("accepted.py", "accepted_tests.py")
REFUSED = "refused.py"
MARK = "# expect-error"
IGNORED = "# type: ignore"
"""Stands at the top of the mistakes, so that checks of the project itself leave them alone."""

Found = dict[tuple[str, int], list[str]]
"""The messages by file and line."""


def copied(folder: Path) -> list[str]:
    """The programs, as a user would have them."""
    for name in (*ACCEPTED, REFUSED):
        text = (HERE / name).read_text()
        (folder / name).write_text(text.replace(IGNORED, "#"))
    return [str(folder / name) for name in (*ACCEPTED, REFUSED)]


def mypy(folder: Path) -> Found:
    """Of a run of mypy."""
    (folder / "mypy.ini").write_text(
        "[mypy]\nstrict = True\n[mypy-pulumi_kubernetes.*]\nfollow_imports = skip\n"
    )
    command = [sys.executable, "-m", "mypy", "--config-file", str(folder / "mypy.ini")]
    command += ["--output", "json", "--cache-dir", str(folder / "cache")]
    command += copied(folder)
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    found: Found = {}
    for line in run.stdout.splitlines():
        said = json.loads(line)
        if said["severity"] == "error":
            found.setdefault((Path(said["file"]).name, said["line"]), []).append(said["message"])
    return found


def pyright(folder: Path) -> Found:
    """Of a run of pyright."""
    settings = {
        "include": [Path(name).name for name in copied(folder)],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
        "extraPaths": [str(HERE.parents[1])],
    }
    (folder / "pyrightconfig.json").write_text(json.dumps(settings))
    command = [sys.executable, "-m", "pyright", "--outputjson", "--pythonpath", sys.executable]
    command += ["--project", str(folder / "pyrightconfig.json")]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.returncode in (0, 1), run.stdout + run.stderr
    answer = json.loads(run.stdout)
    assert answer["summary"]["filesAnalyzed"] == len(ACCEPTED) + 1
    found: Found = {}
    for said in answer["generalDiagnostics"]:
        at = (Path(said["file"]).name, said["range"]["start"]["line"] + 1)
        found.setdefault(at, []).append(said["message"])
    return found


@pytest.fixture(scope="module", params=[mypy, pyright], ids=lambda checker: checker.__name__)
def found(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Found:
    checker: Callable[[Path], Found] = request.param
    return checker(tmp_path_factory.mktemp("checked"))


@pytest.mark.parametrize("name", ACCEPTED)
def test_a_right_program_has_no_error(found: Found, name: str) -> None:
    assert {at: said for at, said in found.items() if at[0] == name} == {}


def test_a_mistake_is_found_on_its_line_and_nowhere_else(found: Found) -> None:
    lines = enumerate((HERE / REFUSED).read_text().splitlines(), start=1)
    expected = {number for number, line in lines if MARK in line}
    assert len(expected) > 20
    assert {number for name, number in found if name == REFUSED} == expected
