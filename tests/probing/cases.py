"""Endpoints and observations as tests want them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from exposure_components.probing.certificates import Certificate
from exposure_components.probing.kinds import Kind
from exposure_components.probing.observations import Observation
from exposure_components.probing.targets import Target, endpoint_target

AT = datetime(2026, 1, 1, tzinfo=UTC)
NODES = {"node1": "192.0.2.1", "node2": "192.0.2.2"}


def endpoint(node: str | None = "node1", port: int = 30000, **fields: Any) -> dict[str, Any]:
    """As a component tells it; without a node, of a name."""
    host = "app.example.com" if node is None else NODES[node]
    return {
        "url": f"http://{host}:{port}/ping",
        "protocol": "TCP",
        "host": host,
        "port": port,
        "node": node,
        "survives_reschedule": True,
        "client_ip_kept": False,
        **fields,
    }


def promised(node: str | None = "node1", port: int = 30000, **fields: Any) -> Target:
    found = endpoint_target("app", endpoint(node, port, **fields))
    assert isinstance(found, Target)
    return found


def seen(kind: Kind = Kind.ANSWERS, **fields: Any) -> Observation:
    return Observation(kind, AT, "192.0.2.1", "198.51.100.7", **fields)


def shown(*names: str, ends: timedelta = timedelta(days=60), subject: str = "app") -> Certificate:
    return Certificate(names, AT - timedelta(days=30), AT + ends, "an authority", subject)
