"""The table of endpoints: the columns that any endpoint fills, as texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from exposure_components.cli.summary import LATER, endpoints, shown
from exposure_components.testing import Recording

_COLUMNS: Final = {
    "node": "Node",
    "url": "URL",
    "port": "Port",
    "protocol": "Protocol",
    "survives_reschedule": "Survives a reschedule",
    "client_ip_kept": "Client IP kept",
    "command": "Try it",
}
"""By key of an endpoint: the heading of its column."""


@dataclass(frozen=True)
class EndpointTable:
    """Headings and rows."""

    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    """As long as the headings, but for an endpoint that is known after up only."""


def endpoint_table(recording: Recording) -> EndpointTable:
    """The endpoints of all components, in their order."""
    rows = list(endpoints(recording))
    used = [key for key in _COLUMNS if any(shown((row.endpoint or {}).get(key)) for row in rows)]
    return EndpointTable(
        ["Component", *(_COLUMNS[key] for key in used or ["url"])],
        [
            [row.component, LATER]
            if row.endpoint is None
            else [row.component, *(shown(row.endpoint.get(key)) for key in used)]
            for row in rows
        ],
    )
