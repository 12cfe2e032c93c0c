"""The example of a cutover, from phase to phase, as its plan says; the lab has it for real."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pytest

from exposure_components.cli.earlier import recorded
from exposure_components.cli.planned import planned
from exposure_components.migration.assess import Migration, migration
from exposure_components.migration.state import Resource
from tests.migration.states import clients, outcomes

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "cutover"
RECORD = "RecordSet names-shop.kube.example.com"


@cache
def state(phase: str) -> Sequence[Resource]:
    """What the stack has in that phase."""
    return recorded(planned(EXAMPLE, "lab", [f"phase={phase}"]).recording)


def to(before: str, after: str) -> Migration:
    """From one phase to another."""
    return migration(state(before), state(after))


@pytest.mark.parametrize(
    ("before", "after", "changed", "noticed"),
    [
        pytest.param(
            "old",
            "both",
            {
                f"{kind} shop": "created"
                for kind in ("CloudLoadBalancedApp", "Deployment", "Service")
            },
            [("http://10.13.241.245/ping", "new: the cloud makes the balancer")],
            id="the new way comes",
        ),
        pytest.param(
            "both",
            "moved",
            {RECORD: "updated"},
            [("shop.kube.example.com", "leads elsewhere: 5 s")],
            id="the name moves",
        ),
        pytest.param(
            "moved",
            "new",
            {
                f"{kind} shop-at-node": "deleted"
                for kind in ("Service", "Deployment", "HostPortApp")
            },
            [("http://10.13.241.89/ping", "gone"), ("shop-at-node.shop.svc", "gone")],
            id="the old way goes",
        ),
    ],
)
def test_each_phase_is_one_step(
    before: str, after: str, changed: dict[str, str], noticed: list[tuple[str, str]]
) -> None:
    found = to(before, after)
    assert outcomes(found.changes) == changed
    assert clients(found) == noticed
    assert found.notices == ()


def test_a_phase_that_is_none_is_refused() -> None:
    with pytest.raises(Exception, match="'gone' is not a valid Phase"):
        planned(EXAMPLE, "lab", ["phase=gone"])
