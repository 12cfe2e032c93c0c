"""A machine of the lab: a pid 1 in namespaces of its own that keeps its programs running."""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

from . import cgroups, control_plane, debian, network, node, processes
from .paths import CHECKOUT, RUN
from .programs import Program
from .topology import CONTROL_PLANE, NODES, netns_path

MACHINES = (CONTROL_PLANE, *NODES)

KUBELET_WANTS = {
    "vm/overcommit_memory": 1,
    "vm/panic_on_oom": 0,
    "kernel/panic": 10,
    "kernel/panic_on_oops": 1,
    "kernel/keys/root_maxkeys": 1000000,
    "kernel/keys/root_maxbytes": 25000000,
}
"""What the kubelet sets or insists on: it is shown files instead of the host's kernel."""

RESTART_SECONDS = 0.5


def power_on(name: str) -> bool:
    """Tells whether the machine was off."""
    if name in NODES:
        cgroups.make(name)
    (RUN / name).mkdir(parents=True, exist_ok=True)
    argv = [
        *("nsenter", f"--net={netns_path(name)}"),
        *("unshare", "--mount", "--uts", "--ipc", "--pid", "--fork", "--kill-child"),
        *("--mount-proc", "--propagation", "private"),
        *(sys.executable, "-B", "-m", "tests.lab", "_machine", name),
    ]
    return processes.spawn(name, argv, {**os.environ, "PYTHONPATH": str(CHECKOUT)})


def power_off(name: str) -> None:
    """Like a power cut: nothing is told, and its network goes with every packet filter rule."""
    processes.end(name)
    if name in NODES:
        # Else the next kubelet looks for seconds after each dead container.
        cgroups.remove(name)
    network.remove(name)


def stop_agents(name: str) -> None:
    _stopped(name).touch()
    pid = processes.machine_pid(name)
    for child in processes.children(pid) if pid else []:
        if processes.command_name(child) in node.AGENTS:
            processes.kill(child)


def start_agents(name: str) -> None:
    _stopped(name).unlink(missing_ok=True)


def _stopped(name: str) -> Path:
    return RUN / name / "stopped"


def init(name: str) -> None:
    """What pid 1 does, forever."""
    _mounts(RUN / name)
    socket.sethostname(name)
    wanted = control_plane.programs() if name == CONTROL_PLANE else node.programs(name)
    running: dict[int, Program] = {}
    due = {program.name: 0.0 for program in wanted}
    while True:
        for pid in _ended():
            if program := running.pop(pid, None):
                due[program.name] = time.monotonic() + RESTART_SECONDS
                _note(f"{program.name} ended")
        up = {program.name for program in running.values()}
        for program in wanted:
            idle = program.name not in up and time.monotonic() >= due[program.name]
            if idle and not _stopped(name).exists() and program.ready():
                running[_start(program)] = program
                _note(f"{program.name} started")
        time.sleep(0.1)


def _ended() -> list[int]:
    """Reap everything: orphans of the whole pid namespace come to pid 1."""
    pids: list[int] = []
    while True:
        try:
            pid, _ = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return pids
        if not pid:
            return pids
        pids.append(pid)


def _start(program: Program) -> int:
    env = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
    env |= program.env
    with open(f"/var/log/{program.name}.log", "ab") as log:
        process = subprocess.Popen(
            program.argv,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            env=env,
            start_new_session=True,
            cwd="/",
        )
    # Reaped by _ended: Popen must not warn that it was not.
    process.returncode = 0
    return process.pid


def _note(text: str) -> None:
    print(f"{time.time():.1f} {text}", flush=True)


def _mount(*arguments: str | Path) -> None:
    # -n: no entry in the host's /run/mount.
    subprocess.run(["mount", "-n", *map(str, arguments)], check=True)


def _mounts(home: Path) -> None:
    for folder in ("lib", "log", "sysctl"):
        (home / folder).mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "tmpfs", "/run")
    # The packages appear in /usr although the host has not installed them.
    layers = f"ro,lowerdir={debian.MACHINES.sysroot() / 'usr'}:/usr"
    _mount("-t", "overlay", "overlay", "-o", layers, "/usr")
    _mount("--bind", home / "lib", "/var/lib")
    _mount("--bind", home / "log", "/var/log")
    # A /sys that shows this network namespace, with the host's cgroups kept.
    os.makedirs("/run/cgroup")
    _mount("--rbind", "/sys/fs/cgroup", "/run/cgroup")
    _mount("-t", "sysfs", "sysfs", "/sys")
    _mount("--rbind", "/run/cgroup", "/sys/fs/cgroup")
    subprocess.run(["umount", "-R", "-l", "/run/cgroup"], check=True)
    for name, value in KUBELET_WANTS.items():
        if Path("/proc/sys", name).exists():
            shown = home / "sysctl" / name.replace("/", ".")
            shown.write_text(f"{value}\n")
            _mount("--bind", shown, Path("/proc/sys", name))
    _mount("--make-rshared", "/")
