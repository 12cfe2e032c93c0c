"""Each comparison: what is measured against what, and the ratio that it should stay below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks.measure import measured

_PROGRAMS, _IMPORTING = "benchmarks.programs", "benchmarks.importing"


@dataclass(frozen=True)
class Result:
    """One ratio, and what it is a ratio of."""

    name: str
    figure: str
    of: float
    to: float
    ratio: float
    goal: float

    @property
    def met(self) -> bool:
        return self.ratio <= self.goal


def against_raw(counts: Sequence[int], times: int) -> list[Result]:
    """CPU of a program with our components, to that of a program by hand."""
    found: list[Result] = []
    for count in counts:
        commands = {kind: (_PROGRAMS, kind, str(count)) for kind in ("ours", "raw")}
        took = measured(commands, times)
        found.append(
            _result(f"{count} apps, to a raw program", "cpu_s", took["ours"], took["raw"], 1.05)
        )
    return found


def imports(times: int) -> list[Result]:
    """What a program pays for importing us, beyond the SDK that it imports anyway."""
    statements = {
        "pulumi": "import pulumi",
        "package": "import pulumi, exposure_components",
        "component": "import pulumi; from exposure_components import NodePortApp",
    }
    commands = {name: (_IMPORTING, code) for name, code in statements.items()}
    took = measured(commands, times)
    return [
        _result(f"{statements[name]}, to import pulumi", "cpu_s", took[name], took["pulumi"], 1.1)
        for name in ("package", "component")
    ]


def growth(counts: Sequence[int], times: int) -> list[Result]:
    """CPU of an app among many, to that of an app among few: collisions are looked for."""
    commands = {str(count): (_PROGRAMS, "ours", str(count)) for count in counts}
    took = measured(commands, times)
    each = {name: {"cpu_s": one["cpu_s"] / int(name)} for name, one in took.items()}
    few = str(counts[0])
    return [
        _result(f"an app of {many}, to one of {few}", "cpu_s", each[str(many)], each[few], 1.1)
        for many in counts[1:]
    ]


def _result(
    name: str, figure: str, one: Mapping[str, Any], other: Mapping[str, Any], goal: float
) -> Result:
    return Result(name, figure, one[figure], other[figure], one[figure] / other[figure], goal)
