"""How long clients wait for an app: from `pulumi up` to its first answer, in the lab."""

import shutil
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.engine import Stack
from benchmarks.measure import Figures, in_turns
from benchmarks.programs import NODES, place
from benchmarks.results import Found, LeftOut, Less
from tests.lab import cluster
from tests.lab.lab import Lab

NUMBER = 713
"""Of the app: no test of the lab has its name or its port."""

URL = f"http://{NODES[0]['address']}:{place(NUMBER)['node_port']}/ping"
IMPATIENT = ("--max-time", "0.5")
"""One that asked too early asks again soon."""

GOALS = {"up, then the first 204: s": 8.0, "first 204 while up runs: s": None}
"""A pipeline asks once `up` has ended; a client that asks all the while does not care for it."""


def answering(times: int) -> Iterator[Found]:
    """How much sooner ours answers than a program by hand that leaves the awaits as they are."""
    name = "up of an app in the lab, to a raw program that awaits"
    if not shutil.which("pulumi"):
        yield LeftOut(name, "no pulumi on PATH")
    elif not cluster.running():
        yield LeftOut(name, "no lab runs: make lab-up")
    else:
        with TemporaryDirectory() as folder:
            stack = Path(folder) / "stack"
            runs = {kind: lambda k=kind: _run(stack, k) for kind in ("ours", "awaiting")}
            took = in_turns(runs, times)
        for figure, goal in GOALS.items():
            yield Less(name, figure, took["ours"][figure], took["awaiting"][figure], goal)


def _run(folder: Path, kind: str) -> Figures:
    lab = Lab()
    config = {"kind": kind, "apps": 1, "first": NUMBER}
    stack = Stack(folder, config, KUBECONFIG=str(lab.kubeconfig))
    began = time.monotonic()

    def answered() -> float:
        lab.until("204", lambda: lab.curl(URL, *IMPATIENT).code == 204, limit=300)
        return time.monotonic() - began

    try:
        with ThreadPoolExecutor(1) as client:
            while_up_runs = client.submit(answered)
            stack.pulumi("up", "--yes", "--skip-preview")
            after_up = answered()
        seconds = after_up, while_up_runs.result()
    finally:
        stack.pulumi("destroy", "--yes", "--skip-preview")
    return dict(zip(GOALS, seconds, strict=True))
