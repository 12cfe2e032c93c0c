"""Rules that several providers share."""

from __future__ import annotations

from collections.abc import Iterable

from exposure_components.checks.addresses import is_address
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem

ANY = 2**63
"""End of the ranges that have none."""


def only_where(
    preset: Sound, keys: Iterable[str], holds: bool, rule: str, remedy: str
) -> list[Problem]:
    """What is said although it does not hold here; false says nothing."""
    return [
        preset.problem(key, rule, remedy)
        for key in keys
        if not holds and preset.get(key) not in (None, False)
    ]


def in_ranges(preset: Sound, ranges: Iterable[tuple[str, range]]) -> list[Problem]:
    """Numbers outside of what the provider takes."""
    remedy = "choose one inside or leave it out"
    return [
        problem
        for key, allowed in ranges
        for problem in (
            in_range(preset, key, allowed, remedy)
            if allowed.stop < ANY
            else _at_least(preset, key, allowed.start)
        )
    ]


def path_problems(preset: Sound, key: str) -> list[Problem]:
    """A path that starts elsewhere than at the root."""
    path = preset.get(key)
    if path is None or path.startswith("/"):
        return []
    return [preset.problem(key, "does not start with /", f"write /{path}")]


def address_problems(preset: Sound, keys: Iterable[str]) -> list[Problem]:
    """Texts in lists of addresses that are none."""
    return [
        Problem(at, text, "is no IP address", "write one such as 10.0.0.1")
        for key in keys
        for at, text in preset.texts(key)
        if not is_address(text)
    ]


def empty_problems(preset: Sound) -> list[Problem]:
    """Texts, lists and mappings that say nothing."""
    return [
        Problem(preset.at(key), None, "is empty", "leave it out, or name what it shall be")
        for key in preset.value
        if preset.plain(key) in ("", [], (), {})
    ]


def _at_least(preset: Sound, key: str, least: int) -> list[Problem]:
    number = preset.get(key)
    if number is None or number >= least:
        return []
    return [preset.problem(key, f"is less than {least}", "choose more or leave it out")]
