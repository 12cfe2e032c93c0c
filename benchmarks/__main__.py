"""Prints ratios as a table and writes them as JSON. A goal that is missed is shown, not failed."""

import argparse
import dataclasses
import json
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks.comparisons import against_raw, growth, imports


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"))
    parser.add_argument("--apps", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--growth", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--times", type=int, default=3, help="runs of each; the quickest counts")
    asked = parser.parse_args()
    results = [
        *imports(asked.times),
        *against_raw(asked.apps, asked.times),
        *growth(asked.growth, asked.times),
    ]
    table = Table("", "figure", "ratio", "goal", "met")
    for each in results:
        met = "yes" if each.met else "no"
        table.add_row(each.name, each.figure, f"{each.ratio:.2f}", f"{each.goal:.2f}", met)
    Console().print(table)
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    whole = [{**dataclasses.asdict(each), "met": each.met} for each in results]
    asked.json.write_text(json.dumps(whole, indent=2) + "\n")


if __name__ == "__main__":
    main()
