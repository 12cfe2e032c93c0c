"""What became of each pending creation."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from exposure_components.recovery.openstack import FINDERS
from exposure_components.recovery.pending import Pending

_KUBERNETES = "kubernetes:"


class Fate(StrEnum):
    """What became of a creation."""

    MADE = "made"
    """It is there, and no resource of the state is it."""
    NAMED = "named"
    """Its name is its id: whether it is there, a refresh tells."""
    NOT_MADE = "not made"
    """It is not there: the next `up` makes it."""
    AMBIGUOUS = "ambiguous"
    """Several that no resource of the state is answer its inputs: none is taken for it."""
    UNKNOWN = "unknown"
    """It cannot be told from others, or is of a provider that is not asked here."""


@dataclass(frozen=True)
class Recovered:
    """A pending creation, and what became of it."""

    pending: Pending
    fate: Fate
    id: str | None = None
    """Its provider's, if it is there or may be."""
    candidates: Sequence[str] = ()
    """The ids of those that answer its inputs, if they are several."""


def recover(
    pending: Sequence[Pending], known: Collection[str], cloud: Callable[[], Any]
) -> list[Recovered]:
    """What became of each.

    known: the ids of what the state has, which cannot be what it does not know.
    cloud: gives a connection of OpenStack's SDK; called if something of OpenStack is pending.
    """
    return [_recovered(each, known, cloud) for each in pending]


def _recovered(each: Pending, known: Collection[str], cloud: Callable[[], Any]) -> Recovered:
    if each.type.startswith(_KUBERNETES):
        return Recovered(each, Fate.NAMED, _object_id(each.inputs))
    if each.type not in FINDERS:
        return Recovered(each, Fate.UNKNOWN)
    try:
        found = FINDERS[each.type](cloud(), each.inputs)
    except KeyError:
        return Recovered(each, Fate.UNKNOWN)
    ids = [id for id in found if id not in known]
    if len(ids) > 1:
        return Recovered(each, Fate.AMBIGUOUS, candidates=ids)
    return Recovered(each, Fate.MADE, ids[0]) if ids else Recovered(each, Fate.NOT_MADE)


def _object_id(inputs: Mapping[str, Any]) -> str:
    """As the provider of Kubernetes says it: namespace/name, or name."""
    metadata = inputs["metadata"]
    place = [metadata["namespace"]] if "namespace" in metadata else []
    return "/".join([*place, metadata["name"]])
