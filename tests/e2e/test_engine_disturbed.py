"""What an `up` needs is restarted in its middle: the run after it goes on from there."""

from tests.e2e.interrupted import objects
from tests.e2e.interrupted import openstack as balanced
from tests.e2e.interruptions import recovered, run
from tests.e2e.ways import Engine
from tests.lab import processes
from tests.lab.lab import Lab
from tests.lab.openstack import services
from tests.lab.openstack.lab import OpenStackLab
from tests.lab.openstack.settings import STATE

QUICK = 20
"""Seconds for a change of a balancer; what is lost is given up after them."""


def restart_octavia() -> None:
    """Its API and its worker are one process in the lab: what that was at is lost."""
    processes.end("octavia", home=STATE)
    services.start("octavia")
    services.wait_for("octavia")


def test_a_run_goes_on_from_what_went_away_in_the_middle_of_one(
    lab: Lab, openstack: OpenStackLab, killed_engine: Engine
) -> None:
    stack, engine = balanced(lab), killed_engine
    for balancer in stack.config["balancers"].values():
        balancer["octavia"]["timeout"] = QUICK
    engine.write(stack.config)
    first = run(
        engine,
        "up",
        lambda said: ":LoadBalancer " in said[-1] and "creating" in said[-1],
        lambda _process: restart_octavia(),
    )
    assert first.struck
    if first.code:
        openstack.unstick("ERROR")
        recovered(engine)
        last = run(engine, "up")
        assert last.code == 0, last.said
    assert engine.changes(stack.config) == {}
    assert run(engine, "destroy").code == 0
    assert objects(lab, stack) == {}
    assert openstack.leftovers() == []
