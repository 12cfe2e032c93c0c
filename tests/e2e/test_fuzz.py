"""What passes our checks a real API server accepts, and what it would refuse, we refuse first.

`make fuzz` draws ten thousand apps; without it, a few, the same in every run.
"""

import copy
import os
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from exposure_components.errors import ExposureError
from exposure_components.exposing import Strategy
from exposure_components.kinds import PodSecurityLevel
from exposure_components.problems import Problem
from exposure_components.strategies.all import COMPONENTS, STRATEGIES
from exposure_components.testing import Recording, run_program
from tests.e2e.admission import Server, has_later, refused
from tests.fuzz.cases import Case, cases, is_about

WANTED = os.environ.get("EXPOSURE_FUZZ")
CASES = -(-int(WANTED or 300) // len(STRATEGIES))
"""For each strategy."""


@pytest.mark.parametrize("strategy", STRATEGIES.values(), ids=lambda s: str(s.title))
def test_an_app_is_refused_by_us_or_accepted_by_the_api_server(
    server: Server, namespaces: dict[PodSecurityLevel, str], strategy: Strategy
) -> None:
    namespace = namespaces[PodSecurityLevel.PRIVILEGED]
    counts = {"refused": 0, "accepted": 0}

    @settings(
        max_examples=CASES,
        derandomize=WANTED is None,
        deadline=None,
        database=None,
        print_blob=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(cases(strategy))
    def agree(case: Case) -> None:
        assume(not has_later(case.args))
        # What stands in `pod_spec` is the user's own.
        assume(not (isinstance(case.args, dict) and case.args.get("pod_spec")))
        recording = registered(strategy.title, case.args)
        found: list[Problem] = recording.value
        counts["refused" if found else "accepted"] += 1
        if not found:
            assert refused(server, namespace, recording.manifests(secrets=True)) == []
            return
        assert recording.resources == ()
        if case.place is not None:
            assert any(is_about(problem, case.place) for problem in found), case.place

    agree()
    print(f"{strategy.title}: {counts}")
    assert min(counts.values()) > CASES // 10


def registered(title: str, args: Any) -> Recording:
    """What a program of one app registers; its value are the problems that it was told of."""

    def program() -> list[Problem]:
        try:
            COMPONENTS[title]("influxdb", copy.deepcopy(args))
        except ExposureError as error:
            return error.problems
        return []

    return run_program(program)
