"""YAML as Pulumi and kubectl read and write it.

PyYAML follows YAML 1.1, where ``no`` is false, ``12:30`` a number and ``2024-01-01`` a date. Go's
library, which both use, takes all three as strings.
"""

import re
from collections.abc import Callable
from pathlib import Path
from typing import IO, Any, Final, cast

import yaml

from exposure_components.cli.failure import UsageError
from exposure_components.testing.wire import is_list, is_map

_BOOL: Final = re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$")
_NULL: Final = re.compile(r"^(?:~|null|Null|NULL|)$")
_INT: Final = re.compile(r"^[-+]?(?:0b[01]+|0x[0-9a-fA-F]+|0o?[0-7]+|0|[1-9][0-9]*)$")
_FLOAT: Final = re.compile(
    r"^(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?|[-+]?\.inf|\.nan)$"
)
_NEEDS_QUOTES: Final = re.compile(r"^(?:[-+.0-9].*|[yYnN])$", re.DOTALL)
"""Plain, these read as numbers to one reader or another, or as a boolean."""
_SHORT: Final = 100
"""Length of keys that both dumpers write on one line; they may have more, and not the same."""


class _Loader(yaml.SafeLoader):
    """Resolves plain scalars as Go's YAML library does."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        text = str(self.construct_scalar(node)).lower()
        digits = text.lstrip("+-")
        octal = len(digits) > 1 and digits.isdigit() and digits.startswith("0")
        return int(text, 8 if octal else 0)


class _Dumper(yaml.SafeDumper):
    """Writes strings so that every reader takes them as strings."""


# A PyYAML that was built without libyaml has no such class.
_QuickDumper: Any = type("_QuickDumper", (getattr(yaml, "CSafeDumper", yaml.SafeDumper),), {})
"""The same by libyaml, which writes other bytes for what is not ``_is_ordinary``."""


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


def dump(content: Any) -> str:
    """Plain values as a YAML document with sorted keys."""
    # A later version of the stubs leaves the type of width out.
    return yaml.dump(  # pyright: ignore[reportUnknownMemberType]
        content,
        Dumper=_QuickDumper if _is_ordinary(content) else _Dumper,
        sort_keys=True,
        allow_unicode=True,
        width=2**31 - 1,
        indent=2,
    )


def _is_ordinary(content: Any) -> bool:
    """Whether libyaml writes the bytes that PyYAML does: they fold long keys and break lines each
    in its own way."""
    if isinstance(content, str):
        return content.isascii() and content.isprintable()
    if is_map(content):
        return all(
            0 < len(str(key)) <= _SHORT and _is_ordinary(key) and _is_ordinary(value)
            for key, value in content.items()
        )
    if is_list(content):
        return all(map(_is_ordinary, content))
    return content is None or isinstance(content, int | float)


def _write_str(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"' if _NEEDS_QUOTES.match(text) else None
    represent = cast(Callable[..., yaml.ScalarNode], dumper.represent_scalar)  # pyright: ignore[reportUnknownMemberType]
    return represent("tag:yaml.org,2002:str", text, style=style)


# The stubs of PyYAML leave the types of these two methods' parameters out.
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
_Dumper.add_representer(str, _write_str)
_QuickDumper.add_representer(str, _write_str)
