"""What is measured of a command."""

import sys

import pytest

from benchmarks.measure import in_turns, least
from benchmarks.processes import took

HUNGRY = "taken = bytearray(100 * 2**20)"


def test_a_command_has_the_figures_of_what_it_took() -> None:
    figures = took([sys.executable, "-c", HUNGRY])
    assert figures.keys() == {"wall_s", "cpu_s", "peak_mib"}
    assert figures["peak_mib"] > 100
    assert all(number > 0 for number in figures.values())


def test_a_command_that_fails_tells_what_it_said() -> None:
    with pytest.raises(RuntimeError, match=r"exit code 3: no apps"):
        took([sys.executable, "-c", "print('no apps'); raise SystemExit(3)"])


def test_the_environment_is_added_to_what_is_there() -> None:
    code = "import os; raise SystemExit(os.environ['KIND'] != 'ours' or 'PATH' not in os.environ)"
    took([sys.executable, "-c", code], environ={"KIND": "ours"})


def test_runs_take_turns_and_the_least_of_each_figure_counts() -> None:
    turns: list[str] = []

    def run(name: str) -> dict[str, float]:
        turns.append(name)
        return {"wall_s": float(len(turns)), "cpu_s": -float(len(turns))}

    figures = in_turns({"ours": lambda: run("ours"), "raw": lambda: run("raw")}, 2)
    assert turns == ["ours", "raw", "ours", "raw"]
    assert figures == {
        "ours": {"wall_s": 1, "cpu_s": -3},
        "raw": {"wall_s": 2, "cpu_s": -4},
    }
    assert least([{"a": 2}, {"a": 1}]) == {"a": 1}
