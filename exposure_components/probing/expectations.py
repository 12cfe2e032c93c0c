"""Which statuses are the right answer."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from exposure_components.probing.targets import Target

_ONE = re.compile(r"([1-5])(\d\d|xx)", re.IGNORECASE)
"""RFC 9110, 15: statuses are 100 to 599."""


@dataclass(frozen=True)
class Expectation:
    """The statuses that are asked for; None for what suits the endpoint."""

    statuses: frozenset[int] | None = None

    def admits(self, status: int, target: Target) -> bool:
        """Whether the status is a right answer of that endpoint.

        By default 2xx and 3xx are, and 101 of a WebSocket. An endpoint without a path promises that
        HTTP is spoken, and no status: any but 5xx is right, and 404 only at an address. At a name
        it may be of a proxy that does not know it.
        """
        if self.statuses is not None:
            return status in self.statuses
        if not target.is_promised or target.path:
            return status in range(200, 400) or status == 101
        return status < 500 and (status != 404 or target.is_address)


def expectation(texts: Iterable[str]) -> Expectation:
    """Of `204`, `2xx`, `200-299`, or several with commas.

    Raises ``ValueError`` with the rest of a sentence that starts with the text.
    """
    parts = [part.strip() for text in texts for part in text.split(",")]
    if not parts:
        return Expectation()
    return Expectation(frozenset(status for part in parts for status in _range(part)))


def _range(text: str) -> range:
    first, dash, last = text.partition("-")
    low = _one(first)
    if not dash:
        return low
    high = _one(last)
    if high.start < low.start:
        raise ValueError("ends before it starts; write such as 200-399")
    return range(low.start, high.stop)


def _one(text: str) -> range:
    found = _ONE.fullmatch(text.strip())
    if found is None:
        raise ValueError("is no status; write such as 204, 2xx or 200-399")
    hundreds, rest = int(found[1]) * 100, found[2]
    if rest.lower() == "xx":
        return range(hundreds, hundreds + 100)
    return range(hundreds + int(rest), hundreds + int(rest) + 1)
