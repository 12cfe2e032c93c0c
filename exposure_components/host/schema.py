"""The schema of the package, from which Pulumi makes a typed SDK for each language."""

import json
from dataclasses import replace

from pulumi.provider.experimental.analyzer import PropertyDefinition
from pulumi.provider.experimental.schema import generate_schema

from exposure_components.host.definitions import PACKAGE, Definitions


def schema(known: Definitions, version: str) -> str:
    """The schema as JSON."""

    def loose(properties: dict[str, PropertyDefinition]) -> dict[str, PropertyDefinition]:
        return {name: _loose(prop) for name, prop in properties.items()}

    components = {
        name: replace(each, inputs=loose(each.inputs)) for name, each in known.components.items()
    }
    types = {
        name: replace(each, properties=loose(each.properties)) for name, each in known.types.items()
    }
    whole = generate_schema(PACKAGE, version, None, components, types, [])
    return json.dumps(whole.to_json())


def _loose(prop: PropertyDefinition) -> PropertyDefinition:
    """Plain are texts, numbers and lists of them alone, if the component says so.

    An object or a choice may be an Output, too: in Go, a plain object could have no Output inside,
    and a plain choice cannot be written down where it is used.
    """
    items = prop.items and _loose(prop.items)
    values = prop.additional_properties and _loose(prop.additional_properties)
    below = [each for each in (items, values) if each is not None]
    is_plain = prop.plain and prop.ref is None and all(each.plain for each in below)
    return replace(
        prop, items=items, additional_properties=values, plain=True if is_plain else None
    )
