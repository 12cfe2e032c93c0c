"""Checks of values that are Outputs, where they are used."""

from dataclasses import replace
from typing import Any

from pulumi import Output

from exposure_components.checks.late import is_private_key, late_problems
from exposure_components.checks.shapes import is_output
from exposure_components.errors import refuse
from exposure_components.problems import Problem, join
from exposure_components.values import mapping, sequence


def checked_late(subject: str, args: Any, path: str = "") -> Any:
    """The args, with each Output replaced by one that fails, and names its path, if it is wrong.

    A private key is a secret, whoever gives it how.
    """
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
        return Output.secret(args) if is_private_key(path) else args

    output: Output[Any] = Output.from_input(args)
    secret: Output[bool] = Output.from_input(output.is_secret())

    def check(both: list[Any]) -> Any:
        value, is_secret = both
        found = late_problems(path, value)
        refuse(subject, [without_value(p) for p in found] if is_secret else found)
        return value

    return Output.all(output, secret).apply(check)


def without_value(problem: Problem) -> Problem:
    """The problem of a secret, which no message shows."""
    return replace(problem, value=None, remedy="look at the value, which is a secret")
