"""YAML as Pulumi and kubectl read it, written from plain values.

By libyaml, where that writes the bytes that PyYAML would.
"""

import io
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final, cast

import yaml

from exposure_components.testing.wire import is_list, is_map

_NEEDS_QUOTES: Final = re.compile(r"^(?:[-+.0-9].*|[yYnN])$", re.DOTALL)
"""Plain, these read as numbers to one reader or another, or as a boolean."""
_MAP_TAG: Final = "tag:yaml.org,2002:map"
_LIST_TAG: Final = "tag:yaml.org,2002:seq"
_MAP: Final = yaml.MappingStartEvent(None, _MAP_TAG, implicit=True, flow_style=False)
_END_OF_MAP: Final = yaml.MappingEndEvent()
_LIST: Final = yaml.SequenceStartEvent(None, _LIST_TAG, implicit=True, flow_style=False)
_END_OF_LIST: Final = yaml.SequenceEndEvent()
_SHORT: Final = 100
"""Length of keys that both dumpers write on one line; they may have more, and not the same."""


class _Dumper(yaml.SafeDumper):
    """Writes strings so that every reader takes them as strings."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


# A PyYAML that was built without libyaml has no such class.
_LIBYAML: Final[Any] = getattr(yaml, "CSafeDumper", None)
_SCALARS: Final = _Dumper(io.StringIO())
_WHOLE_LINES: Final[dict[str, Any]] = {"allow_unicode": True, "width": 2**31 - 1, "indent": 2}


def dump(content: Any) -> str:
    """Plain values as a YAML document with sorted keys."""
    if _LIBYAML is not None and _is_ordinary(content):
        events: list[yaml.Event] = [yaml.StreamStartEvent()]
        events.append(yaml.DocumentStartEvent(explicit=False))
        _add_events(content, events.append)
        events.append(yaml.DocumentEndEvent(explicit=False))
        events.append(yaml.StreamEndEvent())
        return _emit(events, Dumper=_LIBYAML, **_WHOLE_LINES)
    return _dump(content, Dumper=_Dumper, sort_keys=True, **_WHOLE_LINES)


def _add_events(content: Any, add: Callable[[yaml.Event], None]) -> None:
    """What PyYAML makes of nodes that it makes of values, which is most of its time."""
    if is_map(content):
        add(_MAP)
        for key, value in sorted(content.items()):
            add(_text_event(key))
            _add_events(value, add)
        add(_END_OF_MAP)
    elif is_list(content):
        add(_LIST)
        for item in content:
            _add_events(item, add)
        add(_END_OF_LIST)
    else:
        add(_text_event(content) if isinstance(content, str) else _scalar_event(content))


def _scalar_event(value: Any) -> yaml.ScalarEvent:
    node = _represent(value)
    plain = node.tag == _resolve(yaml.ScalarNode, node.value, (True, False))
    quoted = node.tag == _resolve(yaml.ScalarNode, node.value, (False, True))
    return yaml.ScalarEvent(None, node.tag, (plain, quoted), node.value, style=node.style)


_text_event: Final = lru_cache(maxsize=2**14)(_scalar_event)
"""Names repeat from manifest to manifest. Numbers that are equal may be written differently."""


def _is_ordinary(content: Any) -> bool:
    """Whether libyaml writes the bytes that PyYAML does: they fold long keys and break lines each
    in its own way."""
    if isinstance(content, str):
        return content.isascii() and content.isprintable()
    if is_map(content):
        return all(
            isinstance(cast(object, key), str)
            and 0 < len(key) <= _SHORT
            and _is_ordinary(key)
            and _is_ordinary(value)
            for key, value in content.items()
        )
    if is_list(content):
        return all(map(_is_ordinary, content))
    return content is None or isinstance(content, int | float)


def _write_str(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else '"' if _NEEDS_QUOTES.match(text) else None
    represent = cast(Callable[..., yaml.ScalarNode], dumper.represent_scalar)  # pyright: ignore[reportUnknownMemberType]
    return represent("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _write_str)
# The stubs of PyYAML leave types out.
_dump = cast(Callable[..., str], yaml.dump)  # pyright: ignore[reportUnknownMemberType]
_emit = cast(Callable[..., str], yaml.emit)  # pyright: ignore[reportUnknownMemberType]
_represent = cast(Callable[..., yaml.ScalarNode], _SCALARS.represent_data)  # pyright: ignore[reportUnknownMemberType]
_resolve = cast(Callable[..., str], _SCALARS.resolve)  # pyright: ignore[reportUnknownMemberType]
