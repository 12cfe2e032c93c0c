"""What a recording has."""

from collections.abc import Iterator
from typing import Any

from exposure_components.testing import UNKNOWN, RecordedResource, Recording
from exposure_components.testing.wire import is_list, is_map, masked
from exposure_components.topology.graph import LATER
from exposure_components.topology.things import Thing


def recorded(recording: Recording) -> Iterator[Thing]:
    """All that the program makes, with secrets masked; not what it only reads."""
    for each in recording.resources:
        if each.read_id is None:
            yield _thing(each)


def _thing(resource: RecordedResource) -> Thing:
    if resource.makes_kubernetes_object:
        fields = resource.manifest(namespace="")
    else:
        outputs = {} if resource.custom else masked(resource.outputs, resource.output_secrets)
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
