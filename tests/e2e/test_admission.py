"""What passes our checks, a real API server accepts: by server-side dry run, strictly."""

from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from exposure_components.checks.security import LEVELS
from exposure_components.exposing import Strategy, expose, problems
from exposure_components.kinds import PodSecurityLevel
from exposure_components.objects.security import needed_level
from exposure_components.strategies.all import STRATEGIES
from tests.e2e.admission import Server, has_later, refusals
from tests.golden.cases import CASES
from tests.pure.drawing import right_args

DRAWN = 60
"""Apps that are drawn for each strategy: the same in every run."""


@pytest.mark.parametrize("name", CASES)
def test_the_api_server_accepts_every_golden_manifest(
    server: Server, namespaces: dict[PodSecurityLevel, str], name: str
) -> None:
    case, namespace = CASES[name], namespaces[PodSecurityLevel.PRIVILEGED]
    assert refusals(server, namespace, case.strategy, case.name, case.args) == []


@pytest.mark.parametrize("name", CASES)
def test_a_pod_is_admitted_at_the_level_that_it_needs_and_not_at_a_stricter_one(
    server: Server, namespaces: dict[PodSecurityLevel, str], name: str
) -> None:
    case = CASES[name]
    for manifest in expose(case.strategy, case.name, case.args).objects:
        if "template" not in manifest.get("spec", {}):
            continue
        template = manifest["spec"]["template"]
        spec = alone(template["spec"])
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod"}, "spec": spec}
        needed = needed_level(spec)
        assert server.refusal(pod, namespaces[needed]) == ""
        for stricter in LEVELS[: LEVELS.index(needed)]:
            refusal = server.refusal(pod, namespaces[stricter])
            assert f'violates PodSecurity "{stricter}:latest"' in refusal


@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=lambda s: str(s.title))
def test_the_api_server_accepts_whatever_passes_the_checks(
    server: Server, namespaces: dict[PodSecurityLevel, str], strategy: Strategy
) -> None:
    seen, namespace = [], namespaces[PodSecurityLevel.PRIVILEGED]

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(right_args(strategy.args))
    def accepted(args: Any) -> None:
        assume(not has_later(args) and not args.get("pod_spec"))
        assume(not problems(strategy, "influxdb", args))
        seen.append(args)
        assert refusals(server, namespace, strategy, "influxdb", args) == []

    accepted()
    assert len(seen) > DRAWN // 2


def alone(spec: dict[str, Any]) -> dict[str, Any]:
    """The pod's spec without what is not there in a dry run: account, priority, claims."""
    known = {volume["name"] for volume in spec.get("volumes", [])}
    mounted = {m["name"] for c in spec["containers"] for m in c.get("volumeMounts", [])}
    missing = [{"name": name, "emptyDir": {}} for name in sorted(mounted - known)]
    rest = {k: v for k, v in spec.items() if k not in ("serviceAccountName", "priorityClassName")}
    return {**rest, "volumes": [*spec.get("volumes", []), *missing]}
