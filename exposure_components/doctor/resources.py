"""What the API server knows of the kind of an object."""

from collections.abc import Mapping
from dataclasses import dataclass

from exposure_components.doctor.questions import Ask, Kinds, objects
from exposure_components.topology.things import Thing, fields, items


@dataclass(frozen=True)
class Resource:
    """How requests name a kind."""

    plural: str
    namespaced: bool


def resource_of(
    thing: Thing, brought: Mapping[tuple[str, str], Resource], ask: Ask
) -> Resource | None:
    """The resource of an object's kind; None where neither plan nor API server know it.

    brought: the kinds that the plan brings.
    """
    version = version_of(thing)
    if (version, thing.kind) in brought:
        return brought[version, thing.kind]
    for each in objects(ask(Kinds(version))):
        # With a slash it is a part of the object, such as its scale.
        if each.get("kind") == thing.kind and "/" not in str(each.get("name")):
            return Resource(str(each.get("name")), bool(each.get("namespaced")))
    return None


def version_of(thing: Thing) -> str:
    """Group and version of an object's kind."""
    return str(thing.fields.get("apiVersion", ""))


def defined(crds: list[Thing]) -> dict[tuple[str, str], Resource]:
    """The kinds that definitions bring, by their version and kind."""
    return {
        (f"{crd.spec.get('group')}/{version.get('name')}", str(names.get("kind"))): Resource(
            str(names.get("plural")), crd.spec.get("scope") != "Cluster"
        )
        for crd in crds
        for names in [fields(crd.spec, "names")]
        for version in items(crd.spec, "versions")
    }
