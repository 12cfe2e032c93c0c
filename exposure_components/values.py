"""Values of which nobody has promised anything."""

from collections.abc import Mapping, Sequence
from typing import Any


def mapping(value: Any) -> Mapping[Any, Any] | None:
    """The value if it is a mapping."""
    known: Any = value
    return known if isinstance(value, Mapping) else None


def sequence(value: Any) -> Sequence[Any] | None:
    """The value if it is a list or a tuple; a text is none."""
    known: Any = value
    return known if isinstance(value, Sequence) and not isinstance(value, str | bytes) else None
