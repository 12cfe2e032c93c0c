"""Prints a table and writes JSON: ratios, each within one run. A goal that is missed is shown, not
failed; what this machine can't measure is shown, too."""

import argparse
import json
import os
import platform
from collections.abc import Callable, Iterable
from pathlib import Path

from rich.console import Console

from benchmarks import results
from benchmarks.answering import answering
from benchmarks.comparisons import against_raw, growth, imports
from benchmarks.engine import by_engine
from benchmarks.rendering import growing, rendering
from benchmarks.results import Found
from benchmarks.traffic import traffic

Part = Callable[[argparse.Namespace], Iterable[Found]]
PARTS: dict[str, Part] = {
    "imports": lambda asked: imports(asked.times),
    "raw": lambda asked: against_raw(asked.apps, asked.times),
    "growth": lambda asked: growing(asked.growth, asked.times),
    "mocks": lambda asked: growth(sorted(asked.apps)[-2:], asked.times),
    "render": lambda asked: rendering(max(asked.apps), asked.times),
    "engine": lambda asked: by_engine(asked.apps, asked.times),
    "answer": lambda asked: answering(asked.times),
    "traffic": lambda asked: traffic(asked.times),
}


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--json", type=Path, default=Path("build/bench.json"))
    parser.add_argument("--only", choices=PARTS, nargs="+", default=list(PARTS))
    parser.add_argument("--apps", type=int, nargs="+", default=[10, 100, 1000])
    parser.add_argument("--growth", type=int, nargs="+", default=[100, 1000, 10000])
    parser.add_argument("--times", type=int, default=3, help="runs of each; the quickest counts")
    asked = parser.parse_args()
    console = Console()
    # In a file, too, a row is a line.
    console.width = max(console.width, 120)
    found: list[Found] = []
    for part in asked.only:
        console.print(f"{part} ...")
        found += PARTS[part](asked)
    console.print(results.table(found))
    asked.json.parent.mkdir(parents=True, exist_ok=True)
    machine = {"cores": os.cpu_count(), "python": platform.python_version()}
    whole = {"machine": machine, "results": results.as_json(found)}
    asked.json.write_text(json.dumps(whole, indent=2) + "\n")


if __name__ == "__main__":
    main()
