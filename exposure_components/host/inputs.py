"""Inputs as they arrive, to the args that a component takes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from pulumi import Output
from pulumi.output import UNKNOWN, Unknown, contains_unknowns
from pulumi.provider.experimental.analyzer import PropertyDefinition, PropertyType

from exposure_components.checks.shapes import is_output
from exposure_components.host.definitions import COMPONENT, Definitions
from exposure_components.values import mapping, sequence

_Handed = Callable[[str], Mapping[str, Any] | None]
_CONTAINERS = (PropertyType.ARRAY, PropertyType.OBJECT)


@dataclass(frozen=True)
class Arrival:
    """How the inputs of a component become its args.

    They may be Outputs at any depth, and as a whole: in YAML an object with one Output inside is
    an Output. What is known of one is taken out, as the component decides by it which resources
    exist; where an arg may be an Output, it stays one, with its dependencies and as secret as it
    was. What is not known stays an Output everywhere: the component refuses it where it must be
    plain, together with its other problems.
    """

    known: Definitions
    handed: _Handed
    """What the component of a URN hands to others; None where the program made no such one."""

    async def args(
        self,
        inputs: Mapping[str, Any],
        properties: Mapping[str, PropertyDefinition],
        names: Mapping[str, str],
        source: Output[Any] | None = None,
    ) -> dict[str, Any]:
        """The args by their names in Python; an unknown one keeps its name, and is refused."""
        return {
            names.get(key, key): await self._value(value, properties.get(key), source)
            for key, value in inputs.items()
            if value is not None
        }

    async def _value(
        self, value: Any, prop: PropertyDefinition | None, source: Output[Any] | None
    ) -> Any:
        """source: the Output that the value is of."""
        if is_output(value):
            output: Output[Any] = value
            is_bare = await output.is_known() and not await output.is_secret()
            if is_bare and not await output.resources():
                return await self._value(await output.future(), prop, source)
            return await self._value(await _content(output), prop, output)
        if isinstance(value, Unknown):
            return _derived(value, source)
        if prop is not None and (fields := mapping(value)) is not None:
            return await self._object(fields, prop, source)
        items = sequence(value)
        if items is not None and prop is not None and prop.items is not None:
            return [await self._value(item, prop.items, source) for item in items]
        stays = prop is not None and not prop.plain and prop.type not in _CONTAINERS
        found = _whole(value, prop)
        return _derived(found, source) if stays and source is not None else found

    async def _object(
        self, value: Mapping[str, Any], prop: PropertyDefinition, source: Output[Any] | None
    ) -> Any:
        if (found := self.known.type_of(prop)) is not None:
            args = await self.args(value, found.properties, found.properties_mapping, source)
            made_by = args.pop(COMPONENT, None) if COMPONENT in found.properties else None
            handed = self.handed(made_by) if isinstance(made_by, str) else None
            return args if handed is None else handed
        if (below := prop.additional_properties) is not None:
            return {key: await self._value(item, below, source) for key, item in value.items()}
        found_any = _whole(value, prop)
        return found_any if source is None else _derived(found_any, source)


async def _content(value: Output[Any]) -> Any:
    found = await value.future(with_unknowns=True)
    return found if await value.is_known() or contains_unknowns(found) else UNKNOWN


def _derived(value: Any, source: Output[Any] | None) -> Output[Any]:
    """The value as an Output that depends on what its source does."""
    if source is None:
        return Output.from_input(value)
    return source.apply(lambda _: value, run_with_unknowns=True)


def _whole(value: Any, prop: PropertyDefinition | None) -> Any:
    """Numbers arrive as floats; those that have no fraction are whole, but where any number is
    meant."""
    if (fields := mapping(value)) is not None:
        return {key: _whole(item, None) for key, item in fields.items()}
    if (items := sequence(value)) is not None:
        return [_whole(item, None) for item in items]
    is_number = prop is not None and prop.type is PropertyType.NUMBER
    return (
        int(value) if isinstance(value, float) and value.is_integer() and not is_number else value
    )
