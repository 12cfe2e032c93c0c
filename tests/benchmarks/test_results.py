"""What a run of the benchmarks tells."""

import json
from io import StringIO

from rich.console import Console

from benchmarks.results import Found, LeftOut, Less, Ratio, as_json, ratios, table

FOUND: list[Found] = [
    Ratio("a render", "wall_s", of=3, to=2, at_most=1.5),
    Ratio("a render", "peak_mib", of=4, to=2, at_most=1.5),
    Ratio("a render", "cpu_s", of=4, to=2),
    Less("an answer", "seconds", of=3, to=10.5, at_least=8),
    LeftOut("an up", "no pulumi on PATH"),
]


def told(found: list[Found]) -> list[list[str]]:
    """The cells of the table's rows."""
    shown = StringIO()
    Console(file=shown, width=200).print(table(found))
    rows = [line for line in shown.getvalue().splitlines() if "│" in line]
    return [[cell.strip() for cell in row.strip("│").split("│")] for row in rows]


def test_a_goal_is_met_up_to_its_number_and_missed_beyond() -> None:
    assert [None if isinstance(each, LeftOut) else each.met for each in FOUND] == [
        True,
        False,
        None,
        False,
        None,
    ]


def test_the_table_tells_missed_goals_and_what_is_left_out() -> None:
    assert told(FOUND) == [
        ["a render", "wall_s", "3", "2", "1.50", "at most 1.50", "yes"],
        ["", "peak_mib", "4", "2", "2.00", "at most 1.50", "NO"],
        ["", "cpu_s", "4", "2", "2.00", "", ""],
        ["an answer", "seconds", "3", "10.5", "7.50 less", "at least 8.00 less", "NO"],
        ["an up", "LEFT OUT", "", "", "", "no pulumi on PATH", ""],
    ]


def test_json_has_the_same() -> None:
    read = json.loads(json.dumps(as_json(FOUND)))
    assert read[1] == {
        "name": "a render",
        "figure": "peak_mib",
        "of": 4,
        "to": 2,
        "at_most": 1.5,
        "is": "2.00",
        "met": False,
    }
    assert read[-1] == {"name": "an up", "left_out": "no pulumi on PATH"}


def test_ratios_are_of_the_figures_that_have_a_goal_or_none() -> None:
    ours, other = {"wall_s": 2.0, "cpu_s": 1.0}, {"wall_s": 4.0, "cpu_s": 3.0}
    assert ratios("a render", ours, other, {"wall_s": None}) == [
        Ratio("a render", "wall_s", of=2.0, to=4.0)
    ]
