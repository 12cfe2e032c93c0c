"""Plain values out of what a program returns."""

from collections.abc import Iterable
from typing import Any, TypeGuard, cast

import pulumi
from pulumi.output import contains_unknowns

from exposure_components.testing.wire import UNKNOWN, is_list, is_map


async def settled(value: Any) -> Any:
    """The value without outputs in it; ``UNKNOWN`` where a preview does not know it."""
    if _is_output(value):
        inner = await value.future(with_unknowns=True)
        if await value.is_known():
            return await settled(inner)
        return _plain(inner) if contains_unknowns(inner) else UNKNOWN
    # Objects among a resource's outputs are dictionaries too, with classes of their own to keep.
    if is_map(value) and _is_plain_dict(value):
        return {key: await settled(each) for key, each in value.items()}
    if is_list(value):
        return [await settled(each) for each in value]
    if isinstance(value, tuple):
        return tuple([await settled(each) for each in cast(Iterable[Any], value)])
    return value


def _is_output(value: Any) -> TypeGuard[pulumi.Output[Any]]:
    return isinstance(value, pulumi.Output)


def _is_plain_dict(value: object) -> bool:
    return type(value) is dict


def _plain(value: Any) -> Any:
    if is_map(value):
        return {key: _plain(each) for key, each in value.items()}
    if is_list(value):
        return [_plain(each) for each in value]
    return UNKNOWN if contains_unknowns(value) else value
