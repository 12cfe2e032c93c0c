"""The way out: fields of a pod's spec that have no arg."""

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.problems import Problem, join


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
    if isinstance(mine, Mapping) and isinstance(more, Mapping):
        return merged(mine, more)
    if isinstance(mine, list) and isinstance(more, list):
        named = {item["name"]: item for item in mine if _is_named(item)}
        joined = list(mine)
        for item in more:
            if _is_named(item) and item["name"] in named:
                joined[joined.index(named[item["name"]])] = _both(named[item["name"]], item)
            else:
                joined.append(item)
        return joined
    return more


def _conflict(mine: Any, more: Any, path: str) -> Iterator[Problem]:
    if isinstance(mine, Mapping) and isinstance(more, Mapping):
        yield from conflicts(mine, more, path)
    elif isinstance(mine, list) and isinstance(more, list):
        named = {item["name"]: item for item in mine if _is_named(item)}
        for index, item in enumerate(more):
            if _is_named(item) and item["name"] in named:
                rest = {key: value for key, value in item.items() if key != "name"}
                yield from conflicts(named[item["name"]], rest, f"{path}[{index}]")
    elif mine != more:
        remedy = "use the arg that sets it, or drop it"
        yield Problem(path, None, "is set by the library already", remedy)


def _is_named(item: Any) -> bool:
    return isinstance(item, Mapping) and "name" in item
