"""Measurements in processes of their own, in turns: what disturbs one disturbs the others."""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence

Figures = Mapping[str, float]


def in_turns(runs: Mapping[str, Callable[[], Figures]], times: int) -> dict[str, Figures]:
    """By the name of a run: the least of each of its figures."""
    took: dict[str, list[Figures]] = {name: [] for name in runs}
    for _ in range(times):
        for name, run in runs.items():
            took[name].append(run())
    return {name: least(those) for name, those in took.items()}


def least(runs: Sequence[Figures]) -> Figures:
    """The least of each figure."""
    return {figure: min(run[figure] for run in runs) for figure in runs[0]}


def measured(commands: Mapping[str, Sequence[str]], times: int) -> dict[str, Figures]:
    """The same of modules, each of which prints its own figures as its last line."""

    def run(command: Sequence[str]) -> Figures:
        done = subprocess.run(
            [sys.executable, "-m", *command], check=True, capture_output=True, text=True
        )
        told: Figures = json.loads(done.stdout.splitlines()[-1])
        return told

    return in_turns({name: lambda c=c: run(c) for name, c in commands.items()}, times)  # type: ignore[misc]
