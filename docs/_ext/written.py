"""What stands in the source of a type: its fields or members, with the text under each."""

import ast
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypedDict

from exposure_components.host.field_docs import WrittenField, written_classes, written_fields


@dataclass(frozen=True)
class Field:
    """A key of a TypedDict."""

    name: str
    annotation: str
    """As it is written, without `NotRequired`."""
    required: bool
    meaning: str
    """The text under it."""
    home: str
    """The module that it is written in."""


@dataclass(frozen=True)
class Member:
    """A value of an enum."""

    value: str
    meaning: str


def types_of(module: str) -> Sequence[type]:
    """The TypedDicts and enums of a module, in order."""
    made: Any = sys.modules[module]
    found = [getattr(made, name) for name in written_classes(made)]
    return [each for each in found if hasattr(each, "__required_keys__") or is_enum(each)]


def is_enum(of: type) -> bool:
    """Whether its members are values of an arg."""
    return issubclass(of, StrEnum)


def fields(of: type, without: Sequence[str] = ()) -> Sequence[Field]:
    """Those of a TypedDict; its own come before those of the types that it extends.

    without: names of types whose fields are left out.
    """
    if of.__name__ in without:
        return []
    node = _class(of)
    home: Any = sys.modules[of.__module__]
    above = [getattr(home, ast.unparse(base), None) for base in node.bases]
    inherited = [
        field
        for base in above
        if base is not None and base is not TypedDict
        for field in fields(base, without)
    ]
    own = [_field(each, of.__module__) for each in written_fields(node)]
    return [*own, *inherited]


def members(of: type) -> Sequence[Member]:
    """Those of an enum."""
    return [Member(ast.literal_eval(each.says), each.doc) for each in written_fields(_class(of))]


def names_in(field: Field) -> Iterator[tuple[str, type | None]]:
    """The pieces of its annotation: text, and the type of ours that a word names."""
    home = sys.modules[field.home]
    for piece in _pieces(field.annotation):
        named: Any = getattr(home, piece, None) if piece.isidentifier() else None
        ours = isinstance(named, type) and named.__module__.startswith("exposure_components")
        yield piece, named if ours else None


def _pieces(text: str) -> Iterator[str]:
    start = 0
    for i in range(1, len(text) + 1):
        if i == len(text) or text[i].isidentifier() != text[i - 1].isidentifier():
            yield text[start:i]
            start = i


def _field(of: WrittenField, home: str) -> Field:
    optional = of.says.startswith("NotRequired[")
    shown = of.says.removeprefix("NotRequired[").removesuffix("]") if optional else of.says
    return Field(of.name, shown, not optional, of.doc, home)


def _class(of: type) -> ast.ClassDef:
    return written_classes(sys.modules[of.__module__])[of.__name__]
