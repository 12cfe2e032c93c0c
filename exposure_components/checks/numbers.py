"""Numbers that are too small."""

from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem


def at_least_one(fields: Sound, key: str, unit: str) -> list[Problem]:
    """Of something that there must be one of, such as seconds of a timeout."""
    number = fields.get(key)
    if number is None or number >= 1:
        return []
    return [fields.problem(key, "is below 1", f"give at least one {unit}")]
