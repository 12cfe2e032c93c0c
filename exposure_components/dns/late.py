"""Checks of values that are Outputs, where they are used."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from typing import Any

from pulumi import Output

from exposure_components.checks.shapes import is_output
from exposure_components.dns.contract import Written
from exposure_components.dns.hosts import Host
from exposure_components.dns.record_sets import RecordSet
from exposure_components.dns.settling import settled
from exposure_components.errors import refuse
from exposure_components.late import without_value
from exposure_components.problems import Problem

_Judged = tuple[Any, list[Problem]]


def written(subject: str, record_set: RecordSet) -> Written:
    """The record set to write: an Output in it fails, and names its path, if it is wrong."""
    name, kind, ttl = record_set.name, record_set.type, record_set.ttl
    if record_set.alias is not None:
        alias = dict(record_set.alias)
        at = record_set.path.removesuffix("name")
        for key in ("name", "zone_id"):
            alias[key] = late_text(subject, f"{at}alias.{key}", alias[key])
        return Written(name, kind, [], ttl, alias)

    def settle(values: Sequence[Any]) -> _Judged:
        paths = [host.path for host in record_set.hosts]
        known, found = settled(record_set, [Host(*h) for h in zip(paths, values, strict=True)])
        return asdict(known), found

    hosts = record_set.hosts
    if not any(host.is_late for host in hosts):
        known, found = settle([host.value for host in hosts])
        refuse(subject, found)
        return Written(name, known["type"], known["values"], ttl, None)
    later = _judged(subject, [host.value for host in hosts], settle)
    # The type of which the values alone decide is an Output as well.
    return Written(name, kind or later["type"], later["values"], ttl, None)


def late_text(subject: str, path: str, value: Any) -> Any:
    """The value, and where it is an Output one that fails unless it is a text."""
    if not is_output(value):
        return value

    def judge(values: Sequence[Any]) -> _Judged:
        (text,) = values
        if isinstance(text, str) and text:
            return text, []
        came = "an empty text" if text == "" else type(text).__name__
        return text, [Problem(path, None, f"came out as {came}", "give a text")]

    return _judged(subject, [value], judge)


def _judged(
    subject: str, inputs: Sequence[Any], judge: Callable[[Sequence[Any]], _Judged]
) -> Output[Any]:
    values: Output[list[Any]] = Output.all(*inputs)
    secret: Output[bool] = Output.from_input(values.is_secret())

    def check(both: list[Any]) -> Any:
        known, is_secret = both
        result, found = judge(known)
        refuse(subject, [without_value(p) for p in found] if is_secret else found)
        return result

    return Output.all(values, secret).apply(check)
