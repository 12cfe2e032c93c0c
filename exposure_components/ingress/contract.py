"""What every dialect tells about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.checks.sound import Sound
from exposure_components.exposing import NOT_AWAITED
from exposure_components.objects.labels import Manifest
from exposure_components.problems import Problem


def _nothing(_args: Any) -> list[Any]:
    return []


@dataclass(frozen=True)
class Dialect:
    """What tells one controller from another, as functions of an app's args."""

    key: ControllerDialect
    title: str
    """The controller, as a message names it."""
    objects: Callable[[str, Any], list[Manifest]]
    """Of the objects' name and the args: what leads to the Service; what is named comes before
    what names it."""
    lacks: Mapping[str, str] = field(default_factory=dict[str, str])
    """What it cannot do, by the word as `asked.py` has it, and the remedy."""
    problems: Callable[[Sound], list[Problem]] = _nothing
    """What else only it refuses."""
    warnings: Callable[[Any], list[str]] = _nothing
    service_annotations: Callable[[str, Any], Mapping[str, Any]] = lambda _name, _args: NOT_AWAITED
    owns_hosts: Callable[[Any], bool] = lambda _args: False
    """Whether no other app can have a path on one of the app's hosts."""
    sees_clients: bool = False
    """Whether the controller sees the clients' own addresses unless somebody changed that."""
    names_apps: bool = False
    """Whether an app without a host gets one of its own. Else it has every host that no other
    has."""
