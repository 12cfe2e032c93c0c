"""What the lab needs of the host, installed where Debian has it, refused in one line where not."""

import os
import re
import shutil
import sys
from pathlib import Path

from .paths import CACHE, HIDDEN
from .shell import LabError, run, say

TOOLS = {
    "ip": "iproute2",
    "curl": "curl",
    "openssl": "openssl",
    "nsenter": "util-linux",
    "unshare": "util-linux",
    "mount": "mount",
    "sysctl": "procps",
    "ldd": "libc-bin",
}
"""Program and the Debian package that has it."""

GO = (1, 26)
"""Oldest Go that builds every pinned module."""


def check() -> None:
    """Say what stands in the way before anything is made."""
    if sys.platform != "linux":
        raise LabError(f"the lab needs Linux, this is {sys.platform}")
    if os.geteuid():
        raise LabError("the lab needs root: it makes namespaces, mounts and cgroups")
    for folder in HIDDEN:
        if CACHE.is_relative_to(folder):
            raise LabError(f"EXPOSURE_LAB_CACHE: {CACHE} is below {folder}; choose another folder")
    install_tools()
    for needed in ("/proc/self/ns/net", "/proc/self/ns/pid", "/sys/fs/cgroup"):
        if not Path(needed).exists():
            raise LabError(f"this kernel has no {needed}")


def install_tools() -> None:
    missing = sorted({package for tool, package in TOOLS.items() if not shutil.which(tool)})
    if missing:
        say(f"installing {' '.join(missing)}")
        apt_get("install", "--yes", "--no-install-recommends", *missing)


def apt_get(*arguments: str, cwd: Path | None = None) -> None:
    """Run apt-get; update the lists only when it fails, because a fresh machine has none."""
    if not shutil.which("apt-get"):
        raise LabError(f"apt-get {' '.join(arguments)}: no apt-get here; the lab needs Debian 12")
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # Others may be at it: the build of the lab runs beside the tests that need no lab.
    command = ("apt-get", "-qq", "-o", "DPkg::Lock::Timeout=300")
    if run(*command, *arguments, cwd=cwd, env=env, check=False).returncode:
        run(*command, "update", env=env)
        run(*command, *arguments, cwd=cwd, env=env)


def check_go() -> None:
    if not shutil.which("go"):
        raise LabError("Go is missing: install Go 1.26 or later and put it on PATH")
    found = re.search(r"go(\d+)\.(\d+)", run("go", "version").stdout)
    if not found or (int(found[1]), int(found[2])) < GO:
        wanted = ".".join(map(str, GO))
        raise LabError(f"Go is too old: {found[0] if found else 'unknown'}, needs {wanted}")
