"""Measurements in processes of their own, in turns: what disturbs one disturbs the others."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence

Figures = Mapping[str, float]


def measured(commands: Mapping[str, Sequence[str]], times: int) -> dict[str, Figures]:
    """By the name of a command: the least of each of its figures."""
    runs: dict[str, list[Figures]] = {name: [] for name in commands}
    for _ in range(times):
        for name, command in commands.items():
            done = subprocess.run(
                [sys.executable, "-m", *command], check=True, capture_output=True, text=True
            )
            runs[name].append(json.loads(done.stdout.splitlines()[-1]))
    return {
        name: {figure: min(run[figure] for run in those) for figure in those[0]}
        for name, those in runs.items()
    }
