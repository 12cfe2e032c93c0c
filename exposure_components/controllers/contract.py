"""What every make of controller tells about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.checks.sound import Sound
from exposure_components.controllers.words import Asked
from exposure_components.objects.labels import Manifest
from exposure_components.problems import Problem

EVERYBODY = ("0.0.0.0/0", "::/0")


def _nothing(_of: Any) -> list[Any]:
    return []


@dataclass(frozen=True)
class Make:
    """What tells one make from another."""

    key: str
    """Its key in the args."""
    title: str
    """As a message names it."""
    dialect: ControllerDialect
    controller: str
    """What an IngressClass of it says in `spec.controller`."""
    pod: Callable[[Asked], Mapping[str, Any]]
    """What of an app's args runs it: image, args, readiness, pod_spec."""
    rules: Callable[[Asked], list[Manifest]]
    """What it may do in the cluster: rules of a ClusterRole, no more than it needs."""
    objects: Callable[[Asked], list[Manifest]] = _nothing
    """Of its own kinds, made when it runs."""
    problems: Callable[[Sound], list[Problem]] = _nothing
    """What only it refuses."""
    warnings: Callable[[Asked], list[str]] = _nothing
