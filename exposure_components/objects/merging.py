"""The way out: fields of a pod's spec that have no arg."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from exposure_components.problems import Problem, join
from exposure_components.values import mapping, sequence


def merged(spec: Mapping[str, Any], more: Mapping[str, Any]) -> dict[str, Any]:
    """Both; lists of named things are merged by name, other lists are joined."""
    made = dict(spec)
    for key, value in more.items():
        made[key] = _both(made[key], value) if key in made else value
    return made


def conflicts(spec: Mapping[str, Any], more: Mapping[str, Any], path: str) -> Iterator[Problem]:
    """Fields of `more` that the library has set to something else."""
    for key, value in more.items():
        if key in spec:
            yield from _conflict(spec[key], value, join(path, key))


def _both(mine: Any, more: Any) -> Any:
    fields, more_fields = mapping(mine), mapping(more)
    if fields is not None and more_fields is not None:
        return merged(fields, more_fields)
    items, more_items = sequence(mine), sequence(more)
    if items is not None and more_items is not None:
        return _joined(items, more_items)
    return more


def _joined(mine: Sequence[Any], more: Sequence[Any]) -> list[Any]:
    joined = list(mine)
    for item in more:
        at = _index_of_namesake(joined, item)
        if at is None:
            joined.append(item)
        else:
            joined[at] = _both(joined[at], item)
    return joined


def _conflict(mine: Any, more: Any, path: str) -> Iterator[Problem]:
    fields, more_fields = mapping(mine), mapping(more)
    items, more_items = sequence(mine), sequence(more)
    if fields is not None and more_fields is not None:
        yield from conflicts(fields, more_fields, path)
    elif items is not None and more_items is not None:
        for index, item in enumerate(more_items):
            at = _index_of_namesake(items, item)
            if at is not None:
                rest = {key: value for key, value in item.items() if key != "name"}
                yield from conflicts(items[at], rest, f"{path}[{index}]")
    elif mine != more:
        remedy = "use the arg that sets it, or drop it"
        yield Problem(path, None, "is set by the library already", remedy)


def _index_of_namesake(items: Sequence[Any], item: Any) -> int | None:
    name = (mapping(item) or {}).get("name")
    names = [(mapping(i) or {}).get("name") for i in items]
    return names.index(name) if name is not None and name in names else None
