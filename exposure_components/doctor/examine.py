"""All checks of a plan, one after the other."""

from collections.abc import Callable
from dataclasses import dataclass

from exposure_components.doctor.checks.all import CHECKS
from exposure_components.doctor.findings import Finding, Verdict
from exposure_components.doctor.plan import Plan
from exposure_components.doctor.questions import Ask


@dataclass(frozen=True)
class Examined:
    """What one check found."""

    check: str
    """Its name in `CHECKS`."""
    finding: Finding


def examine(
    plan: Plan, ask: Ask, begins: Callable[[str], None] = lambda _check: None
) -> list[Examined]:
    """Run every check. begins: is told each one's name before it runs."""
    found: list[Examined] = []
    for name, check in CHECKS.items():
        begins(name)
        found += [Examined(name, each) for each in check(plan, ask)]
    return found


def has_problems(found: list[Examined]) -> bool:
    """Whether anything is missing, or in the way."""
    return any(each.finding.verdict is Verdict.PROBLEM for each in found)
