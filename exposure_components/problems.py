"""What is wrong with the args, in one form: path, value, rule, remedy."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches
from typing import Any

LONGEST_VALUE = 60
"""Characters of a value that a message shows."""


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong with the args.

    Its text reads `ports[1].node_port: 80 is outside of 30000-32767; choose one inside`.
    """

    path: str
    """Where: `ports[1].node_port`."""
    value: Any
    """What stands there; None where something is missing."""
    rule: str
    """What it breaks, as the rest of a sentence that starts with the value."""
    remedy: str
    """What to do about it."""

    def __str__(self) -> str:
        shown = "" if self.value is None else f"{shorten(self.value)} "
        return f"{self.path}: {shown}{self.rule}; {self.remedy}"

    def under(self, prefix: str) -> "Problem":
        """The same problem, seen from further above."""
        return replace(self, path=join(prefix, self.path))


def shorten(value: Any) -> str:
    """The value as a message shows it."""
    text = str(value) if isinstance(value, str | int | float) else repr(value)
    text = text if text else '""'
    return text if len(text) <= LONGEST_VALUE else text[: LONGEST_VALUE - 1] + "…"


def join(path: str, key: str) -> str:
    """`ports[0]` and `name` make `ports[0].name`."""
    if not path or not key:
        return path or key
    return f"{path}{key}" if key.startswith("[") else f"{path}.{key}"


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """A remedy that names the nearest known word, or `otherwise` when none is near."""
    by_fold = {k.casefold(): k for k in known}
    near = get_close_matches(word.casefold(), by_fold, 1)
    return f"did you mean {by_fold[near[0]]}?" if near else otherwise
