"""A shell completes commands, and the stacks of the project."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.projects import CONFIG_MAP, write_project

EXPOSURE = Path(sys.executable).with_name("exposure")


def completions(typed: str, cwd: Path) -> list[str]:
    """What bash is offered for the last word."""
    asked = {
        "_EXPOSURE_COMPLETE": "complete_bash",
        "COMP_WORDS": typed,
        "COMP_CWORD": str(len(typed.split(" ")) - 1),
    }
    result = subprocess.run(
        [EXPOSURE], cwd=cwd, env={**os.environ, **asked}, capture_output=True, text=True, check=True
    )
    return result.stdout.split()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path / "shop", CONFIG_MAP, stacks={"lab": "", "lan": "", "prod": ""})


def test_commands_are_completed(tmp_path: Path) -> None:
    assert completions("exposure rend", tmp_path) == ["render"]


def test_stacks_of_the_project_are_completed(project: Path) -> None:
    assert completions("exposure plan --stack la", project) == ["lab", "lan"]
    assert completions(f"exposure plan --project {project} -s p", project.parent) == ["prod"]


def test_without_a_project_there_are_none(tmp_path: Path) -> None:
    assert completions("exposure plan --stack la", tmp_path) == []
