"""What there is, by what is asked of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.topology.things import Thing, items

WORKLOADS = ("Deployment", "DaemonSet", "StatefulSet", "ReplicaSet", "Pod")
"""Kinds of objects that run pods, as far as Services lead to them."""
CLASSES = ("IngressClass", "GatewayClass")
"""Kinds of objects by which routes name their controller."""
ANNOTATED_CLASS = "kubernetes.io/ingress.class"
"""The former way to name it, which kinds of the controllers' own still have."""


@dataclass(frozen=True)
class Inventory:
    """All things, and what stands beside and behind each."""

    things: Sequence[Thing]
    by_urn: Mapping[str, Thing]
    children: Mapping[str, Sequence[Thing]]
    """By URN of the parent."""
    by_kind: Mapping[str, Sequence[Thing]]
    """Kubernetes objects."""
    ids: Mapping[str, Sequence[Thing]]
    """By id, where it is known: objects of two clusters may have one."""

    def objects(self, *kinds: str) -> list[Thing]:
        """Kubernetes objects."""
        return [each for kind in kinds for each in self.by_kind.get(kind, ())]

    def of_type(self, *tokens: str) -> list[Thing]:
        """Resources of any of these types."""
        return [each for each in self.things if each.type in tokens]

    def owner(self, thing: Thing) -> Thing | None:
        """The component that made it; None at the top of the program."""
        return self.by_urn.get(thing.parent)

    def beside(self, thing: Thing) -> Sequence[Thing]:
        """All that its component made; nothing at the top of the program, where things have
        nothing to do with each other."""
        return self.children.get(thing.parent, ()) if thing.parent in self.by_urn else ()

    def linked(self, thing: Thing, field: str) -> list[Thing]:
        """The things that a field's value is made of."""
        found = [self.by_urn[u] for u in thing.comes_from.get(field, ()) if u in self.by_urn]
        value = thing.fields.get(field)
        return found or list(self.ids.get(value, ()) if isinstance(value, str) else ())

    def endpoints(self, thing: Thing) -> list[Mapping[str, Any]]:
        """What the component that made it promises to clients."""
        owner = self.owner(thing)
        return [] if owner is None else items(owner.fields, "endpoints")

    def controllers(self, class_name: str) -> list[Thing]:
        """The workloads that serve routes of that class, where the program runs them."""
        classes = self.objects(*CLASSES)
        named = [each for each in classes if each.object_name == class_name]
        # A name that is not known, or none at all, can only be that of the one class there is.
        only = {each.object_name for each in classes}
        chosen = named or (classes if len(only) == 1 else [])
        return list(
            {w.urn: w for each in chosen for w in self.beside(each) if w.kind in WORKLOADS}.values()
        )


def inventory(things: Iterable[Thing]) -> Inventory:
    """The same, to be asked."""
    known = list(things)
    children: dict[str, list[Thing]] = {}
    by_kind: dict[str, list[Thing]] = {}
    ids: dict[str, list[Thing]] = {}
    for each in known:
        children.setdefault(each.parent, []).append(each)
        if each.is_object:
            by_kind.setdefault(each.kind, []).append(each)
        if each.id:
            ids.setdefault(each.id, []).append(each)
    return Inventory(known, {each.urn: each for each in known}, children, by_kind, ids)
