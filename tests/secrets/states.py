"""What the engine would keep of a recording, with its secrets in plain text."""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from exposure_components.testing import RecordedResource, Recording
from exposure_components.testing.wire import Path, is_list, is_map

_MARK = "4dabf18193072939515e22adb298388d"
"""Key of special values in states (pulumi, sdk/go/common/resource/sig)."""
_SECRET = "1b47061264138c4ac30d75fd1eb44270"
"""The mark of a secret (the same)."""


def state(recording: Recording) -> dict[str, Any]:
    """As `pulumi stack export --show-secrets` writes it."""
    return {"deployment": {"resources": [_kept(each) for each in recording.resources]}}


def _kept(resource: RecordedResource) -> dict[str, Any]:
    inputs = _marked(resource.inputs, resource.secrets)
    if resource.makes_kubernetes_object:
        whole = resource.manifest(secrets=True)
        # Its provider keeps no stringData, and all data of a Secret as one secret.
        values: list[Path] = [("data",)] if whole["kind"] == "Secret" else []
        inputs = _marked(whole, [*resource.secrets, *values])
    # A provider's outputs are secret where its inputs are.
    own = inputs if resource.custom else _marked(resource.outputs, resource.output_secrets)
    return {
        "urn": resource.urn,
        "type": resource.type,
        "parent": resource.parent,
        "custom": resource.custom,
        "id": resource.id,
        "inputs": inputs,
        "outputs": own,
    }


def _marked(values: Mapping[str, Any], secrets: Iterable[Path]) -> Any:
    # The innermost first: what holds them is written with them.
    found: Any = values
    for path in sorted(secrets, key=len, reverse=True):
        found = _marked_at(path, found)
    return json.loads(json.dumps(found, default=str))


def _marked_at(path: Path, value: Any) -> Any:
    if not path:
        return {_MARK: _SECRET, "plaintext": json.dumps(value, default=str)}
    key, below = path[0], path[1:]
    if is_map(value):
        return {each: _marked_at(below, v) if each == key else v for each, v in value.items()}
    if is_list(value):
        return [_marked_at(below, v) if each == key else v for each, v in enumerate(value)]
    return value
