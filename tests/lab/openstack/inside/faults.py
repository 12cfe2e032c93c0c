"""Faults of Octavia's worker on demand, read from files at each use.

`worker` or `worker.METHOD`, like worker.create_member: `hold`, and the change stays in PENDING_*
until the fault is over, or `drop`: the message is lost and the change stays there for ever.
"""

import functools
import time
from pathlib import Path
from typing import Any

CHANGES = ("create", "update", "delete", "batch", "failover")
"""How the names of the worker's methods begin."""


def install(folder: Path, worker: Any) -> None:
    names: list[str] = dir(worker)
    for method in [name for name in names if name.split("_")[0] in CHANGES]:
        setattr(worker, method, _hindered(folder, getattr(worker, method)))


def _hindered(folder: Path, inner: Any) -> Any:
    @functools.wraps(inner)
    def call(*args: Any, **kwargs: Any) -> Any:
        files = (folder / f"worker.{inner.__name__}", folder / "worker")
        if "drop" in (faults := [struck(file) for file in files]):
            return None
        while "hold" in faults and any(file.exists() for file in files):
            time.sleep(0.1)
        return inner(*args, **kwargs)

    return call


def struck(file: Path) -> str:
    """What the file says, if there is one; a dot more beside it tells that it was read."""
    try:
        said = file.read_text().strip()
    except FileNotFoundError:
        return ""
    with file.with_name(f"{file.name}~").open("a") as count:
        count.write(".")
    return said
