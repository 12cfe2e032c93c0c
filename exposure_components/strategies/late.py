"""Checks of values that are Outputs, where they are used."""

from typing import Any

from pulumi import Output

from exposure_components.checks.late import late_problems
from exposure_components.checks.shapes import is_output
from exposure_components.errors import refuse
from exposure_components.problems import join
from exposure_components.values import mapping, sequence


def checked_late(subject: str, args: Any, path: str = "") -> Any:
    """The args, with each Output replaced by one that fails, and names its path, if it is wrong."""
    fields, items = mapping(args), sequence(args)
    if fields is not None:
        return {
            # What the way out holds is nobody's to judge.
            key: value if key == "pod_spec" else checked_late(subject, value, join(path, key))
            for key, value in fields.items()
        }
    if items is not None:
        return [checked_late(subject, item, f"{path}[{i}]") for i, item in enumerate(items)]
    if not is_output(args):
        return args

    def check(value: Any) -> Any:
        refuse(subject, late_problems(path, value))
        return value

    output: Output[Any] = Output.from_input(args)
    return output.apply(check)
