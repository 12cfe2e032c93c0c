"""Ids that OpenStack takes as UUIDs alone."""

from uuid import UUID

from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem


def uuid_problems(args: Sound, key: str, remedy: str) -> list[Problem]:
    """The id that stands at a key; an empty one is told elsewhere."""
    try:
        UUID(args.plain(key) or "0" * 32)
    except ValueError:
        return [args.problem(key, "is no UUID", remedy)]
    return []
