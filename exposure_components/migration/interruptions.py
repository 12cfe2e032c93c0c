"""What clients notice, and for how long."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from exposure_components.migration.apps import App, Endpoint, Key
from exposure_components.migration.bounds import Part, known_seconds
from exposure_components.migration.changes import Change, Order, Outcome
from exposure_components.migration.names import Moved
from exposure_components.migration.rollouts import Pods, Rollout
from exposure_components.migration.state import UNKNOWN
from exposure_components.migration.ways import (
    PODS_REPLACED,
    Gap,
    Moment,
    Way,
    gap,
    is_carrier,
    unread,
)


class Effect(StrEnum):
    """What becomes of an address."""

    NEW = "new"
    KEPT = "goes on"
    BRIEF = "may fail for a moment"
    """Until all nodes know that a pod ends, or a controller has read a route."""
    MOVES = "leads elsewhere"
    """Of a name: some clients come to the old address for a while."""
    OPEN = "still open"
    """It answers, but nobody promises that any more."""
    CUT = "cut off for a while"
    GONE = "gone"
    """Cut off for good: clients must go elsewhere."""


@dataclass(frozen=True)
class Interruption:
    """What becomes of one address of an app."""

    app: str
    subject: str
    """The address, or the name."""
    effect: Effect
    begins: str = ""
    """The event, as the rest of a sentence."""
    ends: str = ""
    """The same; empty for good."""
    parts: tuple[Part, ...] = ()
    """What lies between the two, at most."""
    because: str = ""

    @property
    def seconds(self) -> int | None:
        """How long it lasts at most; None where a part is not known, and for good."""
        if self.effect is Effect.GONE or any(each.seconds is None for each in self.parts):
            return None
        return known_seconds(self.parts)


DRAIN: Final = "a pod that ends may still be asked: `drain` lets it serve until nobody does"
_UNREAD: Final = "the controller may read the new route when the old one is gone"
_FORGOTTEN: Final = "resolvers have forgotten the old answer"


def of_endpoints(
    app: App, others: Mapping[Key, str], names: Sequence[Moved], controllers: Sequence[Rollout]
) -> Iterator[Interruption]:
    """Of each address that the app had or will have.

    others: the apps that will promise an address instead.
    """
    had, has = app.endpoints_before, app.endpoints_after
    moved = {each.name: each for each in names}
    for key, endpoint in had.items():
        subject = shown(endpoint)
        if key in has:
            name = moved.get(str(endpoint.get("host")).lower())
            yield replace(_kept(app, endpoint, name, controllers), subject=subject)
        elif key in others:
            because = f"{others[key]} serves it from then on"
            yield Interruption(app.name, subject, Effect.KEPT, because=because)
        elif app.ending.moment is Moment.NEVER:
            yield Interruption(app.name, subject, Effect.OPEN, because="its NodePort stays")
        else:
            yield Interruption(app.name, subject, Effect.GONE, app.ending.text)
    for key, endpoint in has.items():
        if key not in had:
            begin = app.beginning
            yield Interruption(app.name, shown(endpoint), Effect.NEW, begin.text, parts=begin.parts)


def of_the_switch(app: App) -> Iterator[Interruption]:
    """Of clients that ask the old address or the new one, whichever answers."""
    had, has = app.endpoints_before, app.endpoints_after
    if not had or not has or had.keys() & has.keys():
        return
    missing = gap(app.ending, app.beginning, app.rollout)
    found = _overlapping(app) if missing is None else _cut(app, missing)
    yield replace(found, subject="the old or the new address")


def of_names(names: Sequence[Moved]) -> Iterator[Interruption]:
    """Of clients that know an old answer."""
    for each in names:
        parts = (Part("time to live of the record", each.ttl),)
        old = " and ".join(each.led_to) or "the old address"
        until = f"until then clients come to {old}"
        if each.goes:
            yield Interruption("", each.name, Effect.GONE, "its record is deleted")
        else:
            begins = "its record is updated"
            yield Interruption("", each.name, Effect.MOVES, begins, _FORGOTTEN, parts, until)


def _kept(
    app: App, endpoint: Endpoint, name: Moved | None, controllers: Sequence[Rollout]
) -> Interruption:
    if app.way is not app.former_way:
        return _taken_over(app, name)
    anew = [each for each in app.changes if is_carrier(each.resource) and _is_made_anew(each)]
    gone = [each for each in anew if each.order is not Order.CREATE_FIRST]
    old = (Part("time to live of the record", name.ttl),) if name is not None and anew else ()
    pods = app.rollout.pods
    if app.way is Way.PODS and pods is not Pods.STAY:
        run = "a new one runs on the node"
        return _cut(app, Gap("its pod is replaced", run, app.rollout.away))
    if gone:
        made = tuple(Part(f"{_label(each)} is made anew") for each in gone)
        ends = _FORGOTTEN if old else "it is there again"
        return _cut(app, Gap(f"{_label(gone[0])} is replaced", ends, (*made, *old)))
    if pods is Pods.ALL_END:
        return _cut(app, Gap(*PODS_REPLACED, app.rollout.away))
    rolled = [each for each in controllers if each.pods is not Pods.STAY]
    if app.way is Way.ROUTES and rolled:
        begins = "the controller's pod is replaced"
        return _cut(app, Gap(begins, "a new one runs", rolled[0].away))
    if old:
        begins = f"the old {_label(anew[0])} is deleted, at the end of up"
        return _cut(app, Gap(begins, _FORGOTTEN, old))
    return _overlapping(app)


def _taken_over(app: App, name: Moved | None) -> Interruption:
    """One address, and another way that it leads."""
    missing = gap(app.ending, app.beginning, app.rollout)
    if name is None or app.ending.moment is Moment.NEVER:
        # Whoever knows an old answer is served at the old address.
        return _overlapping(app) if missing is None else _cut(app, missing)
    until_forgotten = Part("time to live of the record", name.ttl)
    parts = (*(() if missing is None else missing.parts), until_forgotten)
    begins = app.ending.text if missing is None else missing.begins
    return _cut(app, Gap(begins, _FORGOTTEN, parts))


def _cut(app: App, missing: Gap) -> Interruption:
    return Interruption(app.name, "", Effect.CUT, missing.begins, missing.ends, missing.parts)


def _overlapping(app: App) -> Interruption:
    """Somebody always serves; for a moment not whoever is asked."""
    because = ""
    if app.rollout.pods is not Pods.STAY and not app.rollout.drains:
        because = DRAIN
    elif app.ending.moment is Moment.LAST and unread(app.changes):
        because = _UNREAD
    return Interruption(app.name, "", Effect.BRIEF if because else Effect.KEPT, because=because)


def _is_made_anew(change: Change) -> bool:
    return change.outcome in (Outcome.REPLACED, Outcome.UNDECIDED)


def _label(change: Change) -> str:
    return f"{change.resource.type.rpartition(':')[2]} {change.resource.name}"


def shown(endpoint: Endpoint) -> str:
    """Its URL, or what of it is known."""
    url: Any = endpoint.get("url")
    if isinstance(url, str):
        return url
    where = [endpoint.get("host"), endpoint.get("port")]
    texts = ["?" if each in (UNKNOWN, None) else str(each) for each in where]
    return f"{endpoint.get('protocol', '')} {':'.join(texts)}".strip()
