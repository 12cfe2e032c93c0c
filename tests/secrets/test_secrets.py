"""Secrets that are given to the library are shown by nothing that it shows."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from exposure_components.errors import ExposureError
from exposure_components.strategies.all import STRATEGIES
from exposure_components.testing import ProviderError, run_program
from tests.load_balancers.octavia.programs import BALANCER_LOOKUP, CALLS, SUBNET_LOOKUP
from tests.secrets.cases import cases
from tests.secrets.outputs import comparison, shown
from tests.secrets.planting import (
    COMPONENTS,
    Planted,
    as_outputs,
    leaks,
    plant,
    planted,
    secret_fields,
)


def _found(args: Mapping[str, Any]) -> Mapping[str, Any]:
    """As a provider that knows each, but for those that are wrong."""
    wanted = str(next(iter(args.values())))
    if wanted.endswith("!"):
        raise ProviderError(f"{wanted} is not there")
    return {
        "id": wanted,
        "networkId": "network",
        "cidr": "10.0.0.0/8",
        "vipAddress": "10.0.0.9",
        "vipSubnetId": "subnet",
    }


FOUND = {**CALLS, SUBNET_LOOKUP: _found, BALANCER_LOOKUP: _found}
DRAWN = 15
"""For each component: the same in every run."""


@pytest.mark.parametrize("title", COMPONENTS)
def test_no_refusal_shows_a_secret(title: str) -> None:
    component, _ = COMPONENTS[title]
    outcomes: Counter[str] = Counter()

    @settings(
        max_examples=DRAWN,
        derandomize=True,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(planted(title))
    def kept(drawn: Planted) -> None:
        outcomes[keeps(component, drawn)] += 1

    kept()
    assert outcomes["refused"] > 0


@pytest.mark.parametrize(
    ("title", "args"),
    [pytest.param(title, args, id=f"{title}: {name}") for name, title, args in cases()],
)
def test_no_output_shows_a_secret(title: str, args: Any) -> None:
    component, annotation = COMPONENTS[title]
    assert keeps(component, plant(annotation, args)) == "accepted"


def test_the_cases_have_a_secret_in_every_field_that_takes_one() -> None:
    every = {field for _, annotation in COMPONENTS.values() for field in secret_fields(annotation)}
    had = {
        field for _, title, args in cases() for field in plant(COMPONENTS[title][1], args).fields
    }
    assert sorted(every - had) == []


def keeps(component: type[Any], drawn: Planted) -> str:
    """Whether a program of the component is accepted or refused, which shows no secret."""
    compared: list[tuple[str, str]] = []

    def program() -> None:
        args = as_outputs(drawn.args)
        if component.__name__ in STRATEGIES:
            compared.extend(comparison(component.__name__, args))
        component("shop", args)

    try:
        recording = run_program(program, calls=FOUND)
        everywhere, what = [*compared, *shown(recording)], "accepted"
    except ExposureError as error:
        everywhere, what = [*compared, ("error", f"{error}{error.problems}")], "refused"
    told = {where: leaks(text, drawn.texts) for where, text in everywhere}
    assert {where: found for where, found in told.items() if found} == {}
    return what
