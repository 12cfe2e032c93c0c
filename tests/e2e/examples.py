"""How an example gets into the lab: by the engine, or from what its program registers."""

import runpy
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Protocol

from exposure_components.cli.config import read_config
from exposure_components.cli.project import choose_stack, read_project
from exposure_components.testing import Recording, run_program
from tests.e2e.replay import Replay
from tests.e2e.ways import ROOT, Engine, Manifests
from tests.lab.lab import Lab

EXAMPLES = ROOT / "examples"


class Example(Protocol):
    """A project of its own, in the lab."""

    def start(self, config: Mapping[str, str]) -> None:
        """Make the cluster what the program says with that config over its stack's."""
        ...

    def down(self) -> None:
        """Remove all of it, and wait until it is gone."""
        ...


def recorded(
    name: str, config: Mapping[str, str], calls: Mapping[str, Any] | None = None
) -> Recording:
    """What the program of an example does."""
    project = read_project(EXAMPLES / name)
    stack = choose_stack(project, None)
    read = read_config(project, stack, config)
    return run_program(
        lambda: runpy.run_path(str(project.program), run_name="__main__"),
        project=project.name,
        stack=stack,
        config=read.plain,
        calls=calls or {},
    )


class ExampleManifests(Manifests):
    """From its manifests."""

    def __init__(self, lab: Lab, name: str, cloud: Replay | None = None) -> None:
        super().__init__(lab, cloud)
        self.name = name

    def start(self, config: Mapping[str, str]) -> None:
        self.make(recorded(self.name, config, self.cloud.calls() if self.cloud else {}))


class ExampleEngine(Engine):
    """By `pulumi up`, in a copy of the project."""

    def __init__(self, lab: Lab, folder: Path, name: str) -> None:
        super().__init__(lab, folder, project=Path("examples") / name)

    def start(self, config: Mapping[str, str]) -> None:
        for key, value in config.items():
            self.run("config", "set", "--stack", "lab", key, value)
        self.run("up", "--yes", "--skip-preview", "--stack", "lab")
