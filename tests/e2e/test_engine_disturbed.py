"""What an `up` needs goes away in its middle and comes back: the next run goes on from there."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tests.e2e.interrupted import Stack, kubernetes, objects, state
from tests.e2e.interrupted import openstack as balanced
from tests.e2e.interruptions import recovered, run
from tests.e2e.test_traffic import NAMESPACE, whoami
from tests.e2e.ways import Engine
from tests.lab import processes
from tests.lab.lab import Lab
from tests.lab.openstack import services
from tests.lab.openstack.lab import OpenStackLab
from tests.lab.openstack.settings import STATE

QUICK = 20
"""Seconds for a change of a balancer; what is lost is given up after them."""
UPSERT = "PULUMI_K8S_UPSERT_EXISTING_OBJECTS"
"""An object whose creation was not answered any more is there, and nobody knows of it."""


@dataclass(frozen=True)
class Disturbance:
    stack: Callable[[Lab], Stack]
    when: str
    """The kind that is being made by then."""
    strike: Callable[[Lab], None]


def end_api_server(_: Lab) -> None:
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


DISTURBANCES = {
    "API server": Disturbance(kubernetes, "Deployment", end_api_server),
    "node": Disturbance(kubernetes, "Deployment", restart_node),
    "Octavia, at a balancer": Disturbance(balanced, "LoadBalancer", restart_octavia),
    "Octavia, at a listener": Disturbance(balanced, "Listener", restart_octavia),
}


@pytest.mark.parametrize("what", DISTURBANCES)
def test_a_run_goes_on_from_what_went_away_in_the_middle_of_one(
    lab: Lab, openstack: OpenStackLab, killed_engine: Engine, what: str
) -> None:
    lab.addon("ingress", "gateway-api", "metallb", "network-policy")
    disturbance = DISTURBANCES[what]
    stack, engine = disturbance.stack(lab), killed_engine
    for balancer in stack.config.get("balancers", {}).values():
        balancer["octavia"]["timeout"] = QUICK
    engine.write(stack.config)
    begun = f":{disturbance.when} "
    first = run(
        engine,
        "up",
        lambda said: begun in said[-1] and "creating" in said[-1],
        lambda _process: disturbance.strike(lab),
    )
    assert first.struck
    if first.code:
        openstack.unstick("ERROR")
        recovered(engine)
        engine.environ[UPSERT] = "true"
        last = run(engine, "up")
        assert last.code == 0, last.said
    assert engine.changes(stack.config) == {}
    assert run(engine, "destroy").code == 0
    assert objects(lab, stack) == {}
    assert openstack.leftovers() == []


def test_an_object_that_the_state_does_not_know_is_taken_over_if_that_is_asked_for(
    lab: Lab, engine: Engine
) -> None:
    config = whoami("NodePortApp")
    engine.up(config)
    asked = ("-n", NAMESPACE, "get", "deployment", "-o", "jsonpath={.items[*].metadata.uid}")
    before = lab.kubectl(*asked)
    (deployment,) = [urn for urn in state(engine) if urn.split("::")[2].endswith(":Deployment")]
    engine.run("state", "delete", deployment, "--yes", "--stack", "lab")
    assert "already exists" in run(engine, "up").said
    engine.environ[UPSERT] = "true"
    assert run(engine, "up").code == 0
    assert engine.changes(config) == {}
    assert lab.kubectl(*asked) == before
