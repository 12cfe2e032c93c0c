"""What stands under the fields of a class: Python itself does not keep it."""

import ast
import inspect
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import ModuleType


@cache
def field_docs(cls: type) -> Mapping[str, str]:
    """The docstring under each field or member, of the class and of those that it extends."""
    module = sys.modules[cls.__module__]
    found = _classes(module).get(cls.__name__)
    if found is None:
        return {}
    # A TypedDict forgets what it extends, so that is read, too; of this package alone.
    bases = [getattr(module, base.id) for base in found.bases if isinstance(base, ast.Name)]
    ours = [base for base in bases if _package(base) == _package(cls)]
    inherited = {name: doc for base in ours for name, doc in field_docs(base).items()}
    return {**inherited, **dict(_documented(found))}


def _package(cls: type) -> str:
    return cls.__module__.partition(".")[0]


@cache
def _classes(module: ModuleType) -> Mapping[str, ast.ClassDef]:
    body = ast.parse(inspect.getsource(module)).body
    return {each.name: each for each in body if isinstance(each, ast.ClassDef)}


def _documented(found: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, below in pairwise(found.body):
        match field, below:
            case (
                (ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)])),
                ast.Expr(value=ast.Constant(value=str(doc))),
            ):
                yield name, inspect.cleandoc(doc)
            case _:
                pass
