"""What created and existing zones have in common, whoever provides them."""

from collections.abc import Sequence

from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem

TTLS = range(1, 2**31)
"""Seconds: the largest is that of RFC 2181, section 8; 0 would keep every client asking."""


def ttl_problems(args: Sound) -> list[Problem]:
    """A TTL that resolvers do not read as one."""
    return seconds_problems(args, "ttl")


def seconds_problems(args: Sound, key: str) -> list[Problem]:
    """A time that is none."""
    seconds = args.get(key)
    if seconds is None or seconds in TTLS:
        return []
    rule = f"is outside of {TTLS.start}-{TTLS[-1]} seconds"
    return [args.problem(key, rule, "choose one inside, or leave it out")]


def created_problems(zone: Sound, only_created: Sequence[str]) -> list[Problem]:
    """A zone that is made and is there, or that exists and is described."""
    if zone.get("create"):
        if "id" not in zone.value:
            return []
        remedy = "leave out one of the two"
        return [Problem(zone.at("create"), None, "is asked of a zone that has an `id`", remedy)]
    return [
        Problem(
            zone.at(key), None, "describes a zone that is created", "add `create: true` or drop it"
        )
        for key in only_created
        if key in zone.value
    ]
