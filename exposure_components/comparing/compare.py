"""Every strategy on one app, and which one is best."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.checks.collisions import Claim
from exposure_components.comparing.app import App
from exposure_components.comparing.criteria import CRITERIA, Criterion
from exposure_components.comparing.fronts import fronts
from exposure_components.comparing.trial import Outcome, Trial, tried
from exposure_components.exposing import Strategy


@dataclass(frozen=True)
class Reason:
    """Why one is better than others."""

    criterion: str
    """Name of the first one at which they differ."""
    text: str
    over: Sequence[str]
    """Titles of the others."""


@dataclass(frozen=True)
class Recommendation:
    """The best, and why."""

    trial: Trial
    reasons: Sequence[Reason]
    """Weightiest first; none where nothing else is possible."""


@dataclass(frozen=True)
class Comparison:
    """All of one app."""

    app: App
    trials: Sequence[Trial]
    """The best first, then those that cannot be."""
    best: Recommendation | None
    """None where no strategy can be."""


def compared(
    app: App,
    strategies: Mapping[str, Strategy],
    shared: Sequence[tuple[str, str, Any]] = (),
    taken: Sequence[Claim] = (),
) -> Comparison:
    """Every strategy with each thing that can stand in front of the app.

    app: of args without `arg_problems`.
    shared: what apps of the program can share, as the arg, its name and the arg's value.
    taken: what other apps of the program have for themselves.
    """
    trials = [
        tried(strategy, app, front, strategies, taken)
        for strategy in strategies.values()
        for front in fronts(strategy, app, shared, strategies)
    ]
    possible = [(_ranks(app, t.outcome), t) for t in trials if t.outcome is not None]
    possible.sort(key=lambda pair: pair[0])
    ordered = [trial for _, trial in possible]
    others = [trial for trial in trials if trial.outcome is None]
    return Comparison(app, [*ordered, *others], _recommended(app, ordered))


def _ranks(app: App, outcome: Outcome) -> list[int]:
    return [int(criterion.rank(app, outcome)) for criterion in CRITERIA]


def _recommended(app: App, ordered: Sequence[Trial]) -> Recommendation | None:
    if not ordered:
        return None
    best, *others = ordered
    over: dict[str, list[Trial]] = {}
    for other in others:
        criterion = _deciding(app, best, other)
        if criterion is not None:
            over.setdefault(criterion.name, []).append(other)
    reasons = [
        _reason(criterion, best, over[criterion.name])
        for criterion in CRITERIA
        if criterion.name in over
    ]
    return Recommendation(best, reasons)


def _deciding(app: App, best: Trial, other: Trial) -> Criterion | None:
    """None where both are the same in everything that counts."""
    mine, theirs = best.outcome, other.outcome
    assert mine is not None
    assert theirs is not None
    return next((c for c in CRITERIA if c.rank(app, mine) != c.rank(app, theirs)), None)


def _reason(criterion: Criterion, best: Trial, others: Sequence[Trial]) -> Reason:
    outcomes = [each.outcome for each in others if each.outcome is not None]
    assert best.outcome is not None
    text = criterion.reason(best.outcome, outcomes)
    return Reason(criterion.name, text, [each.title for each in others])
