"""`down` leaves the host as it was; shown on a lab of its own, so that the shared one stays up."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.lab.paths import CACHE, CHECKOUT

INSTANCE = "down-test"
ENV = {**os.environ, "EXPOSURE_LAB_INSTANCE": INSTANCE, "EXPOSURE_LAB_PORT": "26479"}
SYSCTLS = (
    "vm/overcommit_memory",
    "kernel/panic",
    "kernel/panic_on_oops",
    "net/ipv4/ip_forward",
    "net/netfilter/nf_conntrack_max",
)
FOLDERS = (
    *("/var/lib/kubelet", "/var/lib/containerd", "/var/lib/cni", "/var/log/pods"),
    *("/var/log/containers", "/run/containerd", "/run/mount", "/etc/cni", "/opt/cni"),
    *("/opt/containerd", "/usr/libexec/kubernetes", "/run/flannel", "/run/xtables.lock"),
)


def lab(*command: str) -> str:
    argv = [sys.executable, "-m", "tests.lab", *command]
    result = subprocess.run(
        argv, env=ENV, cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def output(*command: str) -> list[str]:
    result = subprocess.run(command, capture_output=True, text=True, check=True)
    return sorted(result.stdout.splitlines())


def ours(pid: Path) -> bool:
    """Whether a process of this host has the instance in its command line."""
    try:
        return INSTANCE.encode() in (pid / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def snapshot() -> dict[str, object]:
    """What a lab could leave behind outside of its cache."""
    netns = Path("/run/netns")
    settings = [Path("/proc/sys", name) for name in SYSCTLS]
    return {
        "namespaces": sorted(p.name for p in netns.iterdir()) if netns.exists() else None,
        "links": output("ip", "-brief", "link"),
        "routes": output("ip", "route", "show", "table", "all"),
        "rules": output("ip", "rule"),
        "mounts": [x.split()[4] for x in Path("/proc/self/mountinfo").read_text().splitlines()],
        "cgroups": sorted(str(p) for p in Path("/sys/fs/cgroup").glob(f"**/*{INSTANCE}*")),
        "processes": [p.name for p in Path("/proc").glob("[0-9]*") if ours(p)],
        "settings": {str(file): file.read_text() for file in settings if file.exists()},
        "folders": [folder for folder in FOLDERS if Path(folder).exists()],
        "listeners": [x for x in output("ss", "-Hltn") if ":26479" in x],
        "run": sorted(p.name for p in CACHE.glob("run*") if p.is_dir()),
    }


@pytest.fixture(scope="module")
def before() -> dict[str, object]:
    # What an aborted run of this test left.
    lab("down")
    return snapshot()


def test_down_leaves_nothing(before: dict[str, object]) -> None:
    lab("up")
    try:
        during = snapshot()
        assert during["listeners"]
        assert during["cgroups"]
        lab("exec", "kubenode01", "--", "iptables", "-L", "-n")
    finally:
        lab("down")
    assert snapshot() == before


def test_down_of_nothing_is_no_error(before: dict[str, object]) -> None:
    lab("down")
    assert snapshot() == before
