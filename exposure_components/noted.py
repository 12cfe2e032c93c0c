"""What a program asks of components and what they offer, for whoever looks on while it runs."""

from __future__ import annotations

from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from exposure_components.checks.collisions import Claim


@dataclass(frozen=True)
class NotedApp:
    """An app, whether or not its args are refused."""

    strategy: str
    """Title of its component."""
    args: Mapping[str, Any]


@dataclass(frozen=True)
class NotedShared:
    """Something that apps share: a load balancer, a controller, a Gateway."""

    value: Any
    """What an app has for the arg."""
    claims: Sequence[Claim]
    """What it takes of the nodes."""


@dataclass
class Noted:
    """What was seen so far."""

    apps: dict[str, NotedApp] = field(default_factory=dict[str, NotedApp])
    """By name."""
    shared: dict[tuple[str, str], NotedShared] = field(
        default_factory=dict[tuple[str, str], NotedShared]
    )
    """By the arg of an app that names one, and its name."""


_noted: ContextVar[Noted | None] = ContextVar("noted", default=None)


@contextmanager
def noting() -> Generator[Noted, None, None]:
    """Look on, at programs that run while the block does."""
    seen = Noted()
    token = _noted.set(seen)
    try:
        yield seen
    finally:
        _noted.reset(token)


def note_app(strategy: str, name: str, args: Any) -> None:
    """An app is asked for."""
    if (seen := _noted.get()) is not None:
        seen.apps[name] = NotedApp(strategy, args)


def note_shared(arg: str, name: str, value: Any, claims: Sequence[Claim] = ()) -> None:
    """Apps can share this."""
    if (seen := _noted.get()) is not None:
        seen.shared[arg, name] = NotedShared(value, claims)
