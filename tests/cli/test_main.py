"""The command says what it needs and how it is used."""

import subprocess
import sys

import pytest

from tests.cli.projects import exposure


def run_without(module: str, command: str) -> subprocess.CompletedProcess[str]:
    """Ask for a command's help in a process where a module can't be imported."""
    program = f"""
import sys
sys.modules[{module!r}] = None
sys.argv = ["exposure", {command!r}, "--help"]
from exposure_components.cli import main
main()
"""
    return subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)


@pytest.mark.parametrize(
    ("module", "command"),
    [
        ("cryptography", "probe"),
        ("jinja2", "plan"),
        ("rich", "plan"),
        ("rich.console", "render"),
        ("typer", "render"),
    ],
)
def test_a_missing_extra_is_told(module: str, command: str) -> None:
    result = run_without(module, command)
    assert (result.returncode, result.stdout, result.stderr) == (
        2,
        "",
        f"exposure needs the package {module.partition('.')[0]}: "
        "pip install 'exposure-components[cli]'\n",
    )


def test_another_missing_module_is_no_matter_of_the_extra() -> None:
    result = run_without("exposure_components.testing", "plan")
    assert result.returncode == 1
    assert "ModuleNotFoundError" in result.stderr


def test_a_command_does_without_what_others_need() -> None:
    result = run_without("cryptography", "render")
    assert (result.returncode, result.stderr) == (0, "")
    assert "Usage: " in result.stdout


def test_an_unknown_command_is_told() -> None:
    result = exposure("expose")
    assert result.exit_code == 2
    assert "No such command 'expose'" in result.output


@pytest.mark.parametrize("args", [["-h"], ["plan", "-h"], ["render", "--help"]])
def test_help_is_given(args: list[str]) -> None:
    result = exposure(*args)
    assert result.exit_code == 0
    assert "Usage: " in result.stdout


def test_render_needs_a_directory() -> None:
    assert exposure("render").exit_code == 2
