"""Manifests of many apps, offline: `exposure render` against cdk8s and Helm."""

import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import tools
from benchmarks.facts import facts, read
from benchmarks.measure import Figures, in_turns
from benchmarks.processes import took
from benchmarks.results import Found, LeftOut, Ratio, ratios

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent

Render = Callable[[int, Path], Figures]
"""Renders so many apps into an empty folder, and tells what it took."""


def ours(apps: int, out: Path) -> Figures:
    config = ("--config", "kind=ours", "--config", f"apps={apps}")
    project = ("--project", HERE / "shop", "--stack", "bench")
    exposure = Path(sys.executable).with_name("exposure")
    return took(
        [exposure, "render", *project, *config, "--out", out], environ={"PYTHONPATH": str(ROOT)}
    )


def node(apps: int, out: Path) -> Figures:
    environ = {"NODE_PATH": str(tools.node_modules())}
    return took(["node", HERE / "others" / "app.js", str(apps), out], environ=environ)


def python(apps: int, out: Path) -> Figures:
    environ = {"PYTHONPATH": str(tools.python_packages())}
    return took([sys.executable, HERE / "others" / "app.py", str(apps), out], environ=environ)


def helm(apps: int, out: Path) -> Figures:
    chart = HERE / "others" / "chart"
    options = ("--set", f"apps={apps}", "--output-dir", out)
    return took([tools.helm(), "template", "shop", chart, *options])


OTHERS: dict[str, tuple[Render, tuple[str, ...], float | None]] = {
    "cdk8s-plus for Node": (node, ("node", "npm"), 1),
    "cdk8s-plus for Python": (python, ("node",), 1),
    "helm template": (helm, ("go",), None),
}
"""By name: the tool, the programs that it needs, and our goal for time and memory. Helm is a
program of Go, and no goal."""


def rendering(apps: int, times: int) -> Iterator[Found]:
    """What ours takes, to each of the others that this machine can run."""
    runs: dict[str, Callable[[], Figures]] = {}
    with TemporaryDirectory() as folder:
        renders: dict[str, Render] = {"ours": ours}
        for name, (render, programs, _) in OTHERS.items():
            missing = [program for program in programs if not shutil.which(program)]
            if missing:
                yield LeftOut(f"render of {apps} apps, to {name}", f"no {' and no '.join(missing)}")
            else:
                renders[name] = render
        expect_the_same(renders, Path(folder))

        for name, render in renders.items():
            runs[name] = lambda n=name, r=render: r(apps, _empty(Path(folder) / n))  # type: ignore[misc]
        figures = in_turns(runs, times)
    for name in (each for each in OTHERS if each in renders):
        goal = OTHERS[name][2]
        goals = {"wall_s": goal, "cpu_s": None, "peak_mib": goal}
        title = f"render of {apps} apps, to {name}"
        yield from ratios(title, figures["ours"], figures[name], goals)


def growing(counts: Sequence[int], times: int) -> Iterator[Found]:
    """CPU of an app among many, to that of an app among few, beyond what the first one takes."""
    with TemporaryDirectory() as folder:
        out = Path(folder) / "out"
        runs = {str(n): lambda n=n: ours(n, _empty(out)) for n in (1, *counts)}
        took = {int(name): one["cpu_s"] for name, one in in_turns(runs, times).items()}
    each = {count: (took[count] - took[1]) / (count - 1) for count in counts}
    few = counts[0]
    for many in counts[1:]:
        name = f"an app of {many} rendered, to one of {few}"
        yield Ratio(name, "cpu_s", each[many], each[few], 1.1)


def expect_the_same(renders: dict[str, Render], folder: Path) -> None:
    """All of them make the same apps, and what is downloaded is there before time counts.

    Raises ``AssertionError`` with the tool and the first object that differ.
    """
    made = {}
    for name, render in renders.items():
        render(3, out := _empty(folder / name))
        made[name] = facts(read(out))
    for name, found in made.items():
        assert found.keys() == made["ours"].keys(), f"{name} makes {sorted(found)}"
        for key, one in found.items():
            assert one == made["ours"][key], f"{name}: {key}: {one}; ours: {made['ours'][key]}"


def _empty(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    return folder
