"""The nodes' cgroups, in each of version 1's hierarchies or in version 2's only one."""

import os
import time
from pathlib import Path

from .topology import LAB

ROOT = Path("/sys/fs/cgroup")
V1_CONTROLLERS = (
    *("cpuset", "cpu", "cpuacct", "memory", "devices", "freezer", "blkio", "pids"),
    "systemd",
)


def is_v2(root: Path = ROOT) -> bool:
    return (root / "cgroup.controllers").exists()


def make(node: str, root: Path = ROOT) -> None:
    if is_v2(root):
        _make_v2(root, node)
    else:
        for controller in V1_CONTROLLERS:
            if (root / controller).is_dir():
                _make_v1(root / controller, node)


def _make_v1(hierarchy: Path, node: str) -> None:
    for folder in (hierarchy / LAB, hierarchy / LAB / node):
        if not folder.is_dir():
            folder.mkdir()
            # A cpuset without these takes no process.
            for file in ("cpuset.cpus", "cpuset.mems"):
                if (folder.parent / file).exists():
                    (folder / file).write_text((folder.parent / file).read_text())


def _make_v2(root: Path, node: str) -> None:
    """A folder has a controller only if its parent hands it down; the kubelet wants them all."""
    folder = root
    for name in (LAB, node):
        for controller in (folder / "cgroup.controllers").read_text().split():
            try:
                (folder / "cgroup.subtree_control").write_text(f"+{controller}")
            except OSError:
                # A controller that this host keeps to itself; the kubelet tells if it needs it.
                continue
        folder = folder / name
        folder.mkdir(exist_ok=True)


def remove(node: str = "", root: Path = ROOT) -> list[str]:
    """Remove a node's, or the whole lab's; tells what is left."""
    hierarchies = [root] if is_v2(root) else list(root.glob("*"))
    left = []
    for top in (hierarchy / LAB / node for hierarchy in hierarchies):
        if top.is_dir():
            left += [f for f, _, _ in os.walk(top, topdown=False) if not _remove_folder(f)]
    return left


def _remove_folder(folder: str) -> bool:
    """A dead container's cgroup stays busy for a moment."""
    deadline = time.monotonic() + 5
    while True:
        try:
            os.rmdir(folder)
        except FileNotFoundError:
            return True
        except OSError:
            if time.monotonic() > deadline:
                return False
            time.sleep(0.02)
        else:
            return True
