"""What stands in the source of a type: its fields or members, with the text under each."""

import ast
import inspect
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, TypedDict


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
    made = sys.modules[module]
    found = [getattr(made, node.name) for node in _classes(module)]
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
    own = [_field(name, said, text, of.__module__) for name, said, text in _documented(node)]
    return [*own, *inherited]


def members(of: type) -> Sequence[Member]:
    """Those of an enum."""
    return [Member(ast.literal_eval(said), text) for _name, said, text in _documented(_class(of))]


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


def _field(name: str, said: str, text: str, home: str) -> Field:
    optional = said.startswith("NotRequired[")
    shown = said.removeprefix("NotRequired[").removesuffix("]") if optional else said
    return Field(name, shown, not optional, text, home)


def _documented(node: ast.ClassDef) -> Iterator[tuple[str, str, str]]:
    """Name, annotation or value, and the text under it."""
    following = [*node.body[1:], None]
    for line, after in zip(node.body, following, strict=True):
        said = after.value if isinstance(after, ast.Expr) else None
        text = inspect.cleandoc(str(said.value)) if isinstance(said, ast.Constant) else ""
        if isinstance(line, ast.AnnAssign):
            yield ast.unparse(line.target), ast.unparse(line.annotation), text
        elif isinstance(line, ast.Assign):
            yield ast.unparse(line.targets[0]), ast.unparse(line.value), text


def _class(of: type) -> ast.ClassDef:
    return next(node for node in _classes(of.__module__) if node.name == of.__name__)


def _classes(module: str) -> Iterator[ast.ClassDef]:
    source = inspect.getsource(sys.modules[module])
    return (node for node in ast.parse(source).body if isinstance(node, ast.ClassDef))
