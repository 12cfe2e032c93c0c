"""What clients notice, and for how long."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Final

from exposure_components.migration.apps import App, Endpoint, Key
from exposure_components.migration.bounds import Part, known_seconds
from exposure_components.migration.changes import Change, Outcome
from exposure_components.migration.names import Moved
from exposure_components.migration.rollouts import Pods, Rollout
from exposure_components.migration.state import UNKNOWN
from exposure_components.migration.ways import Moment, Way, is_carrier, unserved


class Effect(StrEnum):
    """What becomes of an address."""

    NEW = "new"
    KEPT = "goes on"
    BRIEF = "may fail for a moment"
    """Requests that reach an ending pod fail until all nodes know that it ends."""
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
    subject = "the old or the new address"
    parts = unserved(app.ending, app.beginning, app.rollout)
    effect = Effect.CUT if parts else _undrained(app.rollout)
    cut = (app.ending.text, app.beginning.text) if parts else ("", "")
    because = DRAIN if effect is Effect.BRIEF else ""
    yield Interruption(app.name, subject, effect, *cut, parts, because)


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
    old = (Part("time to live of the record", name.ttl),) if name is not None and anew else ()
    pods = app.rollout.pods
    if app.way is Way.PODS and pods is not Pods.STAY:
        run = "a new one runs on the node"
        return _cut(app, "its pod is replaced", run, app.rollout.away)
    if anew:
        made = tuple(Part(f"{_label(each)} is made anew") for each in anew)
        ends = _FORGOTTEN if old else "it is there again"
        return _cut(app, f"{_label(anew[0])} is replaced", ends, (*made, *old))
    if pods is Pods.ALL_END:
        return _cut(app, "the pods are replaced", "the first new one is ready", app.rollout.away)
    rolled = [each for each in controllers if each.pods is not Pods.STAY]
    if app.way is Way.ROUTES and rolled:
        return _cut(app, "the controller's pod is replaced", "a new one runs", rolled[0].away)
    effect = _undrained(app.rollout)
    return Interruption(app.name, "", effect, because=DRAIN if effect is Effect.BRIEF else "")


def _taken_over(app: App, name: Moved | None) -> Interruption:
    """One address, and another way that it leads."""
    end, begin = app.ending, app.beginning
    parts = unserved(end, begin, app.rollout)
    if name is not None and end.moment is Moment.NEVER:
        because = "whoever knows the old answer is served at the old address"
        return Interruption(app.name, "", Effect.KEPT, because=because)
    if name is not None:
        parts = (*parts, Part("time to live of the record", name.ttl))
        return _cut(app, end.text, _FORGOTTEN, parts)
    if parts:
        return _cut(app, end.text, begin.text, parts)
    effect = _undrained(app.rollout)
    return Interruption(app.name, "", effect, because=DRAIN if effect is Effect.BRIEF else "")


def _cut(app: App, begins: str, ends: str, parts: tuple[Part, ...]) -> Interruption:
    return Interruption(app.name, "", Effect.CUT, begins, ends, parts)


def _undrained(rollout: Rollout) -> Effect:
    return Effect.KEPT if rollout.pods is Pods.STAY or rollout.drains else Effect.BRIEF


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
