"""What every kind of thing that apps share tells about itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pulumi

from exposure_components.checks.collisions import Claim
from exposure_components.problems import Problem


@dataclass(frozen=True)
class Sharing:
    """One kind, as functions of a name and what the stack's config says below it."""

    config: str
    """Key of the stack's config that maps names to them."""
    arg: str
    """Arg of an app, and of a kind that comes later, that names one."""
    thing: str
    """As a message names it."""
    problems: Callable[[str, Any], list[Problem]]
    promised: Callable[[str, Any], Any]
    """What an app has for the arg before it is made, to check the app."""
    made: Callable[[str, Any, pulumi.ResourceOptions | None], Any]
    """Registers it; what an app has for the arg then."""
    takes_cluster: bool = False
    """Whether the facts about the stack's cluster hold for it."""
    claims: Callable[[str, Any], list[Claim]] = lambda _name, _entry: []
