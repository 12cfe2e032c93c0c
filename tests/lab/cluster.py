"""Bringing the cluster up, breaking and repairing nodes, taking it down."""

import shutil

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
    """Start what does not run; a running cluster is left as it is.

    What an ended session or a reboot left of a cluster is no cluster: it starts from nothing.
    """
    prepare(names)
    with alone(RUN.name):
        if not any(map(processes.recorded, machine.MACHINES)):
            _clear()
        RUN.mkdir(exist_ok=True)
        RUN.chmod(0o700)
        pki.make()
        network.up()
        for name in NODES:
            machine.start_agents(name)
        fresh = [name for name in machine.MACHINES if machine.power_on(name)]
        if fresh:
            say(f"powered on {', '.join(fresh)}")
        forwarder.start()
        wait("the API server answers", api.ready)
        heard = {name: api.heartbeat(name) for name in NODES if name in fresh}
        for name in NODES:
            _wait_for_node(name, heard.get(name, ""))
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
    heard = api.heartbeat(_known(node))
    machine.start_agents(node)
    network.up()
    machine.power_on(node)
    _wait_for_node(node, heard)


def kill(node: str) -> None:
    machine.power_off(_known(node))


def unplug(node: str) -> None:
    network.unplug(_known(node))


def plug(node: str) -> None:
    heard = api.heartbeat(_known(node))
    network.plug(node)
    _wait_for_node(node, heard)


def _known(node: str) -> str:
    if node not in NODES:
        raise LabError(f"{node} is not a node; choose one of {', '.join(NODES)}")
    if not running() and not KUBECONFIG.exists():
        raise LabError("the lab is down; run: python -m tests.lab up")
    return node


def _wait_for_node(name: str, heard: str) -> None:
    """Until it is of use, and was heard of after that heartbeat."""
    try:
        wait(f"{name} is Ready", lambda: api.node_ready(name, heard))
    except LabError as error:
        raise LabError(f"{error}\n{_evidence(name)}") from None
    wait(f"{name} takes pods", lambda: api.schedulable(name))
    # Each kube-proxy programs its node on its own time.
    health = f"http://{NODES[name].address}:{PROXY_HEALTH_PORT}/healthz"
    curl = entry.enter("client", ["curl", "-sf", "--max-time", "2", health])
    wait(f"{name}'s kube-proxy is ready", lambda: not run(*curl, check=False).returncode)
    if network_policy.wanted():
        network_policy.wait_for(name)


def _evidence(name: str) -> str:
    """What a node says of itself: where it fails, nobody may be able to log in."""
    said = [f"{c['type']}: {c['status']}, {c.get('message')}" for c in api.conditions(name)]
    for log in (RUN / f"{name}.log", *sorted((RUN / name / "log").glob("*.log"))):
        said += [f"--- {log.name}", *log.read_text(errors="replace").splitlines()[-15:]]
    return "\n".join(line[:400] for line in said)


def down() -> None:
    host.check()
    with alone(RUN.name):
        _clear()
    say("nothing is left")


def _clear() -> None:
    processes.end(forwarder.NAME, *reversed(machine.MACHINES))
    left = network.down() + cgroups.remove()
    shutil.rmtree(RUN, ignore_errors=True)
    left += [str(RUN)] if RUN.exists() else []
    if left:
        raise LabError(f"left over: {'; '.join(left)}")


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
