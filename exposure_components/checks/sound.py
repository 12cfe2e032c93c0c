"""The parts of the args that have the right shape.

One broken field must not hide the problems of the others, so checks read the args through this.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from exposure_components.checks.shapes import is_output, shape_problems
from exposure_components.problems import Problem, join
from exposure_components.values import mapping, sequence


@dataclass(frozen=True)
class Sound:
    """A mapping, where it stands, and which paths in it are broken."""

    value: Mapping[str, Any]
    path: str = ""
    broken: tuple[str, ...] = ()

    def at(self, key: str) -> str:
        """The path of a key."""
        return join(self.path, key)

    def get(self, key: str, default: Any = None) -> Any:
        """The value of a key; the default where it is missing, or broken at or below."""
        if key not in self.value or any(_within(b, self.at(key)) for b in self.broken):
            return default
        return self.value[key]

    def plain(self, key: str, default: Any = None) -> Any:
        """As `get`, and the default where the value is an Output."""
        value = self.get(key, default)
        return default if is_output(value) else value

    def below(self, key: str) -> "Sound":
        """A mapping within this one; empty where there is none."""
        return Sound(mapping(self.value.get(key)) or {}, self.at(key), self.broken)

    def items(self, key: str) -> list["Sound"]:
        """The mappings of a list; empty where there is none."""
        return [
            Sound(mapping(item) or {}, f"{self.at(key)}[{i}]", self.broken)
            for i, item in enumerate(sequence(self.value.get(key)) or ())
        ]

    def texts(self, key: str) -> list[tuple[str, str]]:
        """Path and text of each plain text of a list."""
        items = enumerate(sequence(self.value.get(key)) or ())
        return [(f"{self.at(key)}[{i}]", text) for i, text in items if isinstance(text, str)]

    def problem(self, key: str, rule: str, remedy: str) -> Problem:
        """A problem of the value that stands at a key."""
        value = self.value.get(key)
        return Problem(self.at(key), None if _holds_output(value) else value, rule, remedy)


def sound(args: Any, annotation: Any) -> tuple[Sound, list[Problem]]:
    """What of the args can be read, and the problems of the rest."""
    problems = shape_problems(args, annotation)
    broken = tuple(p.path for p in problems)
    return Sound(mapping(args) or {}, "", broken), problems


def _holds_output(value: Any) -> bool:
    fields = mapping(value)
    items = sequence(value) if fields is None else list(fields.values())
    return is_output(value) or any(map(_holds_output, items or ()))


def _within(path: str, above: str) -> bool:
    return path == above or path.startswith((above + ".", above + "["))
