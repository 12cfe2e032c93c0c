"""``exposure recover`` gives the stack's state what a killed run created."""

import json
import os
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import openstack
import pytest

from tests.cli.projects import exposure
from tests.recovery.test_recovering import operation, state

NAMESPACE = operation("kubernetes:core/v1:Namespace", "shop", metadata={"name": "shop"})
POOL = operation("openstack:loadbalancer/pool:Pool", "web", name="web-http", loadbalancerId="lb-1")
UNKNOWN = operation("aws:lb/listener:Listener", "web")

PULUMI = """#!/bin/sh
echo "$*" >> {folder}/asked
case "$*" in
  "stack export"*) cat {folder}/state.json;;
  "stack import"*) cat > {folder}/imported.json;;
esac
"""
"""Notes what it is asked for."""


@pytest.fixture
def pulumi(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a Pulumi CLI keeps what it has and what it was told."""
    program = tmp_path / "pulumi"
    program.write_text(PULUMI.format(folder=tmp_path))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=os.pathsep)
    return tmp_path


def recover(folder: Path, has: Any, *options: str) -> tuple[int, str, list[str]]:
    """Exit code, what it says, and the commands that it ran."""
    (folder / "state.json").write_text(json.dumps(has))
    result = exposure("recover", "--project", folder, "--stack", "lab", *options)
    asked = [" ".join(line.split()[:2]) for line in (folder / "asked").read_text().splitlines()]
    return result.exit_code, result.stdout + result.stderr, asked


def test_what_was_made_is_taken_over_and_read_from_its_provider(pulumi: Path) -> None:
    code, said, asked = recover(pulumi, state(NAMESPACE))
    assert (code, said) == (0, "Namespace shop is taken over, if it was made: shop\n")
    assert asked == ["stack export", "stack import", "refresh --non-interactive"]
    (made,) = json.loads((pulumi / "imported.json").read_text())["deployment"]["resources"]
    assert made["id"] == "shop"
    last = (pulumi / "asked").read_text().splitlines()[-1]
    assert f"--target {made['urn']}" in last


def test_a_dry_run_and_a_state_without_anything_pending_change_nothing(pulumi: Path) -> None:
    assert recover(pulumi, state(NAMESPACE), "--dry-run")[2] == ["stack export"]
    (pulumi / "asked").unlink()
    code, said, asked = recover(pulumi, {"deployment": {"resources": []}})
    assert (code, said, asked) == (0, "nothing was being created\n", ["stack export"])


def test_what_nobody_knows_is_told_and_the_state_stays(pulumi: Path) -> None:
    code, said, asked = recover(pulumi, state(NAMESPACE, UNKNOWN))
    assert (code, asked) == (1, ["stack export"])
    assert "Listener web is not known to be there or not" in said
    assert f"warning: {UNKNOWN['resource']['urn']}: " in said


def test_of_several_alike_none_is_taken_and_the_state_stays(
    pulumi: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pools = [SimpleNamespace(id="one"), SimpleNamespace(id="two")]
    balancers = SimpleNamespace(pools=lambda **_: iter(pools))
    cloud = SimpleNamespace(load_balancer=balancers, authorize=lambda: None)
    monkeypatch.setattr(openstack, "connect", lambda **_: nullcontext(cloud))
    code, said, asked = recover(pulumi, state(NAMESPACE, POOL))
    assert (code, asked) == (1, ["stack export"])
    assert "Pool web may be any of several, and none is taken over: one, two\n" in said
    assert (
        f"warning: {POOL['resource']['urn']}: 2 are as it was asked for (one, two); delete those "
        "that nobody needs and run this again, or tell `pulumi refresh` the id of the right one"
    ) in said
