"""The lab's processes by pid and start time: a pid alone may be somebody else's by now."""

import contextlib
import json
import os
import re
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from .paths import RUN
from .shell import LabError


def _stat(pid: int) -> tuple[str, str] | None:
    """State and start time, fields 3 and 22 of proc(5)."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None
    return fields[0], fields[19]


def _alive(pid: int) -> bool:
    stat = _stat(pid)
    return stat is not None and stat[0] != "Z"


def recorded(name: str, home: Path = RUN) -> int | None:
    """The pid of a process that `spawn` started and that still runs."""
    try:
        pid, started = json.loads((home / f"{name}.pid").read_text())
    except (FileNotFoundError, ValueError):
        return None
    stat = _stat(pid)
    return pid if stat and stat[1] == started and stat[0] != "Z" else None


def spawn(name: str, argv: Sequence[str | Path], env: dict[str, str], home: Path = RUN) -> bool:
    """Start it unless it runs; tells whether it was started."""
    if recorded(name, home):
        return False
    with open(home / f"{name}.log", "ab") as log:
        process = subprocess.Popen(
            [str(part) for part in argv],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
            cwd="/",
            env=env,
        )
    # It outlives this program: Popen must not warn that nobody waited for it.
    process.returncode = 0
    stat = _stat(process.pid)
    (home / f"{name}.pid").write_text(json.dumps([process.pid, stat[1] if stat else ""]))
    return True


def children(pid: int) -> list[int]:
    try:
        return [int(c) for c in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except (FileNotFoundError, ProcessLookupError):
        return []


def descendants(pid: int) -> list[int]:
    below = children(pid)
    return below + [deeper for child in below for deeper in descendants(child)]


def of_session(leader: int) -> list[int]:
    """Those that still run of the session that a process began, also when it has ended."""
    pids = [int(each.name) for each in Path("/proc").iterdir() if each.name.isdigit()]
    return [pid for pid in pids if _alive(pid) and _session(pid) == leader]


def _session(pid: int) -> int | None:
    try:
        return os.getsid(pid)
    except ProcessLookupError:
        return None


def machine_pid(name: str, home: Path = RUN) -> int | None:
    """A machine's pid 1 as the host sees it: the only child of the `unshare` that was spawned."""
    outer = recorded(name, home)
    below = children(outer) if outer else []
    return below[0] if below else None


def command_name(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/comm").read_text().strip()
    except (FileNotFoundError, ProcessLookupError):
        return ""


def memory_kib(pid: int) -> int:
    """Proportional set size: shared pages count once over all processes."""
    try:
        found = re.search(r"^Pss:\s+(\d+)", Path(f"/proc/{pid}/smaps_rollup").read_text(), re.M)
    except (OSError, ProcessLookupError):
        return 0
    return int(found[1]) if found else 0


def end(*names: str, home: Path = RUN, by: signal.Signals = signal.SIGKILL) -> None:
    """With pid 1 its pid namespace dies, and the mounts with it: nothing is hunted by name."""
    pids = {
        name: [p for p in (machine_pid(name, home), recorded(name, home)) if p] for name in names
    }
    for pid in (p for ours in pids.values() for p in ours):
        kill(pid, by)
    deadline = time.monotonic() + 30
    for name, ours in pids.items():
        while any(_alive(pid) for pid in ours):
            if time.monotonic() > deadline:
                raise LabError(f"{name}: processes {ours} do not end")
            time.sleep(0.02)
        (home / f"{name}.pid").unlink(missing_ok=True)


def kill(pid: int, by: signal.Signals = signal.SIGKILL) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, by)
