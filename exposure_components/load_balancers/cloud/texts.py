"""Values as annotations hold them: texts, whatever they are."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from exposure_components.checks.shapes import is_output
from exposure_components.values import mapping, sequence


def told(prefix: str, given: Mapping[str, Any], fields: Iterable[str]) -> dict[str, Any]:
    """An annotation for each of the fields that is given, named like it."""
    return {prefix + f.replace("_", "-"): text(given[f]) for f in fields if f in given}


def text(value: Any) -> Any:
    """The value as a text; an Output of one where any part of it is an Output."""
    pairs, items = mapping(value), sequence(value)
    if pairs is not None:
        return _joined([_then(v, _pair(k)) for k, v in pairs.items()])
    if items is not None:
        return _joined([text(item) for item in items])
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if is_output(value) else str(value)


def _joined(parts: list[Any]) -> Any:
    whole: Any = parts[0] if parts else ""
    for part in parts[1:]:
        whole = _both(whole, part)
    return whole


def _both(left: Any, right: Any) -> Any:
    # An Output of an Output is an Output of its value: no need to know how to combine two.
    return _then(left, lambda before: _then(right, lambda after: f"{before},{after}"))


def _pair(key: str) -> Callable[[Any], str]:
    return lambda value: f"{key}={text(value)}"


def _then(value: Any, make: Callable[[Any], Any]) -> Any:
    return value.apply(make) if is_output(value) else make(value)
