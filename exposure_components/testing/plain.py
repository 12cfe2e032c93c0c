"""Plain values as they are once they went over the wire, without going over it.

What is no plain value, or comes back as another than it was, is left to the SDK.
"""

from collections.abc import Mapping
from typing import Any, Final, cast

import pulumi
from pulumi.output import UNKNOWN as SDK_UNKNOWN
from pulumi.runtime import rpc

from exposure_components.testing.wire import UNKNOWN, is_list, is_map

_EXACT: Final = 2**53
"""Up to here a double, as which numbers are sent, holds every integer."""

_MARK: Final = rpc._special_sig_key  # pyright: ignore[reportPrivateUsage]


class NotPlainError(Exception):
    """This is for the SDK."""


def sent_fields(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """Properties as they are read from a request that the SDK made of them.

    Raises ``NotPlainError``.
    """
    return {_text(key): _sent(value) for key, value in fields.items() if value is not None}


def _sent(value: Any) -> Any:
    kind = type(cast(object, value))
    if kind is str:
        return _text(value)
    if kind is dict:
        return sent_fields(value)
    if kind is list or kind is tuple:
        return [_sent(item) for item in value]
    if kind is float and value.is_integer():
        raise NotPlainError
    return _scalar(value)


async def settled_fields(fields: Mapping[Any, Any]) -> dict[str, Any]:
    """The same of properties that have Outputs among them, once these are settled.

    Raises ``NotPlainError``, and what an Output fails with.
    """
    return {_text(key): await _settled(value) for key, value in fields.items() if value is not None}


async def _settled(value: Any) -> Any:
    kind = type(cast(object, value))
    if kind is str:
        return _text(value)
    if kind is dict:
        return await settled_fields(value)
    if kind is list or kind is tuple:
        return [await _settled(item) for item in value]
    if kind is pulumi.Output:
        return await _settled_output(value)
    return int(value) if kind is float and value.is_integer() else _scalar(value)


async def _settled_output(output: pulumi.Output[Any]) -> Any:
    if await output.is_secret():
        raise NotPlainError
    return await _settled(await output.future()) if await output.is_known() else UNKNOWN


def _scalar(value: Any) -> Any:
    kind = type(cast(object, value))
    if value is None or kind is bool or kind is float or (kind is int and abs(value) <= _EXACT):
        return value
    raise NotPlainError


def _text(text: Any) -> str:
    if type(text) is not str or text in (_MARK, rpc.UNKNOWN) or not _is_sound(text):
        raise NotPlainError
    return text


def _is_sound(text: str) -> bool:
    """Whether it can be sent: half of a surrogate pair can't."""
    return text.isascii() or not any("\ud800" <= each <= "\udfff" for each in text)


def received(value: Any) -> Any:
    """A plain value as the SDK reads it from an answer, where every number is a float."""
    if value is UNKNOWN:
        return SDK_UNKNOWN
    if type(value) is int:
        return float(value)
    if is_map(value):
        return {key: received(entry) for key, entry in value.items() if entry is not None}
    return [received(item) for item in value] if is_list(value) else value
