"""Many rounds are told by how often and how long each endpoint was down."""

from dataclasses import replace
from datetime import timedelta

from exposure_components.probing.expectations import Expectation
from exposure_components.probing.history import History
from exposure_components.probing.kinds import Kind
from exposure_components.probing.observations import Try
from exposure_components.probing.verdicts import Result, results
from tests.probing.cases import AT, promised, seen

PLACE = promised()


def round_at(second: float, kind: Kind) -> list[Result]:
    observation = replace(seen(kind), at=AT + timedelta(seconds=second))
    return results([Try(PLACE, observation)], Expectation())


def test_the_longest_time_down_ends_with_the_next_answer() -> None:
    history = History()
    rounds = [
        (0, Kind.ANSWERS),
        (1, Kind.REFUSED),
        (2, Kind.ANSWERS),
        (3, Kind.TIMED_OUT),
        (4, Kind.REFUSED),
        (7, Kind.ANSWERS),
    ]
    changed = [bool(history.add(round_at(*each))) for each in rounds]
    assert changed == [True, True, True, True, False, True]
    (record,) = history.records.values()
    assert (record.tries, record.failures, record.longest) == (6, 3, 4.0)
    assert not history.is_clean


def test_one_that_is_still_down_counts_to_the_last_try() -> None:
    history = History()
    for second in (0, 1, 5):
        history.add(round_at(second, Kind.REFUSED))
    assert next(iter(history.records.values())).longest == 5.0


def test_rounds_without_a_failure_are_clean() -> None:
    history = History()
    history.add(round_at(0, Kind.ANSWERS))
    assert history.is_clean
