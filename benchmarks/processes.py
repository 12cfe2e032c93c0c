"""What a command takes, with all the processes that it starts."""

import os
import subprocess
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from benchmarks.measure import Figures

_PAUSE = 0.02
"""Seconds between two looks at the memory."""


def took(
    command: Sequence[str | Path],
    *,
    cwd: Path | None = None,
    environ: Mapping[str, str] | None = None,
) -> Figures:
    """`wall_s`; `cpu_s` of all that were waited for; `peak_mib`, resident at the same time.

    Raises ``RuntimeError`` with what it said when it fails.
    """
    with tempfile.TemporaryFile() as said:
        began = time.perf_counter()
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env={**os.environ, **(environ or {})},
            stdout=said,
            stderr=subprocess.STDOUT,
        )
        with _Watch(process.pid) as watch:
            _, status, usage = os.wait4(process.pid, 0)
            wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            text = said.read().decode(errors="replace")
            raise RuntimeError(f"{command}: exit code {process.returncode}: {text[-4000:]}")
    # The largest process alone may have had its peak between two looks.
    peak = max(watch.peak / 2**20, usage.ru_maxrss / 2**10)
    return {"wall_s": wall, "cpu_s": usage.ru_utime + usage.ru_stime, "peak_mib": peak}


class _Watch:
    """Looks at the resident memory of a tree of processes, again and again."""

    def __init__(self, pid: int) -> None:
        self.peak = 0
        self._root = psutil.Process(pid)
        self._end = threading.Event()
        self._thread = threading.Thread(target=self._look)

    def __enter__(self) -> "_Watch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def _look(self) -> None:
        while not self._end.wait(_PAUSE):
            self.peak = max(self.peak, _resident(self._root))


def _resident(root: psutil.Process) -> int:
    total = 0
    # They come and go.
    with suppress(psutil.Error):
        for each in (root, *root.children(recursive=True)):
            with suppress(psutil.Error):
                total += each.memory_info().rss
    return total
