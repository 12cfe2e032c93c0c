"""What stands under the fields of a class: Python itself does not keep it."""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from types import ModuleType


@dataclass(frozen=True)
class WrittenField:
    """A field of a class or a member of an enum, as its source has it."""

    name: str
    says: str
    """The annotation of a field, the value of a member."""
    doc: str
    """The docstring under it; empty where there is none."""


@cache
def field_docs(cls: type) -> Mapping[str, str]:
    """The docstring under each field or member, of the class and of those that it extends."""
    module = sys.modules[cls.__module__]
    found = written_classes(module).get(cls.__name__)
    if found is None:
        return {}
    # A TypedDict forgets what it extends, so that is read, too; of this package alone.
    bases = [getattr(module, base.id) for base in found.bases if isinstance(base, ast.Name)]
    ours = [base for base in bases if _package(base) == _package(cls)]
    inherited = {name: doc for base in ours for name, doc in field_docs(base).items()}
    own = {field.name: field.doc for field in written_fields(found) if field.doc}
    return {**inherited, **own}


def _package(cls: type) -> str:
    return cls.__module__.partition(".")[0]


@cache
def written_classes(module: ModuleType) -> Mapping[str, ast.ClassDef]:
    """Those of its source, by name, in order."""
    body = ast.parse(inspect.getsource(module)).body
    return {each.name: each for each in body if isinstance(each, ast.ClassDef)}


def written_fields(found: ast.ClassDef) -> Iterator[WrittenField]:
    """Its own fields or members, in order."""
    for field, below in pairwise([*found.body, ast.Pass()]):
        match below:
            case ast.Expr(value=ast.Constant(value=str(text))):
                doc = inspect.cleandoc(text)
            case _:
                doc = ""
        match field:
            case ast.AnnAssign(target=ast.Name(id=name), annotation=says):
                yield WrittenField(name, ast.unparse(says), doc)
            case ast.Assign(targets=[ast.Name(id=name)], value=says):
                yield WrittenField(name, ast.unparse(says), doc)
            case _:
                pass
