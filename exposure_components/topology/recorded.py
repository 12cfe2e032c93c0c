"""What a recording has."""

from collections.abc import Iterator
from typing import Any

from exposure_components.testing import UNKNOWN, RecordedResource, Recording
from exposure_components.testing.wire import is_list, is_map, masked
from exposure_components.topology.graph import LATER
from exposure_components.topology.things import Thing

_ALLOCATED = ("spec", "status")
"""Where the cluster adds to an object."""


def recorded(recording: Recording, *, answered: bool = False) -> Iterator[Thing]:
    """All that the program makes, with secrets masked; not what it only reads.

    answered: with what the mocks answered, such as addresses and NodePorts.
    """
    for each in recording.resources:
        if each.read_id is None:
            yield _thing(each, answered=answered)


def _thing(resource: RecordedResource, *, answered: bool) -> Thing:
    if resource.makes_kubernetes_object:
        fields = resource.manifest(namespace="")
        if answered and fields.get("kind") != "Secret":
            outputs = masked(resource.outputs, resource.secrets)
            fields |= {key: outputs[key] for key in _ALLOCATED if key in outputs}
    else:
        hidden = resource.secrets if resource.custom else resource.output_secrets
        shown = answered or not resource.custom
        outputs = masked(resource.outputs, hidden) if shown else {}
        fields = {**masked(resource.inputs, resource.secrets), **outputs}
    return Thing(
        urn=resource.urn,
        type=resource.type,
        name=resource.name,
        parent=resource.parent,
        fields=_later(fields),
        is_object=resource.makes_kubernetes_object,
        id=resource.id,
        comes_from=resource.property_dependencies,
    )


def _later(value: Any) -> Any:
    if value is UNKNOWN:
        return LATER
    if is_map(value):
        return {key: _later(entry) for key, entry in value.items()}
    return [_later(item) for item in value] if is_list(value) else value
