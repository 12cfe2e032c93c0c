"""What a benchmark finds: ratios, differences, and what it leaves out and why."""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from rich.table import Table


@dataclass(frozen=True)
class Ratio:
    """One figure of one run, to the same of another."""

    name: str
    figure: str
    """Its last word is the unit: `wall_s`, `peak_mib`."""
    of: float
    to: float
    at_most: float | None = None
    """The goal; None where the ratio is for information."""

    @property
    def ratio(self) -> float:
        return self.of / self.to

    @property
    def met(self) -> bool | None:
        return None if self.at_most is None else self.ratio <= self.at_most

    @property
    def shown(self) -> tuple[str, str]:
        """The ratio and its goal."""
        goal = "" if self.at_most is None else f"at most {self.at_most:.2f}"
        return f"{self.ratio:.2f}", goal


@dataclass(frozen=True)
class Less:
    """How much less one figure is than another, in its own unit."""

    name: str
    figure: str
    of: float
    to: float
    at_least: float | None = None
    """The goal; None where the difference is for information."""

    @property
    def less(self) -> float:
        return self.to - self.of

    @property
    def met(self) -> bool | None:
        return None if self.at_least is None else self.less >= self.at_least

    @property
    def shown(self) -> tuple[str, str]:
        """The difference and its goal."""
        goal = "" if self.at_least is None else f"at least {self.at_least:.2f} less"
        return f"{self.less:.2f} less", goal


@dataclass(frozen=True)
class LeftOut:
    """What this machine can't measure, and what it lacks."""

    name: str
    why: str


Result = Ratio | Less
Found = Result | LeftOut


def ratios(
    name: str,
    of: Mapping[str, float],
    to: Mapping[str, float],
    goals: Mapping[str, float | None],
) -> list[Result]:
    """One for each figure that `goals` names."""
    return [Ratio(name, figure, of[figure], to[figure], goal) for figure, goal in goals.items()]


def table(found: Iterable[Found]) -> Table:
    """For people. What is left out stands where it would have been."""
    made = Table("", "figure", "of", "to", "is", "goal", "met")
    last = ""
    for each in found:
        name, last = "" if each.name == last else each.name, each.name
        if isinstance(each, LeftOut):
            made.add_row(name, "LEFT OUT", "", "", "", each.why, "")
            continue
        met = {True: "yes", False: "NO", None: ""}[each.met]
        made.add_row(name, each.figure, f"{each.of:.4g}", f"{each.to:.4g}", *each.shown, met)
    return made


def as_json(found: Iterable[Found]) -> list[dict[str, Any]]:
    """For programs."""
    return [
        {**dataclasses.asdict(each), "is": each.shown[0], "met": each.met}
        if not isinstance(each, LeftOut)
        else {"name": each.name, "left_out": each.why}
        for each in found
    ]
