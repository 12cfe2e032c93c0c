"""How much of something the Gateway API takes."""

from __future__ import annotations

from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem
from exposure_components.values import mapping, sequence


def at_most(fields: Sound, key: str, most: int, remedy: str) -> list[Problem]:
    """A list or a mapping that is too long, or has nothing in it."""
    value = fields.value.get(key)
    items = sequence(value) if mapping(value) is None else mapping(value)
    if items is None or 0 < len(items) <= most:
        return []
    if not items:
        return [Problem(fields.at(key), None, "is empty", "leave it out")]
    rule = f"has {len(items)} entries, and the Gateway API takes {most}"
    return [Problem(fields.at(key), None, rule, remedy)]


def not_longer(path: str, text: str, most: int) -> list[Problem]:
    """A text that is too long, or empty."""
    if not text:
        return [Problem(path, text, "is empty", "give a text")]
    if len(text) <= most:
        return []
    return [Problem(path, text, f"has {len(text)} characters, more than {most}", "shorten it")]
