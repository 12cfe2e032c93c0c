"""YAML as Pulumi and kubectl read it.

PyYAML follows YAML 1.1, where ``no`` is false, ``12:30`` a number and ``2024-01-01`` a date. Go's
library, which both use, takes all three as strings.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final, cast

import yaml

from exposure_components.cli.failure import UsageError

_BOOL: Final = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_NULL: Final = re.compile(r"^(?:~|null|Null|NULL|)$")
_INT: Final = re.compile(r"^[-+]?(?:0b[01]+|0x[0-9a-fA-F]+|0o?[0-7]+|0|[1-9][0-9]*)$")
_FLOAT: Final = re.compile(
    r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan)$"
)


class _Loader(yaml.SafeLoader):
    """Resolves plain scalars as Go's YAML library does."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        text = str(self.construct_scalar(node)).lower()
        digits = text.lstrip("+-")
        octal = len(digits) > 1 and digits.isdigit() and digits.startswith("0")
        return int(text, 8 if octal else 0)


def load(path: Path) -> Any:
    """The content of a YAML file; ``UsageError`` tells the line where it is no YAML."""
    with path.open(encoding="utf-8-sig") as file:
        return parse(file, str(path))


def parse(document: str | IO[str], shown: str) -> Any:
    """The same of a text or an open file, which a message calls as is shown."""
    try:
        return yaml.load(document, _Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as exn:
        raise UsageError(f"{shown} is no YAML:", *str(exn).splitlines()) from exn


# The stubs of PyYAML leave the types of this method's parameters out.
_add_resolver = cast(Callable[..., None], _Loader.add_implicit_resolver)  # pyright: ignore[reportUnknownMemberType]
for _tag, _pattern, _first in (
    ("bool", _BOOL, "tTfF"),
    ("null", _NULL, ["~", "n", "N", ""]),
    ("int", _INT, "-+0123456789"),
    ("float", _FLOAT, "-+0123456789."),
    ("merge", re.compile("^<<$"), "<"),
):
    _add_resolver(f"tag:yaml.org,2002:{_tag}", _pattern, list(_first))
_Loader.add_constructor("tag:yaml.org,2002:int", _Loader.construct_yaml_int)
