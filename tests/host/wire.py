"""Values as the engine sends them."""

from collections.abc import Mapping, Sequence
from typing import Any

from pulumi.runtime import rpc

from exposure_components.host.definitions import Definitions, definitions
from exposure_components.host.outputs import given
from exposure_components.host.service import components

KNOWN: Definitions = definitions(components())
SERVER = "urn:pulumi:stack::project::openstack:compute/instance:Instance::kubenode01"


def output(value: Any = None, *, of: str = SERVER, secret: bool = False) -> dict[str, Any]:
    """An Output of a resource, that is not known yet if it has no value."""
    known = {} if value is None else {"value": value}
    more = {"secret": True} if secret else {}
    sign = {rpc._special_sig_key: rpc._special_output_value_sig}
    return {**sign, **known, **more, "dependencies": [of]}


def inputs(title: str, args: Mapping[str, Any]) -> dict[str, Any]:
    """The args of a component by the names of other languages."""
    found = KNOWN.components[title]
    by_python = {name: key for key, name in found.inputs_mapping.items()}
    return {
        by_python[name]: given(KNOWN, value, found.inputs[by_python[name]])
        for name, value in args.items()
    }


def seen(resources: Sequence[Any]) -> list[tuple[str, str, Any]]:
    """What tells a recorded resource from others: type, name and inputs."""
    return sorted((r.type, r.name, r.inputs) for r in resources)
