"""Commands answer the same whether resources are registered by tasks or directly."""

import json
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from exposure_components.cli import run
from tests.cli.projects import exposure

ROOT = Path(__file__).resolve().parents[2]
STACKS = [
    pytest.param(project, file.name.split(".")[1], id=f"{project.name} {file.name}")
    for project, folder in [
        (ROOT, ROOT / "stacks"),
        *((file.parent, file.parent) for file in sorted(ROOT.glob("examples/*/Pulumi.yaml"))),
    ]
    for file in sorted(folder.glob("Pulumi.*.yaml"))
]


def answers(project: Path, stack: str, out: Path) -> dict[str, Any]:
    """Of the plan and the render of a stack: what is printed, and each file, to the byte.

    Keys in the plan's JSON have another order in every process, as in the SDK's messages.
    """
    options = ("--project", project, "--stack", stack)
    plan = exposure("plan", "--json", *options)
    render = exposure("render", "--with-secrets", "--out", out, *options)
    files = {str(each.relative_to(out)): each for each in out.rglob("*") if each.is_file()}
    return {
        "plan": (plan.exit_code, json.loads(plan.stdout), plan.stderr),
        "render": f"{render.exit_code} {render.output}".replace(str(out), ""),
        **{path: file.read_bytes() for path, file in files.items()},
    }


@pytest.mark.parametrize(("project", "stack"), STACKS)
def test_both_ways_of_registering_give_the_same_answers(
    project: Path, stack: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    directly = answers(project, stack, tmp_path / "directly")
    monkeypatch.setattr(run, "registering_directly", nullcontext)
    assert answers(project, stack, tmp_path / "by-tasks") == directly
    assert directly["plan"][0] == 0
