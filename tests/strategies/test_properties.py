"""What holds for all args that have no problem, in a program."""

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from exposure_components.exposing import Strategy, problems
from exposure_components.testing import run_program
from tests.pure.apps import STRATEGIES
from tests.pure.drawing import right_args
from tests.strategies.programs import exposing


@settings(
    derandomize=True,
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda s: str(s.title))
@given(data=st.data())
def test_the_provider_knows_all_that_is_registered(strategy: Strategy, data: st.DataObject) -> None:
    args = data.draw(right_args(strategy.args))
    # What stands in the way out is the user's, and an Output needs a program.
    assume("pod_spec" not in args and "Later" not in repr(args))
    assume(not problems(strategy, "influxdb", args))
    # Strict: it raises for a property that is unknown, missing or of a wrong type.
    recording = run_program(exposing(strategy.title, args))
    assert len(recording.manifests()) == len(recording.resources) - 1
