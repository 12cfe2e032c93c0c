"""The engine runs the examples, and its provider renders what `exposure render` does."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.cli.projects import exposure
from tests.e2e.ways import PULUMI, ROOT

EXAMPLES = ROOT / "examples"
STACKS = [
    pytest.param(file.parent.name, file.name.split(".")[1], id=f"{file.parent.name} {file.name}")
    for file in sorted(EXAMPLES.glob("*/Pulumi.*.yaml"))
    # These ask OpenStack, too.
    if file.parent.name not in ("cutover", "shared-balancer")
]
RENDERING = "kubernetes:renderYamlToDirectory"


@pytest.mark.parametrize(("example", "stack"), STACKS)
def test_the_engine_renders_what_exposure_renders(example: str, stack: str, tmp_path: Path) -> None:
    project = tmp_path / "examples" / example
    shutil.copytree(EXAMPLES / example, project)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    (tmp_path / "state").mkdir()
    pulumi = Pulumi(project, tmp_path)
    pulumi.run("stack", "init", stack)
    pulumi.run("config", "set", "--stack", stack, RENDERING, str(tmp_path / "engine"))
    pulumi.run("up", "--yes", "--skip-preview", "--stack", stack)
    outputs = json.loads(pulumi.run("stack", "output", "--json", "--stack", stack))
    assert outputs["endpoints"]
    rendered = exposure(
        "render", "--out", tmp_path / "offline", "--project", EXAMPLES / example, "--stack", stack
    )
    assert rendered.exit_code == 0, rendered.stderr
    assert manifests(tmp_path / "engine") == manifests(tmp_path / "offline")


class Pulumi:
    """The engine in a project, with a state of its own."""

    def __init__(self, project: Path, folder: Path) -> None:
        self.project = project
        self.environ = {
            **os.environ,
            "KUBECONFIG": str(folder / "none"),
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "PULUMI_CONFIG_PASSPHRASE": "",
            "PULUMI_SKIP_UPDATE_CHECK": "true",
        }

    def run(self, *command: str) -> str:
        """Output of a command that ends well."""
        arguments = [str(PULUMI), "--cwd", str(self.project), "--non-interactive", *command]
        done = subprocess.run(
            arguments, env=self.environ, capture_output=True, text=True, check=False, timeout=120
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout


def manifests(folder: Path) -> dict[str, object]:
    """Objects by the names of their files."""
    return {file.name: yaml.safe_load(file.read_text()) for file in folder.rglob("*.yaml")}
