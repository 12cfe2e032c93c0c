"""What a plan tells about a recording, as plain values."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from exposure_components.testing import UNKNOWN, RecordedResource, Recording, Severity
from exposure_components.testing.wire import is_list, is_map, masked

LATER: Final = "known after up"
"""Stands for what only the cluster or a provider decides."""

_ENDPOINT: Final = frozenset({"url", "protocol", "host"})
"""Keys that make an entry of an output ``endpoints`` an endpoint."""


@dataclass(frozen=True)
class Row:
    """One endpoint, or a component whose endpoints are not known yet."""

    component: str
    endpoint: dict[str, Any] | None


@dataclass(frozen=True)
class Line:
    """A line that the program logged about one of its resources, or about none."""

    severity: Severity
    message: str
    resource: str | None


def label(resource: RecordedResource) -> str:
    """The kind and name of a resource: of a Kubernetes object its own, with the namespace."""
    if not resource.makes_kubernetes_object:
        package, module, kind = resource.type.split(":", 2)
        if (package, module) == ("pulumi", "providers"):
            return f"Provider {resource.name} ({kind})"
        existing = "" if resource.read_id is None else " (existing)"
        return f"{kind} {resource.name}{existing}"
    kind = resource.type.rpartition(":")[2]
    metadata = manifest_of(resource)["metadata"]
    if not is_map(metadata):
        return f"{kind} {LATER}"
    # The provider's suffix is random: the one of this run would mislead.
    name = f"{resource.name}-*" if is_auto_named(metadata) else metadata["name"]
    namespace = metadata.get("namespace")
    return f"{kind} {'/'.join(shown(part) for part in (namespace, name) if part)}"


def manifest_of(resource: RecordedResource, *, secrets: bool = False) -> dict[str, Any]:
    """The manifest as the program says it: of a namespace that it leaves out kubectl decides."""
    return resource.manifest(secrets=secrets, namespace="")


def is_auto_named(metadata: Mapping[str, Any]) -> bool:
    """Whether the provider makes up the name of an object."""
    annotations = metadata.get("annotations")
    return is_map(annotations) and annotations.get("pulumi.com/autonamed") == "true"


def shown(value: Any) -> str:
    """A value as a plan tells it."""
    if value is True or value is False:
        return "yes" if value else "no"
    return LATER if value is UNKNOWN else "" if value is None else str(value)


def endpoints(recording: Recording) -> Iterator[Row]:
    """The endpoints of all components that register an output of that name."""
    for component in recording.resources:
        outputs = masked(component.outputs, component.output_secrets)
        found = None if component.custom else outputs.get("endpoints")
        if found is UNKNOWN:
            yield Row(component.name, None)
        for endpoint in found if is_list(found) else []:
            if endpoint is UNKNOWN:
                yield Row(component.name, None)
            elif is_map(endpoint) and endpoint.keys() >= _ENDPOINT:
                yield Row(component.name, dict(endpoint))


def lines(recording: Recording) -> Iterator[Line]:
    """The warnings and errors that the program logged."""
    names = {each.urn: each.name for each in recording.resources}
    for log in recording.logs:
        if log.severity is not Severity.INFO:
            yield Line(log.severity, log.message, names.get(log.urn))
