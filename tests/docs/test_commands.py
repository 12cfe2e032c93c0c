"""Every command of the documentation runs, and prints what stands under it."""

import re
import shlex
import shutil
import subprocess
import tomllib
from doctest import ELLIPSIS, OutputChecker
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from typer.testing import CliRunner, Result

from exposure_components.cli.app import app
from tests.docs.blocks import BLOCKS, ROOT, Block, cases

SCRIPTS = [block for block in BLOCKS if block.language == "sh"]
TRANSCRIPTS = [block for block in BLOCKS if block.language == "console"]


@pytest.fixture(autouse=True)
def _checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The files that commands read, in a folder that they may write to."""
    shutil.copy(ROOT / "Pulumi.yaml", tmp_path)
    for folder in ("examples", "stacks"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)


def exposure(*args: str) -> Result:
    """In this process; its output is no terminal."""
    return CliRunner().invoke(app, args)


@pytest.mark.parametrize("block", cases(SCRIPTS))
def test_a_script_runs(block: Block) -> None:
    for line in block.text.replace("\\\n", " ").splitlines():
        words = shlex.split(line, comments=True)
        if words:
            tried(*words)


def tried(command: str, *args: str) -> None:
    """Run what needs no cluster; what makes things is held against what there is to be made."""
    match command:
        case "exposure":
            done = exposure(*args)
            assert done.exit_code == 0, done.output
        case "make":
            make = ["make", "--dry-run", "--directory", str(ROOT), *args]
            dry = subprocess.run(make, check=False, capture_output=True)
            assert dry.returncode == 0, dry.stderr.decode()
        case "pip":
            assert args[0] == "install"
            installable(*args[1:])
        case _:
            pytest.fail(f"no test knows what {command} does: {' '.join(args)}")


def installable(*requirements: str) -> None:
    """Whether the package has these extras."""
    known = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for each in requirements:
        wanted = Requirement(each)
        assert wanted.name == known["name"]
        assert wanted.extras <= set(known["optional-dependencies"])


@pytest.mark.parametrize("block", cases(TRANSCRIPTS))
def test_a_command_prints_what_stands_under_it(block: Block) -> None:
    """Three dots stand for any text."""
    _, *commands = re.split(r"^\$ ", block.text, flags=re.MULTILINE)
    assert commands
    for command in commands:
        line, _, wanted = command.partition("\n")
        name, *args = shlex.split(line)
        assert name == "exposure"
        got = "".join(f"{each.rstrip()}\n" for each in exposure(*args).output.splitlines())
        checker = OutputChecker()
        assert checker.check_output(wanted, got, ELLIPSIS), f"{line}\n{got}"
