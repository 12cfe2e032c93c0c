"""`pulumi preview` and `pulumi up` of many apps into the render mode of the provider."""

import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

import yaml

from benchmarks.measure import Figures, in_turns
from benchmarks.processes import took
from benchmarks.results import Found, LeftOut, ratios

PROJECT = Path(__file__).resolve().parent / "shop"
GOALS = {"program_cpu_s": 1.05, "cpu_s": None, "wall_s": None}
"""The engine and its plugins are the same for both."""

KINDS = ("ours", "raw")
QUIET = {
    "PULUMI_CONFIG_PASSPHRASE": "",
    "PULUMI_SKIP_UPDATE_CHECK": "true",
    # A file backend writes its whole state after each step, which hides all else.
    "PULUMI_EXPERIMENTAL": "true",
    "PULUMI_SKIP_CHECKPOINTS": "true",
}


class Stack:
    """So many apps of one kind, in a folder, with a state of its own."""

    def __init__(self, folder: Path, config: Mapping[str, object], **environ: str) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(PROJECT, folder, ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "state").mkdir()
        self.folder = folder
        self.environ = {
            **QUIET,
            **environ,
            "PULUMI_BACKEND_URL": f"file://{folder / 'state'}",
            "PYTHONPATH": str(PROJECT.parents[1]),
            # The engine takes the first Python that it finds.
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        }
        keyed = {key if ":" in key else f"shop:{key}": value for key, value in config.items()}
        (folder / "Pulumi.bench.yaml").write_text(yaml.safe_dump({"config": keyed}))
        self.pulumi("stack", "init", "bench")

    def pulumi(self, *command: str) -> Figures:
        """Run a command that must succeed; what it took, and what of it the program did."""
        arguments = ["pulumi", "--non-interactive", *command]
        program = self.folder / "program"
        program.write_text("0")
        all_of_it = took(
            arguments, cwd=self.folder, environ={**self.environ, "PROGRAM_CPU": str(program)}
        )
        return {**all_of_it, "program_cpu_s": float(program.read_text())}


def by_engine(counts: list[int], times: int) -> Iterator[Found]:
    """What the engine takes for ours, to what it takes for a program by hand."""
    for count in counts:
        name = f"{count} apps by the engine, to a raw program"
        if not shutil.which("pulumi"):
            yield LeftOut(name, "no pulumi on PATH")
            continue
        # A run of a thousand takes minutes.
        figures = _measured(count, times if count <= 100 else 1)
        for command in ("preview", "up"):
            goals = {f"{command} {figure}": goal for figure, goal in GOALS.items()}
            yield from ratios(name, figures["ours"], figures["raw"], goals)


def _measured(count: int, times: int) -> dict[str, Figures]:
    """Of each kind; both make the same manifests."""
    with TemporaryDirectory() as folder:
        places = {kind: Path(folder) / kind for kind in KINDS}
        runs = {kind: lambda k=kind: _run(places[k], k, count) for kind in KINDS}
        figures = in_turns(runs, times)
        ours, raw = map(_rendered, places.values())
        assert ours == raw, "the two programs make other manifests"
        return figures


def _run(folder: Path, kind: str, count: int) -> Figures:
    """A preview and an up of a new stack."""
    config = {"kind": kind, "apps": count, "kubernetes:renderYamlToDirectory": "manifests"}
    stack = Stack(folder, config)
    commands = {"preview": ("preview",), "up": ("up", "--yes", "--skip-preview")}
    return {
        f"{name} {figure}": number
        for name, command in commands.items()
        for figure, number in stack.pulumi(*command).items()
    }


def _rendered(folder: Path) -> dict[str, str]:
    manifests = folder / "manifests"
    files = {str(f.relative_to(manifests)): f.read_text() for f in manifests.rglob("*.yaml")}
    assert files, f"{manifests} is empty"
    return files
