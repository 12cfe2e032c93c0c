"""Bringing the cluster up, breaking and repairing nodes, taking it down."""

import fcntl
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from . import (
    addons,
    api,
    build,
    cgroups,
    debian,
    forwarder,
    host,
    images,
    machine,
    network,
    pki,
    processes,
    sources,
)
from .node import PROXY_HEALTH_PORT
from .paths import CACHE, KUBECONFIG, RUN
from .shell import LabError, run, say, wait
from .topology import NODES


@contextmanager
def _alone() -> Iterator[None]:
    """One change at a time: several test runs may share a lab and a cache."""
    CACHE.mkdir(parents=True, exist_ok=True)
    with open(CACHE / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build_all(names: list[str]) -> None:
    host.check()
    with _alone():
        _build(names)


def prepare(names: list[str]) -> None:
    host.check()
    with _alone():
        _prepare(names)


def _build(names: list[str]) -> None:
    build.build([build.KUBERNETES])
    sources.build()
    for name in names:
        addons.build(name)


def _prepare(names: list[str]) -> None:
    _build(names)
    debian.prepare()
    images.base()
    for name in names:
        images.addon(name)


def up(names: list[str]) -> None:
    """Start what does not run; an unknown state is repaired, a running cluster is left as it is."""
    host.check()
    with _alone():
        _prepare(names)
        RUN.mkdir(exist_ok=True)
        RUN.chmod(0o700)
        pki.make()
        network.up()
        began = time.time()
        for name in NODES:
            machine.start_agents(name)
        fresh = [name for name in machine.MACHINES if machine.power_on(name)]
        if fresh:
            say(f"powered on {', '.join(fresh)}")
        forwarder.start()
        wait("the API server answers", api.ready)
        for name in NODES:
            _wait_for_node(name, began if name in fresh else 0)
        account = "/api/v1/namespaces/default/serviceaccounts/default"
        wait("the default service account", lambda: api.get(account))
        say("both nodes are Ready")
        for name in names:
            addons.up(name)


def running() -> bool:
    return all(processes.recorded(name) for name in (*machine.MACHINES, forwarder.NAME))


def stop(node: str) -> None:
    machine.stop_agents(_known(node))


def start(node: str) -> None:
    """Bring a node back, whether its agents were stopped or its power was cut."""
    began = time.time()
    machine.start_agents(_known(node))
    network.up()
    machine.power_on(node)
    _wait_for_node(node, began)


def kill(node: str) -> None:
    machine.power_off(_known(node))


def unplug(node: str) -> None:
    network.unplug(_known(node))


def plug(node: str) -> None:
    began = time.time()
    network.plug(_known(node))
    _wait_for_node(node, began)


def _known(node: str) -> str:
    if node not in NODES:
        raise LabError(f"{node} is not a node; choose one of {', '.join(NODES)}")
    if not running() and not KUBECONFIG.exists():
        raise LabError("the lab is down; run: python -m tests.lab up")
    return node


def _wait_for_node(name: str, since: float) -> None:
    wait(f"{name} is Ready", lambda: api.node_ready(name, since))
    wait(f"{name} takes pods", lambda: api.schedulable(name))
    # Each kube-proxy programs its node on its own time.
    health = f"http://{NODES[name].address}:{PROXY_HEALTH_PORT}/healthz"
    curl = machine.enter("client", ["curl", "-sf", "--max-time", "2", health])
    wait(f"{name}'s kube-proxy is ready", lambda: not run(*curl, check=False).returncode)


def down() -> None:
    host.check()
    with _alone():
        processes.end(forwarder.NAME, *reversed(machine.MACHINES))
        left = network.down() + cgroups.remove()
        shutil.rmtree(RUN, ignore_errors=True)
        left += [str(RUN)] if RUN.exists() else []
    if left:
        raise LabError(f"left over: {'; '.join(left)}")
    say("nothing is left")


def status() -> list[str]:
    lines = []
    for name in (*machine.MACHINES, forwarder.NAME):
        pid = processes.recorded(name)
        if pid is None:
            lines.append(f"{name}: off")
            continue
        tree = [pid, *processes.descendants(pid)]
        memory = sum(map(processes.memory_kib, tree)) >> 10
        state = ""
        if name in NODES:
            try:
                state = "Ready, " if api.node_ready(name) else "NotReady, "
            except OSError as error:
                state = f"no answer from the API ({error}), "
        lines.append(f"{name}: {state}pid {pid}, {len(tree)} processes, {memory} MiB")
    return lines


def logs(name: str) -> Path:
    return RUN / name / "log"
