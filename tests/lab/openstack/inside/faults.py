"""Faults of Octavia on demand, read from files at each use.

`worker` or `worker.METHOD`, like worker.create_member: a number of seconds in which the change
stays in PENDING_*, or `drop`: the message is lost and the change stays there for ever.
`amphora`, with any content: the amphora can't be reached, and the change ends in ERROR.
"""

import functools
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CHANGES = ("create", "update", "delete", "batch", "failover")
"""How the names of the worker's methods begin."""

AT_THE_AMPHORA = ("update", "delete", "finalize_amphora", "post_vip_plug")


def install(folder: Path, worker: Any, amphora: Any) -> None:
    def read(name: str) -> str:
        try:
            return (folder / name).read_text().strip()
        except FileNotFoundError:
            return ""

    def lost(method: str) -> bool:
        fault = read(f"worker.{method}") or read("worker")
        if fault and fault != "drop":
            time.sleep(float(fault))
        return fault == "drop"

    def fails(_: str) -> bool:
        if read("amphora"):
            raise RuntimeError("the lab's fault: no amphora answers")
        return False

    for method in [m for m in vars(worker) if m.split("_")[0] in CHANGES]:
        _before(worker, method, lost)
    for method in AT_THE_AMPHORA:
        _before(amphora, method, fails)


def _before(owner: Any, method: str, skips: Callable[[str], bool]) -> None:
    inner = getattr(owner, method)

    @functools.wraps(inner)
    def call(*args: Any, **kwargs: Any) -> Any:
        return None if skips(method) else inner(*args, **kwargs)

    setattr(owner, method, call)
