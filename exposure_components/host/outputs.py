"""What a component made, as other languages see it."""

from typing import Any

import pulumi
from pulumi import Output
from pulumi.provider.experimental.analyzer import ComponentDefinition, PropertyDefinition

from exposure_components.checks.shapes import is_output
from exposure_components.host.definitions import COMPONENT, Definitions
from exposure_components.values import mapping, sequence


def state(
    known: Definitions, definition: ComponentDefinition, component: pulumi.ComponentResource
) -> dict[str, Any]:
    """The outputs of a component by the names that the schema has for them."""
    handed = known.handed.get(definition.name)
    return {
        key: Output.from_input(_handed(known, component, getattr(component, name), prop))
        if name == handed
        else given(known, getattr(component, name), prop)
        for key, prop in definition.outputs.items()
        for name in [definition.outputs_mapping[key]]
    }


async def _handed(
    known: Definitions, component: pulumi.ComponentResource, value: Any, prop: PropertyDefinition
) -> Any:
    """What is known of it by now: were a part unknown in a preview, all of it would be."""
    found = await _by_now(value)
    return {**given(known, found, prop), COMPONENT: component.urn}


async def _by_now(value: Any) -> Any:
    """The value without what is not known yet; None where that is all of it."""
    if is_output(value):
        output: Output[Any] = value
        return output if await output.is_known() else None
    if (fields := mapping(value)) is not None:
        found = {key: await _by_now(item) for key, item in fields.items()}
        return {key: item for key, item in found.items() if item is not None}
    if (items := sequence(value)) is not None:
        listed = [await _by_now(item) for item in items]
        return None if None in listed else listed
    return value


def given(known: Definitions, value: Any, prop: PropertyDefinition) -> Any:
    """A value as the schema has it, from how Python has it."""
    if is_output(value):
        output: Output[Any] = value
        return output.apply(lambda found: given(known, found, prop))
    if (fields := mapping(value)) is not None:
        if (found := known.type_of(prop)) is not None:
            names = found.properties_mapping
            every = {
                key: given(known, fields.get(names[key]), below)
                for key, below in found.properties.items()
            }
            return {key: item for key, item in every.items() if item is not None}
        if (each := prop.additional_properties) is not None:
            return {key: given(known, item, each) for key, item in fields.items()}
    if (items := sequence(value)) is not None and prop.items is not None:
        return [given(known, item, prop.items) for item in items]
    return value
