"""The provider that makes components for programs in other languages."""

from collections.abc import Mapping, Sequence
from importlib.metadata import version
from typing import Any

import pulumi
from pulumi import ResourceOptions
from pulumi.provider import ConstructResult, Provider
from pulumi.provider.server import ComponentInitError
from pulumi.runtime.settings import set_root_resource

from exposure_components.errors import ExposureError
from exposure_components.host.definitions import PACKAGE, definitions
from exposure_components.host.inputs import Arrival
from exposure_components.host.outputs import state
from exposure_components.host.program import RUNNING
from exposure_components.host.schema import schema
from exposure_components.host.spelling import Spelling

_Component = type[pulumi.ComponentResource]


class ComponentHost(Provider):
    """Makes components, with Outputs anywhere in their inputs.

    Pulumi's own host takes none within objects and lists.
    """

    def __init__(self, components: Sequence[_Component]) -> None:
        """Hosts these components."""
        self._components = {each.__name__: each for each in components}
        self.known = definitions(components)
        self.spelling = Spelling(self.known.names)
        found = version("exposure-components")
        super().__init__(found, schema(self.known, found))

    def construct(
        self,
        name: str,
        resource_type: str,
        inputs: Mapping[str, Any],
        options: ResourceOptions | None = None,
    ) -> ConstructResult:
        """Begin to make a component; what it gives is known once its URN is."""
        package, _, title = resource_type.split(":")
        if package != PACKAGE or title not in self._components:
            raise ValueError(f"{resource_type} is no component of {PACKAGE}")
        outputs: dict[str, Any] = {}

        async def make() -> str:
            made = await self._made(title, name, inputs, options or ResourceOptions())
            outputs.update(state(self.known, self.known.components[title], made))
            return await _urn(made)

        return ConstructResult(make(), outputs)

    async def _made(
        self, title: str, name: str, inputs: Mapping[str, Any], options: ResourceOptions
    ) -> pulumi.ComponentResource:
        program, definition = RUNNING.get(), self.known.components[title]
        set_root_resource(program)
        if options.parent is not None:
            options.parent = program.parent(await _urn(options.parent), options.parent)
        arrival = Arrival(self.known, program.handed)
        args = await arrival.args(inputs, definition.inputs, definition.inputs_mapping)
        try:
            made = self._components[title](name, args, options)  # type: ignore[arg-type]
        except ExposureError:
            raise
        except Exception as error:
            raise ComponentInitError(error) from error
        if (handed := self.known.handed.get(title)) is not None:
            program.hand(await _urn(made), getattr(made, handed))
        return made


async def _urn(resource: pulumi.Resource) -> str:
    found = await resource.urn.future()
    assert found is not None, "the engine knows every URN, in a preview as well"
    return found
