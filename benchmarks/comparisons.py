"""Each comparison: what is measured against what, and the ratio that it should stay below."""

from collections.abc import Sequence

from benchmarks.measure import measured
from benchmarks.results import Ratio, Result, ratios

_PROGRAMS, _IMPORTING = "benchmarks.programs", "benchmarks.importing"


def against_raw(counts: Sequence[int], times: int) -> list[Result]:
    """CPU of a program with our components, to that of a program by hand."""
    found: list[Result] = []
    for count in counts:
        commands = {kind: (_PROGRAMS, kind, str(count)) for kind in ("ours", "raw")}
        took = measured(commands, times)
        name = f"{count} apps offline, to a raw program"
        found += ratios(name, took["ours"], took["raw"], {"cpu_s": 1.05})
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
        Ratio(f"{statements[name]}, to import pulumi", "cpu_s", of, took["pulumi"]["cpu_s"], 1.1)
        for name in ("package", "component")
        for of in [took[name]["cpu_s"]]
    ]


def growth(counts: Sequence[int], times: int) -> list[Result]:
    """CPU of an app among many, to that of an app among few, on the SDK's mocks."""
    commands = {str(count): (_PROGRAMS, "ours", str(count)) for count in counts}
    took = measured(commands, times)
    each = {int(name): one["cpu_s"] / int(name) for name, one in took.items()}
    few = counts[0]
    return [
        Ratio(f"an app of {many} on mocks, to one of {few}", "cpu_s", each[many], each[few], 1.1)
        for many in counts[1:]
    ]
