"""`down` leaves nothing of an OpenStack lab with balancers at work; shown on a lab of its own."""

import os
import subprocess
import sys
from pathlib import Path

from tests.lab.openstack.settings import HOME
from tests.lab.paths import CHECKOUT

INSTANCE = "openstack-down-test"
PORTS = range(15990, 15998)
ENV = {
    **os.environ,
    "EXPOSURE_LAB_INSTANCE": INSTANCE,
    "EXPOSURE_LAB_OPENSTACK_PORT": str(PORTS[0]),
}


def python(*arguments: str) -> None:
    argv = [sys.executable, "-W", "ignore", *arguments]
    result = subprocess.run(
        argv, env=ENV, cwd=CHECKOUT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 0, result.stdout + result.stderr


def openstack(command: str) -> None:
    python("-m", "tests.lab", "openstack", command)


def ours(pid: Path) -> bool:
    try:
        return INSTANCE.encode() in (pid / "cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return False


def snapshot() -> dict[str, object]:
    """What this lab could leave behind."""
    netns = Path("/run/netns")
    listeners = subprocess.run(["ss", "-Hltun"], capture_output=True, text=True, check=True).stdout
    return {
        "namespaces": sorted(p.name for p in netns.glob(f"*{INSTANCE}*")),
        "mounts": Path("/proc/self/mountinfo").read_text().count(INSTANCE),
        "processes": [p.name for p in Path("/proc").glob("[0-9]*") if ours(p)],
        "listeners": [port for port in PORTS if f":{port} " in listeners],
        "state": sorted(p.name for p in HOME.glob(f"*{INSTANCE}*")),
        "no-op drivers": Path("/tmp/octavia-network-noop.db").exists(),
    }


def test_down_leaves_nothing() -> None:
    openstack("down")
    before = snapshot()
    # Of the cluster, the network is enough.
    python("-c", "from tests.lab import network; network.up()")
    try:
        openstack("up")
        openstack("plug")
        during = snapshot()
        assert during["listeners"] == list(PORTS)
        assert during["namespaces"] != before["namespaces"]
        assert during["processes"]
    finally:
        openstack("down")
        python("-m", "tests.lab", "down")
    assert snapshot() == before
