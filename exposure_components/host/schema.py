"""The schema of the package, from which Pulumi makes a typed SDK for each language."""

import json
from collections.abc import Iterator
from dataclasses import replace

from pulumi.provider.experimental.analyzer import PropertyDefinition, PropertyType, TypeDefinition
from pulumi.provider.experimental.schema import generate_schema

from exposure_components.host.definitions import PACKAGE, Definitions

_Properties = dict[str, PropertyDefinition]


def schema(known: Definitions, version: str) -> str:
    """The schema as JSON."""
    handed = _handed_types(known)

    def told(owner: TypeDefinition) -> _Properties:
        found = owner.properties
        if owner.name in handed:
            found = {name: _as_text(known, prop) for name, prop in found.items()}
        return _loose(found)

    components = {
        name: replace(each, inputs=_loose(each.inputs)) for name, each in known.components.items()
    }
    types = {name: replace(each, properties=told(each)) for name, each in known.types.items()}
    whole = generate_schema(PACKAGE, version, None, components, types, [])
    return json.dumps(whole.to_json())


def _loose(properties: _Properties) -> _Properties:
    """Plain are texts, numbers and lists of them alone, if the component says so.

    An object or a choice may be an Output, too: in Go, a plain object could have no Output inside,
    and a plain choice cannot be written down where it is used.
    """
    return {name: _loosened(prop) for name, prop in properties.items()}


def _loosened(prop: PropertyDefinition) -> PropertyDefinition:
    items = prop.items and _loosened(prop.items)
    values = prop.additional_properties and _loosened(prop.additional_properties)
    below = [each for each in (items, values) if each is not None]
    is_plain = prop.plain and prop.ref is None and all(each.plain for each in below)
    return replace(
        prop, items=items, additional_properties=values, plain=True if is_plain else None
    )


def _as_text(known: Definitions, prop: PropertyDefinition) -> PropertyDefinition:
    """A choice as a text.

    In what components hand to each other, which is of one type as output and as input: the checker
    of Pulumi's YAML assigns no choice that comes from an output, not even to its own type.
    """
    if prop.items is not None:
        prop = replace(prop, items=_as_text(known, prop.items))
    found = known.types.get((prop.ref or "").rsplit(":", 1)[-1])
    if found is None or not found.enum:
        return prop
    choices = ", ".join(str(member.value) for member in found.enum)
    said = f"{prop.description or ''} One of {choices}.".strip()
    return replace(prop, ref=None, type=PropertyType.STRING, description=said)


def _handed_types(known: Definitions) -> set[str]:
    """Names of the types of what components hand to each other, and of all below."""
    found: set[str] = set()

    def visit(properties: Iterator[PropertyDefinition]) -> None:
        for prop in properties:
            below = (prop.items, prop.additional_properties)
            visit(each for each in below if each is not None)
            owner = known.type_of(prop)
            if owner is not None and owner.name not in found:
                found.add(owner.name)
                visit(iter(owner.properties.values()))

    for title, attribute in known.handed.items():
        component = known.components[title]
        by_python = {name: key for key, name in component.outputs_mapping.items()}
        visit(iter([component.outputs[by_python[attribute]]]))
    return found
