"""The state that a plan is compared with: of a file, or of another stack's config."""

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from exposure_components.cli.failure import UsageError
from exposure_components.cli.summary import manifest_of
from exposure_components.migration.state import (
    SECRET,
    UNKNOWN,
    FormerName,
    Resource,
    in_place,
    place_of,
)
from exposure_components.testing import UNKNOWN as UNKNOWN_IN_RECORDINGS
from exposure_components.testing import RecordedResource, Recording
from exposure_components.testing.wire import is_list, is_map, masked
from exposure_components.topology.things import fields, items

_STDIN: Final = "-"
_MARK: Final = "4dabf18193072939515e22adb298388d"
"""Key of special values in states (pulumi, sdk/go/common/resource/sig)."""
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
"""The mark of a secret (the same)."""
_STACK: Final = "pulumi:pulumi:Stack"


def earlier(source: str, recording: Recording) -> list[Resource]:
    """What a file has, or the standard input for ``-``: a state or a plan.

    As if it were of the recording's stack. Raises ``UsageError``.
    """
    try:
        text = sys.stdin.read() if source == _STDIN else Path(source).read_text(encoding="utf-8")
        document: Any = json.loads(text)
    except (OSError, ValueError) as exn:
        raise UsageError(f"--before {source}: {exn}") from exn
    if "deployment" in fields(document):
        return _here(list(_exported(document)), recording)
    if "resources" in fields(document) and "endpoints" in fields(document):
        return _here(list(_planned(document)), recording)
    raise UsageError(
        f"--before {source} is neither a state nor a plan: write it with `pulumi stack export` or "
        "`exposure plan --json`"
    )


def recorded(recording: Recording) -> list[Resource]:
    """What a program makes; not what it only reads."""
    return [_recorded(each) for each in recording.resources if each.read_id is None]


def of_another(former: Recording, recording: Recording) -> list[Resource]:
    """What a program makes by another config, as if it were of the recording's stack."""
    return _here(recorded(former), recording)


def _here(resources: list[Resource], recording: Recording) -> list[Resource]:
    return in_place(resources, *place_of(recording.stack_urn))


def _recorded(resource: RecordedResource) -> Resource:
    options = resource.options
    if resource.makes_kubernetes_object:
        inputs: Mapping[str, Any] = manifest_of(resource)
    else:
        inputs = masked(resource.inputs, resource.secrets)
    outputs = masked(resource.outputs, resource.output_secrets)
    return Resource(
        urn=resource.urn,
        parent=resource.parent,
        custom=resource.custom,
        inputs=fields(_known(inputs)),
        endpoints=() if resource.custom else items(_known(outputs), "endpoints"),
        provider=resource.provider.rpartition("::")[0],
        former=tuple(
            FormerName(e.urn, e.name, e.type, e.project, e.stack, e.parent, e.no_parent)
            for e in options.aliases
        ),
        comes_from=resource.property_dependencies,
        delete_first=options.delete_before_replace,
        replace_on=options.replace_on_changes,
        ignored=options.ignore_changes,
    )


def _exported(document: Any) -> Iterator[Resource]:
    """All that the engine says the stack has; what it shall delete yet is not of the program."""
    for each in items(document, "deployment", "resources"):
        if each.get("type") == _STACK or each.get("delete") or each.get("external"):
            continue
        yield Resource(
            urn=str(each.get("urn", "")),
            parent=str(each.get("parent", "")),
            custom=bool(each.get("custom")),
            inputs=fields(_stored(fields(each, "inputs"))),
            endpoints=() if each.get("custom") else items(_stored(each), "outputs", "endpoints"),
        )


def _planned(document: Any) -> Iterator[Resource]:
    for each in items(document, "resources"):
        if "inputs" in each:
            found = fields(_printed(each))
            yield Resource(
                urn=str(each.get("urn", "")),
                parent=str(each.get("parent", "")),
                custom=bool(each.get("custom")),
                inputs=fields(found, "inputs"),
                endpoints=() if each.get("custom") else items(found, "outputs", "endpoints"),
            )


def _known(value: Any) -> Any:
    if is_map(value):
        return {key: _known(entry) for key, entry in value.items()}
    if is_list(value):
        return [_known(item) for item in value]
    return UNKNOWN if value is UNKNOWN_IN_RECORDINGS else value


def _stored(value: Any) -> Any:
    if is_map(value):
        if value.get(_MARK) == _SECRET:
            return SECRET
        return {key: _stored(entry) for key, entry in value.items()}
    return [_stored(item) for item in value] if is_list(value) else value


def _printed(value: Any) -> Any:
    """In a plan null stands for what is known after up."""
    if is_map(value):
        return {key: _printed(entry) for key, entry in value.items()}
    if is_list(value):
        return [_printed(item) for item in value]
    return UNKNOWN if value is None else value
