"""Bringing the cluster up, breaking and repairing nodes, taking it down."""

import shutil
import time

from . import (
    addons,
    api,
    build,
    cgroups,
    debian,
    entry,
    forwarder,
    host,
    images,
    machine,
    network,
    network_policy,
    pki,
    processes,
    sources,
)
from .locks import alone
from .modules import KUBERNETES
from .node import PROXY_HEALTH_PORT
from .paths import KUBECONFIG, RUN
from .shell import LabError, run, say, wait
from .topology import NODES


def build_all(names: list[str]) -> None:
    host.check()
    with alone("cache"):
        build.build([KUBERNETES])
        sources.build()
        for name in names:
            addons.find(name).build()


def prepare(names: list[str]) -> None:
    build_all(names)
    with alone("cache"):
        debian.MACHINES.prepare()
        images.base()
        for name in names:
            addons.find(name).pack()


def up(names: list[str]) -> None:
    """Start what does not run; an unknown state is repaired, a running cluster is left as it is."""
    prepare(names)
    with alone(RUN.name):
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
            addons.find(name).up()
            say(f"{name} runs")


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
    curl = entry.enter("client", ["curl", "-sf", "--max-time", "2", health])
    wait(f"{name}'s kube-proxy is ready", lambda: not run(*curl, check=False).returncode)
    if network_policy.wanted():
        network_policy.wait_for(name)


def down() -> None:
    host.check()
    with alone(RUN.name):
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
