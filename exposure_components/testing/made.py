"""What a provider makes of a resource."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Made:
    """A resource, as its provider would answer after `up`."""

    id: str
    computed: Mapping[str, Any] = field(default_factory=dict[str, Any])
    """Outputs that the provider decides, by their names on the wire. An input wins over its own."""
