"""Whether a value has the shape that an annotation promises.

Args arrive as dict literals and from stack config, where no type checker looked at them.
"""

import types
from collections.abc import Awaitable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Any, ForwardRef, NotRequired, Required, Union, get_args, get_origin, is_typeddict

from exposure_components.problems import Problem, did_you_mean, join
from exposure_components.values import mapping, sequence

_WORDS = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
_MARKERS = (NotRequired, Required)


def shape_problems(value: Any, annotation: Any, path: str = "") -> list[Problem]:
    """Unknown and missing keys and wrong types, anywhere below."""
    return list(_problems(value, annotation, path))


def _problems(value: Any, annotation: Any, path: str) -> Iterator[Problem]:
    expected, optional, accepts_output = _unwrapped(annotation)
    if is_output(value):
        if not accepts_output and expected is not Any:
            yield Problem(
                path or "args",
                None,
                "is an Output, and decides which resources exist",
                "give a plain value, known when the program runs",
            )
    elif value is None and optional:
        return
    elif is_typeddict(expected):
        yield from _typed_dict_problems(value, expected, path)
    elif get_origin(expected) is Sequence:
        yield from _sequence_problems(value, get_args(expected)[0], path)
    elif get_origin(expected) is Mapping:
        yield from _mapping_problems(value, get_args(expected)[1], path)
    elif isinstance(expected, type) and issubclass(expected, StrEnum):
        yield from _choice_problems(value, expected, path)
    elif expected is not Any and not _is_instance(value, expected):
        yield _wrong(value, _WORDS[expected], path)


def _typed_dict_problems(value: Any, expected: Any, path: str) -> Iterator[Problem]:
    fields = mapping(value)
    if fields is None:
        yield _wrong(value, f"a mapping ({expected.__name__})", path)
        return
    known = expected.__annotations__
    for key, item in fields.items():
        at = join(path, str(key) or '""')
        if key in known:
            yield from _problems(item, known[key], at)
        else:
            remedy = did_you_mean(str(key), known, f"known are {', '.join(sorted(known))}")
            yield Problem(at, None, "is not known", remedy)
    for key in sorted(expected.__required_keys__ - fields.keys()):
        yield Problem(join(path, key), None, "is missing", "add it")


def _sequence_problems(value: Any, item: Any, path: str) -> Iterator[Problem]:
    items = sequence(value)
    if items is None:
        yield _wrong(value, "a list", path)
        return
    for index, one in enumerate(items):
        yield from _problems(one, item, f"{path}[{index}]")


def _mapping_problems(value: Any, item: Any, path: str) -> Iterator[Problem]:
    items = mapping(value)
    if items is None:
        yield _wrong(value, "a mapping", path)
        return
    for key, one in items.items():
        if isinstance(key, str):
            yield from _problems(one, item, join(path, key))
        else:
            yield Problem(join(path, str(key)), key, "is no text", "quote the key")


def _choice_problems(value: Any, expected: type[StrEnum], path: str) -> Iterator[Problem]:
    choices = [str(c) for c in expected]
    if not isinstance(value, str):
        yield _wrong(value, f"one of {', '.join(choices)}", path)
    elif value not in choices:
        remedy = did_you_mean(value, choices, "choose one of them")
        yield Problem(path, value, f"is none of {', '.join(choices)}", remedy)


def _unwrapped(annotation: Any) -> tuple[Any, bool, bool]:
    """The type itself, whether None will do, and whether an Output will."""
    while get_origin(annotation) in _MARKERS:
        annotation = get_args(annotation)[0]
    if get_origin(annotation) not in (Union, types.UnionType):
        return annotation, False, False
    members = get_args(annotation)
    lazy = [m for m in members if isinstance(m, ForwardRef) or get_origin(m) is Awaitable]
    plain = [m for m in members if m is not type(None) and m not in lazy]
    expected, optional, accepts_output = _unwrapped(plain[0])
    return expected, optional or type(None) in members, accepts_output or bool(lazy)


def is_output(value: Any) -> bool:
    """Whether the value is only known later. Told by its manners: no Pulumi is imported here."""
    return isinstance(value, Awaitable) or (hasattr(value, "apply") and hasattr(value, "is_known"))


def _is_instance(value: Any, expected: Any) -> bool:
    if isinstance(value, bool):
        return expected is bool
    if expected is float:
        return isinstance(value, int | float)
    return isinstance(value, expected)


def _wrong(value: Any, wanted: str, path: str) -> Problem:
    got = "nothing" if value is None else f"of type {type(value).__name__}"
    # The value itself stays out of the message: it may be a password in the wrong place.
    return Problem(path or "args", None, f"is {got}", f"give {wanted}")
