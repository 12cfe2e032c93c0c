"""In which properties two resources differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from exposure_components.migration.state import SECRET, UNKNOWN
from exposure_components.values import mapping, sequence

Path = tuple[str | int, ...]
"""Keys and indices from the top of a resource's inputs."""


class _Absent(Enum):
    ABSENT = ""


ABSENT: Final = _Absent.ABSENT
"""Stands where one of the two has no such property."""


@dataclass(frozen=True)
class Difference:
    """One property that differs."""

    path: Path
    before: Any
    after: Any
    replaces: bool | None = False
    """Whether the resource is replaced for it. None: the provider decides."""

    @property
    def text(self) -> str:
        """The path as Pulumi shows it: ``spec.ports[0].nodePort``."""
        return spelled(self.path)


def spelled(path: Path) -> str:
    """A path as Pulumi shows it."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part}]"
        elif set(part) & set('."[]'):
            text += f'["{part}"]'
        else:
            text += f".{part}" if text else part
    return text


def differences(before: Any, after: Any, path: Path = ()) -> Iterator[Difference]:
    """Each leaf that differs; where one of the two has nothing at all, all of it as one.

    In the order of the keys: maps have another one in each run. Lists are compared item by item,
    as the Kubernetes provider does. Secrets are taken to be the same: nobody can tell.
    """
    if SECRET in (before, after):
        if before is ABSENT or after is ABSENT:
            yield Difference(path, before, after)
        return
    was, is_now = mapping(before), mapping(after)
    if was is not None and is_now is not None:
        yield from _of_maps(was, is_now, path)
        return
    had, has = sequence(before), sequence(after)
    if had is not None and has is not None:
        for index in range(max(len(had), len(has))):
            yield from differences(_at(had, index), _at(has, index), (*path, index))
    elif not _same(before, after):
        yield Difference(path, before, after)


def _of_maps(
    before: Mapping[str, Any], after: Mapping[str, Any], path: Path
) -> Iterator[Difference]:
    for key in sorted({*before, *after}):
        yield from differences(_in(before, key), _in(after, key), (*path, key))


def _in(values: Mapping[str, Any], key: str) -> Any:
    found = values.get(key)
    return ABSENT if found is None else found


def _at(items: Sequence[Any], index: int) -> Any:
    return items[index] if index < len(items) else ABSENT


def _same(before: Any, after: Any) -> bool:
    if before is UNKNOWN and after is UNKNOWN:
        # Whether they are depends on what they come from.
        return False
    return before == after and isinstance(before, bool) == isinstance(after, bool)
