"""A default that a docstring promises, and where to see it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from exposure_components.testing import RecordedResource, Recording

ABSENT = None
SERVICE = "kubernetes:core/v1:Service"

Found = Callable[[Recording], Any]


@dataclass(frozen=True)
class Promise:
    """A default, what is there where nothing is said, and where to see it."""

    field: str
    value: Any
    seen: Found
    args: Mapping[str, Any]
    title: str = "NodePortApp"


def of(kind: str, *path: str | int) -> Found:
    """What stands there in the only object of a kind; `ABSENT` where there is nothing."""

    def seen(recording: Recording) -> Any:
        objects = [m for m in recording.manifests() if m["kind"] == kind]
        if not objects:
            return ABSENT
        (value,) = objects
        return at(value, path)

    return seen


def pod(*path: str | int) -> Found:
    """What stands there in the pods of a Deployment."""
    return of("Deployment", "spec", "template", "spec", *path)


def container(*path: str | int) -> Found:
    """What stands there in the app's own container."""
    return pod("containers", 0, *path)


def endpoint(key: str) -> Found:
    """What the first endpoint says."""
    return lambda recording: recording.value["endpoints"][0][key]


def is_there(kind: str) -> Found:
    """Whether such an object is made."""
    return lambda recording: kind in [m["kind"] for m in recording.manifests()]


def first(recording: Recording, type_: str) -> RecordedResource:
    """The first resource of a type."""
    return next(each for each in recording.resources if each.type == type_)


def made(type_: str, *path: str | int) -> Found:
    """What stands there in the inputs of the first resource of a type; `ABSENT` for nothing."""

    def seen(recording: Recording) -> Any:
        return at(first(recording, type_).inputs, path)

    return seen


def count(type_: str) -> Found:
    """How many resources of a type are made."""
    return lambda recording: len([each for each in recording.resources if each.type == type_])


def waits(type_: str) -> Found:
    """How long the first resource of a type is waited for."""
    return lambda recording: first(recording, type_).options.timeouts


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    """What stands there; `ABSENT` where there is nothing."""
    for step in path:
        if isinstance(step, str) and step not in value:
            return ABSENT
        value = value[step]
    return value
