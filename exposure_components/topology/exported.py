"""What a stack has, as `pulumi stack export` tells it."""

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.topology.graph import LATER
from exposure_components.topology.things import Thing, fields, items
from exposure_components.values import mapping, sequence

MASK = "[secret]"
_MARK = "4dabf18193072939515e22adb298388d"
"""Key of special values in states and on the wire (pulumi, sdk/go/common/resource/sig)."""
_SECRET = "1b47061264138c4ac30d75fd1eb44270"
"""The mark of a secret (the same)."""
_UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
"""The text in place of a value that is not known (pulumi, sdk/go/common/resource/plugin)."""
_STACK = "pulumi:pulumi:Stack"


class NotAnExportError(ValueError):
    """Its text says what the document is not."""


def exported(document: Any) -> Iterator[Thing]:
    """All that the stack has, with secrets masked, also those that were exported in plain text.

    Raises ``NotAnExportError``.
    """
    found = fields(document, "deployment").get("resources", ())
    if not fields(document, "deployment") or sequence(found) is None:
        raise NotAnExportError("has no deployment of resources, as `pulumi stack export` writes it")
    for each in items(document, "deployment", "resources"):
        # What shall be deleted is still there, beside what takes its place.
        if not each.get("delete") and each.get("type") != _STACK:
            yield _thing(each)


def _thing(resource: Mapping[str, Any]) -> Thing:
    urn, token = str(resource.get("urn", "")), str(resource.get("type", ""))
    inputs, outputs = fields(resource, "inputs"), fields(resource, "outputs")
    is_object = (
        bool(resource.get("custom"))
        and token.startswith("kubernetes:")
        and {"apiVersion", "kind"} <= {*inputs, *outputs}
    )
    own: dict[str, Any] = _plain({**inputs, **outputs})
    if is_object and own.get("kind") == "Secret":
        own |= {key: MASK for key in ("data", "stringData") if key in own}
    dependencies = fields(resource, "propertyDependencies")
    return Thing(
        urn=urn,
        type=token,
        name=urn.rpartition("::")[2],
        parent=str(resource.get("parent", "")),
        fields=own,
        is_object=is_object,
        id=str(resource.get("id", "")),
        comes_from={
            key: [str(each) for each in sequence(urns) or ()] for key, urns in dependencies.items()
        },
    )


def _plain(value: Any) -> Any:
    known = mapping(value)
    if known is not None:
        if known.get(_MARK) == _SECRET:
            return MASK
        return {str(key): _plain(entry) for key, entry in known.items()}
    listed = sequence(value)
    if listed is not None:
        return [_plain(item) for item in listed]
    return LATER if value == _UNKNOWN else value
