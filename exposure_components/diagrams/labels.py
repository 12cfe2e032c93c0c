"""What stands at a way."""

from collections.abc import Sequence

from exposure_components.topology.graph import Port

SHOWN = 3
"""Numbers of a protocol that a label lists; it counts the others."""


def label(ports: Sequence[Port]) -> str:
    """Such as `TCP 80, 443; UDP 53`; empty for no ports."""
    by_protocol: dict[str, list[str]] = {}
    for each in ports:
        shown = "allocated" if each.number is None else str(each.number)
        by_protocol.setdefault(each.protocol, []).append(shown)
    return "; ".join(f"{protocol} {_some(found)}" for protocol, found in by_protocol.items())


def _some(numbers: Sequence[str]) -> str:
    more = len(numbers) - SHOWN
    return ", ".join(numbers[:SHOWN]) + (f" and {more} more" if more > 0 else "")
