"""Checks of plain values against the annotations of an SDK's generated ``*Args`` classes.

Uses ``pulumi._types``, which knows the name on the wire of every property of such a class.
"""

import enum
import inspect
import typing
from collections.abc import Awaitable, Callable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache, cached_property
from types import NoneType, SimpleNamespace, UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pulumi
from pulumi._types import input_type_py_to_pulumi_names, is_input_type

from exposure_components.testing.wire import UNKNOWN, is_list, is_map

Check = Callable[[Any, str, list[str]], None]
"""Appends to the list what is wrong with a value; the string is the value's path."""


@cache
def args_check(cls: type) -> Check:
    """The check of a generated class: unknown, missing and mistyped properties, all the way down.

    The properties are looked up at the first value, because classes refer to themselves.
    """
    known: dict[str, _Property] | None = None

    def check(value: Any, path: str, problems: list[str]) -> None:
        nonlocal known
        if not is_map(value):
            problems.append(_expected(cls.__name__, value, path))
            return
        if known is None:
            known = _properties(cls)
        for key, entry in value.items():
            if key not in known:
                hint = _did_you_mean(key, known)
                problems.append(f"{path}.{key}: unknown property of {cls.__name__}{hint}")
            elif _is_given(entry):
                known[key].check(entry, f"{path}.{key}", problems)
        for key, each in known.items():
            if each.required and value.get(key) is None:
                problems.append(f"{path}.{key}: missing required property of {cls.__name__}")

    return check


class _Property:
    """A property, whose annotation is read for the first value: a class has dozens more."""

    def __init__(self, constructor: Callable[..., None], parameter: inspect.Parameter) -> None:
        self.required = parameter.default is inspect.Parameter.empty
        self._globals = constructor.__globals__
        self._annotations = {"value": parameter.annotation}

    @cached_property
    def check(self) -> Check:
        # `Input` speaks of it by its name, which generated code has not imported.
        names = {"Output": pulumi.Output, "T": NoneType}
        hints = typing.get_type_hints(
            SimpleNamespace(__annotations__=self._annotations), self._globals, names
        )
        return _check_of(hints["value"])


def _properties(cls: type) -> dict[str, _Property]:
    """By name on the wire."""
    names = input_type_py_to_pulumi_names(cls)
    constructor: Callable[..., None] = vars(cls)["__init__"]
    return {
        names.get(name, name): _Property(constructor, parameter)
        for name, parameter in inspect.signature(constructor).parameters.items()
        if name not in ("self", "__self__")
    }


def _is_given(value: Any) -> bool:
    return value is not None and value is not UNKNOWN


def _expected(what: str, value: Any, path: str) -> str:
    return f"{path}: expected {what}, got {type(value).__name__} {value!r}"


def _did_you_mean(key: str, known: Mapping[str, Any]) -> str:
    close = get_close_matches(key, known, 1)
    return f" (did you mean {close[0]!r}?)" if close else ""


def _scalar(what: str, accepts: Callable[[Any], bool]) -> Check:
    def check(value: Any, path: str, problems: list[str]) -> None:
        if not accepts(value):
            problems.append(_expected(what, value, path))

    return check


def _anything(value: Any, path: str, problems: list[str]) -> None:
    """Stands where the annotation says nothing that can be checked."""


_SCALARS: dict[Any, Check] = {
    str: _scalar("str", lambda value: isinstance(value, str)),
    bool: _scalar("bool", lambda value: isinstance(value, bool)),
    int: _scalar("int", lambda value: isinstance(value, int) and not isinstance(value, bool)),
    float: _scalar(
        "float", lambda value: isinstance(value, int | float) and not isinstance(value, bool)
    ),
}


def _check_of(annotation: Any) -> Check:
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return _union(get_args(annotation))
    if origin is Literal:
        allowed = get_args(annotation)
        return _scalar(f"one of {allowed}", lambda value: value in allowed)
    if isinstance(origin, type):
        if issubclass(origin, Mapping):
            return _map_of(_check_of(get_args(annotation)[1]))
        if issubclass(origin, Sequence):
            return _list_of(_check_of(get_args(annotation)[0]))
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    return _of_class(annotation) if inspect.isclass(annotation) else _anything


_AS_PUBLISHED = "JSONSchemaPropsArgs"
"""The schema in a CustomResourceDefinition. Programs give it as its project publishes it, with
`x-kubernetes-…`; the provider takes that, and the SDK's own names differ."""


def _of_class(cls: Any) -> Check:
    if cls.__name__ == _AS_PUBLISHED:
        return _anything
    if issubclass(cls, enum.Enum):
        values = [member.value for member in cls]
        return _scalar(f"{cls.__name__} {values}", lambda value: value in values)
    return args_check(cls) if is_input_type(cls) else _anything


def _map_of(check_entry: Check) -> Check:
    def check(value: Any, path: str, problems: list[str]) -> None:
        if not is_map(value):
            problems.append(_expected("a map", value, path))
            return
        for key, entry in value.items():
            if _is_given(entry):
                check_entry(entry, f"{path}[{key!r}]", problems)

    return check


def _list_of(check_item: Check) -> Check:
    def check(value: Any, path: str, problems: list[str]) -> None:
        if not is_list(value):
            problems.append(_expected("a list", value, path))
            return
        for index, item in enumerate(value):
            if _is_given(item):
                check_item(item, f"{path}[{index}]", problems)

    return check


def _union(alternatives: tuple[Any, ...]) -> Check:
    members = [each for each in alternatives if not _says_nothing(each)]
    if any(isinstance(each, type) and issubclass(each, enum.Enum) for each in members):
        # `str | SomeEnum` would accept any string, and the provider would not.
        members = [each for each in members if each is not str]
    checks = [_check_of(each) for each in members]
    if not checks or _anything in checks:
        return _anything
    if len(checks) == 1:
        return checks[0]

    def check(value: Any, path: str, problems: list[str]) -> None:
        attempts: list[list[str]] = []
        for each in checks:
            found: list[str] = []
            each(value, path, found)
            if not found:
                return
            attempts.append(found)
        problems.extend(sorted(attempts, key=len)[0])

    return check


def _says_nothing(member: Any) -> bool:
    """Whether a member of an ``Input`` union repeats another member in another form."""
    origin = get_origin(member)
    return (
        member is NoneType
        or isinstance(member, typing.ForwardRef)
        or typing.is_typeddict(member)
        or origin is pulumi.Output
        or (isinstance(origin, type) and issubclass(origin, Awaitable))
    )
