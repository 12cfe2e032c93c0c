"""The apps of two states, with what happens to each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from exposure_components.migration.changes import Change, Outcome
from exposure_components.migration.rollouts import Rollout, rollout
from exposure_components.migration.state import UNKNOWN, Resource
from exposure_components.migration.ways import Turn, Way, beginning, ending, service_of, way_of

Key = tuple[Any, ...]
"""What tells an endpoint from all others."""
Endpoint = Mapping[str, Any]


@dataclass(frozen=True)
class App:
    """A component that promises endpoints, before and after."""

    component: Change
    changes: tuple[Change, ...]
    """Of its resources."""

    @property
    def name(self) -> str:
        """In the program."""
        return self.component.resource.name

    @cached_property
    def had(self) -> list[Resource]:
        """Its resources before."""
        return [each.before for each in self.changes if each.before is not None]

    @cached_property
    def has(self) -> list[Resource]:
        """Its resources after."""
        return [each.after for each in self.changes if each.after is not None]

    @cached_property
    def rollout(self) -> Rollout:
        """What becomes of its pods."""
        return rollout(self.changes)

    @property
    def former_way(self) -> Way:
        """How clients got to it."""
        return way_of(self.had)

    @property
    def way(self) -> Way:
        """How clients will get to it."""
        return way_of(self.has)

    @property
    def ending(self) -> Turn:
        """When the former way ends."""
        return ending(self.former_way, self.had, self.changes, self.rollout)

    @property
    def beginning(self) -> Turn:
        """When the new way begins."""
        return beginning(self.way, self.rollout)

    @cached_property
    def endpoints_before(self) -> dict[Key, Endpoint]:
        """What it promised."""
        known = self.component.before
        return _by_key([] if known is None else known.endpoints, self.former_way)

    @cached_property
    def endpoints_after(self) -> dict[Key, Endpoint]:
        """What it will promise; a balancer's address and a chosen port stay if who has them
        does."""
        if self.component.after is None:
            return {}
        found = self.component.after.endpoints
        if self.component.before is not None and self.way is self.former_way and self._keeps():
            found = _filled(self.component.before.endpoints, found)
        return _by_key(found, self.way)

    def _keeps(self) -> bool:
        """Whether its Service stays, and its type."""
        kinds = [service_of(each).get("spec", {}).get("type") for each in (self.had, self.has)]
        kept = (Outcome.SAME, Outcome.UPDATED)
        services = [each for each in self.changes if each.resource.kind == "Service"]
        return kinds[0] == kinds[1] and all(each.outcome in kept for each in services)


def apps(found: Sequence[Change]) -> list[App]:
    """All components that promise endpoints, or did."""
    return [
        App(each, tuple(_of(each, found)))
        for each in found
        if any(side is not None and side.endpoints for side in (each.before, each.after))
    ]


def _of(component: Change, found: Sequence[Change]) -> list[Change]:
    before, after = component.before, component.after
    return [
        each
        for each in found
        if (after is not None and each.after is not None and each.after.parent == after.urn)
        or (before is not None and each.before is not None and each.before.parent == before.urn)
    ]


def _by_key(endpoints: Sequence[Endpoint], way: Way) -> dict[Key, Endpoint]:
    """An address answers whatever the path; a controller tells apps apart by theirs."""
    return {
        (
            each.get("protocol"),
            each.get("host"),
            each.get("port"),
            each.get("url") if way is Way.ROUTES else None,
        ): each
        for each in endpoints
    }


def _filled(before: Sequence[Endpoint], after: Sequence[Endpoint]) -> list[Endpoint]:
    """What is known after up as it was known before."""
    used: set[int] = set()
    found: list[Endpoint] = []
    for each in after:
        unknown = [key for key in ("host", "port") if each.get(key) in (UNKNOWN, None)]
        same = next(
            (i for i, old in enumerate(before) if i not in used and _matches(old, each)), None
        )
        if unknown and same is not None:
            used.add(same)
            each = {**each, **{key: before[same].get(key) for key in (*unknown, "url")}}
        found.append(each)
    return found


def _matches(old: Endpoint, new: Endpoint) -> bool:
    return all(
        new.get(key) in (UNKNOWN, None) or old.get(key) == new.get(key)
        for key in ("protocol", "host", "port")
    )
