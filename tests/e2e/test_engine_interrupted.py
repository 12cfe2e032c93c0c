"""Runs that were killed: the next one makes what they did not, and nothing twice.

`make interrupt` ends fifty runs of `up` and fifty of `destroy`; without it, a few.
"""

import os
import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.e2e.interrupted import Stack, differences, kubernetes, lasting, objects, openstack, state
from tests.e2e.interruptions import ended, moment, recovered, run
from tests.e2e.ways import Engine
from tests.lab.lab import Lab
from tests.lab.openstack.lab import OpenStackLab

WANTED = os.environ.get("EXPOSURE_INTERRUPTIONS")
SEED = int(os.environ.get("EXPOSURE_SEED") or (random.randrange(10**9) if WANTED else 1))
MOMENTS = int(WANTED or 4) // 2
"""Of `up`, and as many of `destroy`, in each of the two stacks."""

COMMANDS = ("up", "destroy")


@pytest.mark.parametrize("made", [kubernetes, openstack], ids=["kubernetes", "openstack"])
def test_the_run_after_one_that_was_killed_converges(
    made: Callable[[Lab], Stack], lab: Lab, openstack: OpenStackLab, killed_engine: Engine
) -> None:
    lab.addon("ingress", "gateway-api", "metallb", "network-policy")
    chance = random.Random(SEED)
    stack = made(lab)
    engine = killed_engine
    engine.write(stack.config)

    def there() -> dict[str, Any]:
        return {
            "cluster": objects(lab, stack),
            "cloud": sorted(lasting(openstack.leftovers())) if stack.in_cloud else [],
            "state": state(engine),
        }

    wanted, lines = {}, {}
    for command in COMMANDS:
        whole = run(engine, command)
        assert whole.code == 0, whole.said
        wanted[command], lines[command] = there(), whole.lines
    counts = dict.fromkeys(COMMANDS, 0)
    while min(counts.values()) < MOMENTS:
        for command in COMMANDS:
            # The second goes on where the first one ended, and has less to say.
            for limit in (lines[command], lines[command] // 2):
                at = moment(chance, limit)
                told = ended(engine, command, at)
                counts[command] += told.struck
                print(f"seed {SEED}: {command} {counts[command]}: {at}, {told.struck}", flush=True)
                if told.struck:
                    print(recovered(engine), flush=True)
            last = run(engine, command)
            assert last.code == 0, last.said
            assert "\n".join(differences(there(), wanted[command])) == ""
            if command == "up":
                assert engine.changes(stack.config) == {}
