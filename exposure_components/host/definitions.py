"""What the components take and give, read from their annotations and docstrings."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, is_typeddict

import pulumi
from pulumi.provider.experimental.analyzer import (
    Analyzer,
    ComponentDefinition,
    PropertyDefinition,
    PropertyType,
    TypeDefinition,
)
from pulumi.provider.experimental.util import camel_case

from exposure_components.host.field_docs import field_docs
from exposure_components.host.spelling import Spelling

PACKAGE = "exposure_components"
"""Name of the Pulumi package: the first part of every component's type."""
COMPONENT = "component"
"""Key of what one component hands to another: the URN of the one that made it."""
_COMPONENT_DOC = (
    "URN of the component whose output this is; then that component's own knowledge holds, and "
    "all else here is only to be read."
)


@dataclass(frozen=True)
class Definitions:
    """The components and types of the package."""

    components: Mapping[str, ComponentDefinition]
    types: Mapping[str, TypeDefinition]
    handed: Mapping[str, str]
    """By component: the attribute that it hands to others."""

    @property
    def names(self) -> set[str]:
        """Every name of an arg or an output, as Python spells it."""
        return _names(self.components, self.types)

    def type_of(self, prop: PropertyDefinition) -> TypeDefinition | None:
        """The object type of a property; None where it has none."""
        found = self.types.get((prop.ref or "").rsplit(":", 1)[-1])
        return None if found is None or found.enum else found


def definitions(components: Sequence[type[pulumi.ComponentResource]]) -> Definitions:
    """What these components take and give."""
    reader = _Reader(PACKAGE)
    found = reader.analyze(list(components))
    types, made = found["type_definitions"], found["component_definitions"]
    for name in reader.handed_types:
        types[name].properties[COMPONENT] = PropertyDefinition(
            optional=True, type=PropertyType.STRING, description=_COMPONENT_DOC
        )
        types[name].properties_mapping[COMPONENT] = COMPONENT
    for each in types.values():
        for member in each.enum or ():
            # As other languages' SDKs name them: WorkloadKind.DaemonSet.
            member.name = _named_by_value(member.name, str(member.value))
    owners: list[TypeDefinition | ComponentDefinition] = [*types.values(), *made.values()]
    spelling = Spelling(_names(made, types))
    for owner in owners:
        owner.description = spelling.spelled(inspect.cleandoc(owner.description or ""))
    for prop in _properties(made, types):
        prop.description = spelling.spelled(prop.description or "") or None
    return Definitions(made, types, reader.handed)


def _names(
    components: Mapping[str, ComponentDefinition], types: Mapping[str, TypeDefinition]
) -> set[str]:
    of_types = {name for each in types.values() for name in each.properties_mapping.values()}
    of_components = {
        name
        for each in components.values()
        for name in (*each.inputs_mapping.values(), *each.outputs_mapping.values())
    }
    return of_types | of_components


def _properties(
    components: Mapping[str, ComponentDefinition], types: Mapping[str, TypeDefinition]
) -> list[PropertyDefinition]:
    return [
        *(prop for each in components.values() for prop in each.inputs.values()),
        *(prop for each in components.values() for prop in each.outputs.values()),
        *(prop for each in types.values() for prop in each.properties.values()),
    ]


class _Reader(Analyzer):
    """Pulumi's own, that also reads docstrings of inherited fields, and what a component hands to
    others by a property."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.handed: dict[str, str] = {}
        self.handed_types: set[str] = set()

    def analyze_component(self, component: type[pulumi.ComponentResource]) -> ComponentDefinition:
        found = super().analyze_component(component)
        for name, member in vars(component).items():
            if not isinstance(member, property) or member.fget is None:
                continue
            given: Any = inspect.get_annotations(member.fget).get("return")
            if not is_typeddict(given):
                continue
            prop = self._handed(component, name, given)
            found.outputs[camel_case(name)] = replace(prop, description=_sentence(member))
            found.outputs_mapping[camel_case(name)] = name
            self.handed[component.__name__] = name
            self.handed_types.add(given.__name__)
        return found

    def _handed(self, component: type, name: str, given: Any) -> PropertyDefinition:
        return self.analyze_property(
            given, component, name, can_be_plain=False, is_component_output=False
        )

    def get_docstring(self, typ: type, name: str) -> str | None:
        return field_docs(typ).get(name)


def _named_by_value(name: str, value: str) -> str:
    return value if value.isidentifier() else name


def _sentence(member: property) -> str:
    return inspect.cleandoc(member.__doc__ or "").split(". ", 1)[0].rstrip(".") + "."
