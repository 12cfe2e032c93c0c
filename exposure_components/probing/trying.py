"""Trying many endpoints at once."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final, TypeVar

from exposure_components.probing.attempts import Manner, tried
from exposure_components.probing.observations import Observation, Try
from exposure_components.probing.resolving import Found, Overrides, resolved
from exposure_components.probing.targets import Target

A = TypeVar("A")
B = TypeVar("B")

AT_ONCE: Final = 32
"""Tries at the same time: more would measure this machine."""


def try_all(
    targets: Sequence[Target],
    how: Manner,
    overrides: Overrides,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[Try]:
    """Each target at each address that its host has, in the targets' order.

    progress: is told how many tries are done, and of how many.
    """
    places = list(dict.fromkeys((each.host, each.port) for each in targets))
    answers = _at_once(lambda place: resolved(*place, overrides, how.timeout), places)
    found = dict(zip(places, answers, strict=True))
    asked = [
        (each, address)
        for each in targets
        for address in found[each.host, each.port].addresses or (None,)
    ]

    def one(pair: tuple[Target, str | None]) -> Try:
        target, address = pair
        led = found[target.host, target.port]
        return Try(target, _unresolved(led) if address is None else _seen(target, address, led))

    def _seen(target: Target, address: str, led: Found) -> Observation:
        seen = tried(target, address, how)
        return replace(seen, timings=replace(seen.timings, lookup=led.seconds))

    return _at_once(one, asked, progress)


def _unresolved(found: Found) -> Observation:
    assert found.failure is not None
    return Observation(found.failure, datetime.now(UTC), detail=found.detail)


def _at_once(
    step: Callable[[A], B],
    things: Sequence[A],
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> list[B]:
    """Results in the order of the things. Interrupted, it begins no more of them."""
    pool = ThreadPoolExecutor(max(1, min(AT_ONCE, len(things))))
    try:
        futures: list[Future[B]] = [pool.submit(step, thing) for thing in things]
        for done, _ in enumerate(as_completed(futures), 1):
            progress(done, len(futures))
        return [future.result() for future in futures]
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
