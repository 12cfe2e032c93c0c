"""What the testing kit costs: CPU of one program on strict mocks, over the SDK's own plain ones.

    python benchmarks/testing_kit.py --apps 100 --rounds 15 --json testing-kit.json

Both ways alternate in one process; each figure is the median of the rounds' ratios, so that what
else the machine does falls out.
"""

import argparse
import contextvars
import gc
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pulumi
from pulumi_kubernetes.apps.v1 import Deployment
from pulumi_kubernetes.core.v1 import ConfigMap, Service

from exposure_components.testing import run_program

OBJECTS = 3
"""Of each app."""


class PlainMocks(pulumi.runtime.Mocks):
    """As Pulumi's guide to unit testing has them: inputs come back, whatever they are."""

    def new_resource(self, args: pulumi.runtime.MockResourceArgs) -> tuple[str, dict[str, Any]]:
        return f"{args.name}_id", args.inputs

    def call(self, args: pulumi.runtime.MockCallArgs) -> Any:
        return {}


def program(apps: int) -> None:
    """Apps as users write them by hand."""
    for number in range(apps):
        name, labels = f"web-{number}", {"app": f"web-{number}"}
        container = {
            "name": "web",
            "image": "web:1",
            "ports": [{"container_port": 8080}],
            "env": [{"name": "MODE", "value": "production"}],
            "readiness_probe": {"http_get": {"path": "/", "port": 8080}},
            "resources": {"requests": {"cpu": "100m", "memory": "64Mi"}},
        }
        pods = {"metadata": {"labels": labels}, "spec": {"containers": [container]}}
        Deployment(
            name,
            metadata={"name": name, "labels": labels},
            spec={"replicas": 2, "selector": {"match_labels": labels}, "template": pods},
        )
        service = Service(
            name,
            metadata={"name": name},
            spec={
                "type": "NodePort",
                "selector": labels,
                "ports": [{"port": 80, "target_port": 8080}],
            },
        )
        ConfigMap(name, metadata={"name": name}, data={"of": service.metadata.name, "a": "b"})


def on_plain_mocks(apps: int) -> None:
    pulumi.runtime.set_mocks(PlainMocks())
    run: Callable[[], None] = pulumi.runtime.test(lambda: program(apps))  # type: ignore[no-untyped-call]
    run()


def on_strict_mocks(apps: int) -> None:
    recording = run_program(lambda: program(apps))
    assert len(recording.resources) == OBJECTS * apps


def cpu(run: Callable[[int], None], apps: int) -> float:
    """Seconds of all threads."""
    gc.collect()
    before = time.process_time()
    # Plain mocks leave their settings in the context.
    contextvars.Context().run(run, apps)
    return time.process_time() - before


def measured(apps: int, rounds: int) -> dict[str, Any]:
    """Median CPU of both, and of their ratio."""
    plain: list[float] = []
    strict: list[float] = []
    ways = [(on_plain_mocks, plain), (on_strict_mocks, strict)]
    for run, _ in ways:
        run_once = contextvars.Context().run
        run_once(run, 1)
    for _ in range(rounds):
        for run, figures in ways:
            figures.append(cpu(run, apps))
        ways.reverse()
    ratios = sorted(one / other for one, other in zip(strict, plain, strict=True))
    return {
        "apps": apps,
        "resources": OBJECTS * apps,
        "rounds": rounds,
        "plain_seconds": statistics.median(plain),
        "strict_seconds": statistics.median(strict),
        "ratio": statistics.median(ratios),
        "ratio_of_least": min(strict) / min(plain),
        "ratio_quartiles": [ratios[len(ratios) // 4], ratios[-1 - len(ratios) // 4]],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--apps", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=15)
    parser.add_argument("--json", type=Path)
    args = parser.parse_args()
    found = measured(args.apps, args.rounds)
    low, high = found["ratio_quartiles"]
    print(f"plain mocks   {found['plain_seconds']:.3f} s for {found['resources']} resources")
    print(f"testing kit   {found['strict_seconds']:.3f} s")
    print(f"ratio         {found['ratio']:.3f} (quartiles {low:.3f} to {high:.3f})")
    print(f"of the least  {found['ratio_of_least']:.3f}")
    if args.json:
        args.json.write_text(json.dumps(found, indent=2) + "\n")


if __name__ == "__main__":
    main()
