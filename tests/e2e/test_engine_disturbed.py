"""What an `up` needs goes away in its middle and comes back: a run after it goes on from there."""

from collections.abc import Callable

import pytest

from tests.e2e.interrupted import Stack, kubernetes, objects, openstack
from tests.e2e.interruptions import recovered, run
from tests.e2e.ways import Engine
from tests.lab import processes
from tests.lab.lab import Lab
from tests.lab.openstack import services
from tests.lab.openstack.lab import OpenStackLab
from tests.lab.openstack.settings import STATE

QUICK = 20
"""Seconds for a change of a balancer; what is lost is given up after them."""


def restart_api_server(_: Lab) -> None:
    """Its machine starts it again."""
    inside = processes.machine_pid("cp")
    assert inside
    (server,) = [
        pid for pid in processes.children(inside) if processes.command_name(pid) == "kube-apiserver"
    ]
    processes.kill(server)


def restart_node(lab: Lab) -> None:
    """Without power for as long as it takes to notice."""
    lab.kill("kubenode02")
    lab.start("kubenode02")


def restart_octavia(_: Lab) -> None:
    """Its API and its worker are one process in the lab: what that was at is lost."""
    processes.end("octavia", home=STATE)
    services.start("octavia")
    services.wait_for("octavia")


@pytest.mark.parametrize(
    ("made", "restart", "when"),
    [
        pytest.param(kubernetes, restart_api_server, "Deployment", id="API server"),
        pytest.param(kubernetes, restart_node, "Deployment", id="node"),
        pytest.param(openstack, restart_octavia, "LoadBalancer", id="Octavia, at a balancer"),
        pytest.param(openstack, restart_octavia, "Listener", id="Octavia, at a listener"),
    ],
)
def test_a_run_goes_on_from_what_went_away_in_the_middle_of_one(
    made: Callable[[Lab], Stack],
    restart: Callable[[Lab], None],
    when: str,
    lab: Lab,
    openstack: OpenStackLab,
    killed_engine: Engine,
) -> None:
    lab.addon("ingress", "gateway-api", "metallb", "network-policy")
    stack, engine = made(lab), killed_engine
    for balancer in stack.config.get("balancers", {}).values():
        balancer["octavia"]["timeout"] = QUICK
    engine.write(stack.config)
    begun = f":{when} "
    first = run(
        engine,
        "up",
        lambda said: begun in said[-1] and "creating" in said[-1],
        lambda _: restart(lab),
    )
    assert first.struck
    print(first.code, *[line for line in first.said.splitlines() if "error" in line], sep="\n")
    if first.code:
        openstack.unstick("ERROR")
        print(recovered(engine))
        last = run(engine, "up")
        print(last.code, *[line for line in last.said.splitlines() if "error" in line], sep="\n")
        assert last.code == 0, last.said
    assert engine.changes(stack.config) == {}
    assert run(engine, "destroy").code == 0
    assert objects(lab, stack) == {}
    if stack.in_cloud:
        assert openstack.leftovers() == []
