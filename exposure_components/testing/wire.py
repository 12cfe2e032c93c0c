"""Plain Python values from and to the values that programs and the engine exchange.

Numbers are doubles on the wire: whole ones come back as int. Secrets come back as plain values and
as paths, so that a test compares the value and a printer knows what to hide.

Uses the marks of ``pulumi.runtime.rpc``: the SDK's own decoder moves a secret up to the whole
object that holds it, and builds a new resource for every reference.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, TypeGuard

from google.protobuf import struct_pb2
from pulumi.runtime import rpc

Path = tuple[str | int, ...]
"""Keys and indices from the top of a resource's properties to one value."""


class Unknown(Enum):
    """The type of ``UNKNOWN``, for annotations and ``isinstance``."""

    UNKNOWN = "known after up"

    def __repr__(self) -> str:
        return self.name


UNKNOWN: Final = Unknown.UNKNOWN
"""Stands for a value that a preview cannot know, such as the id of a resource to be created."""

MASK: Final = "[secret]"
"""Stands for a value that is a secret, where values are shown."""

_MARK: Final = rpc._special_sig_key  # pyright: ignore[reportPrivateUsage]
_MARK_BYTES: Final = _MARK.encode()
_SECRET: Final = rpc._special_secret_sig  # pyright: ignore[reportPrivateUsage]
_RESOURCE: Final = rpc._special_resource_sig  # pyright: ignore[reportPrivateUsage]


@dataclass(frozen=True)
class Decoded:
    """Properties as plain values: dict, list, str, int, float, bool, None or ``UNKNOWN``."""

    values: dict[str, Any]
    secrets: frozenset[Path] = field(default_factory=frozenset[Path])
    """Where ``values`` holds a secret; everything below such a path is secret as well."""


def is_map(value: Any) -> TypeGuard[Mapping[str, Any]]:
    """Whether a plain value is an object with named entries."""
    # Most are a dict, of which Python knows sooner.
    return type(value) is dict or isinstance(value, Mapping)


def is_list(value: Any) -> TypeGuard[list[Any]]:
    """Whether a plain value is a list."""
    return isinstance(value, list)


def has_unknowns(value: Any) -> bool:
    """Whether a plain value is ``UNKNOWN``, or holds it anywhere."""
    if is_map(value):
        return any(has_unknowns(entry) for entry in value.values())
    return any(map(has_unknowns, value)) if is_list(value) else value is UNKNOWN


def decode(struct: struct_pb2.Struct) -> Decoded:
    """Decode properties. A reference to a resource becomes its URN; null entries are left out."""
    if not _has_marks(struct):
        return Decoded(_plain_fields(struct))
    secrets: set[Path] = set()
    values = {
        key: _decode(value, (key,), secrets)
        for key, value in struct.fields.items()
        if not value.HasField("null_value")
    }
    return Decoded(values, frozenset(secrets))


def _has_marks(struct: struct_pb2.Struct) -> bool:
    """Whether there is a secret or a reference; most resources have none."""
    return _MARK_BYTES in struct.SerializeToString()


def _plain_fields(struct: struct_pb2.Struct) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for key, value in struct.fields.items():
        kind = value.WhichOneof("kind")
        if kind != "null_value":
            values[key] = _plain_value(value, kind)
    return values


def _plain_value(value: struct_pb2.Value, kind: str | None) -> Any:
    if kind == "string_value":
        text = value.string_value
        return UNKNOWN if text == rpc.UNKNOWN else text
    if kind == "struct_value":
        return _plain_fields(value.struct_value)
    if kind == "list_value":
        return [_plain_value(item, item.WhichOneof("kind")) for item in value.list_value.values]
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    return value.bool_value if kind == "bool_value" else None


def _decode(value: struct_pb2.Value, path: Path, secrets: set[Path]) -> Any:
    kind = value.WhichOneof("kind")
    if kind == "string_value":
        return UNKNOWN if value.string_value == rpc.UNKNOWN else value.string_value
    if kind == "number_value":
        number = value.number_value
        return int(number) if number.is_integer() else number
    if kind == "bool_value":
        return value.bool_value
    if kind == "list_value":
        items = value.list_value.values
        return [_decode(item, (*path, index), secrets) for index, item in enumerate(items)]
    if kind == "struct_value":
        return _decode_struct(value.struct_value, path, secrets)
    return None


def _decode_struct(struct: struct_pb2.Struct, path: Path, secrets: set[Path]) -> Any:
    fields = struct.fields
    if _MARK in fields:
        mark = fields[_MARK].string_value
        if mark == _SECRET:
            secrets.add(path)
            return _decode(fields["value"], path, secrets)
        if mark == _RESOURCE:
            return fields["urn"].string_value
    return {
        key: _decode(value, (*path, key), secrets)
        for key, value in fields.items()
        if key != _MARK and not value.HasField("null_value")
    }


def encode(
    values: Mapping[str, Any],
    secret: Iterable[str] = (),
    *,
    given: tuple[Mapping[str, Any], struct_pb2.Struct] | None = None,
) -> struct_pb2.Struct:
    """Encode properties; those named in ``secret`` are marked as secrets as a whole.

    given: values that were decoded, and of what: those that are still the same are copied.
    """
    hidden = frozenset(secret)
    struct = struct_pb2.Struct()
    known: Mapping[str, Any] = {}
    if given is not None and not hidden and not _has_marks(given[1]):
        known = given[0]
        struct.CopyFrom(given[1])
    for key, value in values.items():
        if key in known and known[key] is value:
            continue
        plain = _encodable(value)
        struct[key] = {_MARK: _SECRET, "value": plain} if key in hidden else plain
    return struct


def _encodable(value: Any) -> Any:
    if value is UNKNOWN:
        return rpc.UNKNOWN
    if is_map(value):
        return {key: _encodable(entry) for key, entry in value.items()}
    if is_list(value):
        return [_encodable(item) for item in value]
    return value


def masked(values: Mapping[str, Any], secrets: Iterable[Path]) -> dict[str, Any]:
    """The values with ``[secret]`` in place of every known value at or below those paths."""
    hidden: Any = values
    for path in secrets:
        hidden = _masked_at(path, hidden)
    return dict(hidden)


def _masked_at(path: Path, value: Any) -> Any:
    if is_map(value):
        return {
            key: _masked_at(path[1:], entry) if key in path[:1] or not path else entry
            for key, entry in value.items()
        }
    if is_list(value):
        return [
            _masked_at(path[1:], item) if index in path[:1] or not path else item
            for index, item in enumerate(value)
        ]
    return value if path or value is UNKNOWN else MASK
