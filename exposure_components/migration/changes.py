"""What happens to each resource."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

from exposure_components.migration import bridged_rules, kubernetes_rules
from exposure_components.migration.comparing import found_differences
from exposure_components.migration.differences import Difference
from exposure_components.migration.identity import counterparts
from exposure_components.migration.state import UNKNOWN, Resource


class Outcome(StrEnum):
    """What `up` does."""

    SAME = "same"
    CREATED = "created"
    UPDATED = "updated"
    """In place."""
    REPLACED = "replaced"
    DELETED = "deleted"
    UNDECIDED = "undecided"
    """Updated or replaced, as the provider decides."""


class Order(StrEnum):
    """In which the two of a replacement come and go."""

    DELETE_FIRST = "delete-first"
    """For a while there is none."""
    CREATE_FIRST = "create-first"
    """For a while there are both."""


@dataclass(frozen=True)
class Change:
    """What happens to one resource."""

    outcome: Outcome
    before: Resource | None
    """None where there was none."""
    after: Resource | None
    """None where there will be none."""
    differences: tuple[Difference, ...] = ()
    order: Order | None = None
    """Of a replacement; None where the provider decides."""

    @property
    def resource(self) -> Resource:
        """The later one, or the last that there was."""
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def because(self) -> tuple[Difference, ...]:
        """The properties for which it is replaced, or may be."""
        return tuple(each for each in self.differences if each.replaces is not False)


def changes(before: Sequence[Resource], after: Sequence[Resource]) -> list[Change]:
    """Of all later resources in their order, then of those that go."""
    known = counterparts(before, after)
    anew: set[str] = set()
    found: list[Change] = []
    providers = {each.urn: each for each in after}
    for each in after:
        provider = providers.get(each.provider)
        change = _change(known.get(each.urn), each, anew, provider.inputs if provider else {})
        if change.outcome in (Outcome.CREATED, Outcome.REPLACED) or _decides_anew(change):
            anew.add(each.urn)
        found.append(change)
    kept = {each.urn for each in known.values()}
    gone = [each for each in before if each.urn not in kept]
    return [*found, *(Change(Outcome.DELETED, each, None) for each in reversed(gone))]


def _change(
    before: Resource | None, after: Resource, anew: set[str], provider: Mapping[str, Any]
) -> Change:
    if before is None:
        return Change(Outcome.CREATED, None, after)
    found = tuple(_judged(found_differences(before, after, anew), after, provider))
    replacing = {each.replaces for each in found}
    if True in replacing:
        return Change(Outcome.REPLACED, before, after, found, _order(before, after))
    if None in replacing:
        return Change(Outcome.UNDECIDED, before, after, found)
    return Change(Outcome.UPDATED if found else Outcome.SAME, before, after, found)


def _decides_anew(change: Change) -> bool:
    """Whether the cluster may give it other ports and addresses than before."""
    shape = (("spec", "type"), ("spec", "ports"))
    return (
        change.after is not None
        and change.after.kind == "Service"
        and any(each.path[:2] in shape for each in change.differences)
    )


def _judged(
    found: Sequence[Difference], after: Resource, provider: Mapping[str, Any]
) -> Iterator[Difference]:
    for each in found:
        decided = _replaces(after, each, provider)
        # Whether it differs at all is known after up.
        yield replace(each, replaces=None if decided and each.before is UNKNOWN else decided)


def _replaces(after: Resource, difference: Difference, provider: Mapping[str, Any]) -> bool | None:
    if any(_is_below(difference.text, path) for path in after.replace_on):
        return True
    if not after.custom:
        return False
    if after.is_object:
        mutable = str(provider.get(f"enable{after.kind}Mutable", "")).lower() == "true"
        return kubernetes_rules.replaces(after, difference.path, difference.after, mutable)
    return bridged_rules.replaces(after, str(difference.path[0]))


def _is_below(text: str, path: str) -> bool:
    return text == path or text.startswith((f"{path}.", f"{path}["))


def _order(before: Resource, after: Resource) -> Order | None:
    first = after.delete_first
    if first is None:
        rules = kubernetes_rules if after.is_object else bridged_rules
        first = rules.deleted_first(before, after)
    if first is None:
        return None
    return Order.DELETE_FIRST if first else Order.CREATE_FIRST
