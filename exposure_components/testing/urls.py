"""What a test asks of the places at which clients reach an app."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

_WEB: Final = {"http": 80, "https": 443}
"""Ports that a URL need not say (RFC 9110, 4.2)."""
_TRANSPORTS: Final = {"udp": "UDP", "sctp": "SCTP"}
"""By scheme, as endpoints have them; all others are spoken over TCP."""


@dataclass(frozen=True)
class Asked:
    """Each word that is given narrows the places."""

    url: str | None
    host: str | None
    port: int | None
    protocol: str | None
    app: str | None

    def __str__(self) -> str:
        shown = ("url", "app") if self.url else ("host", "port", "protocol", "app")
        words = [(key, getattr(self, key)) for key in shown]
        return ", ".join(f"{key} {value}" for key, value in words if value is not None) or "a place"

    def fits(
        self,
        *,
        url: str,
        host: str | None,
        port: int | None,
        protocol: str,
        names: Collection[str],
        maybe: bool,
    ) -> bool:
        """Whether a place is meant. maybe: a host or port that is not known may be the one."""

        def same(wanted: str | int | None, known: str | int | None) -> bool:
            return wanted is None or wanted == known or (maybe and known is None)

        return (
            self._is_url(url, maybe=maybe and None in (host, port))
            and same(self.host, _plain(host))
            and same(self.port, port)
            and same(self.protocol, protocol)
            and (self.app is None or self.app in names)
        )

    def _is_url(self, url: str, *, maybe: bool) -> bool:
        if self.url is None or not url or maybe:
            return True
        wanted, known = urlsplit(self.url), urlsplit(url)
        return wanted.scheme == known.scheme and wanted.path in ("", known.path or "/")


def asked(
    url: str | None,
    *,
    host: str | None,
    port: int | None,
    protocol: str | None,
    app: str | None,
) -> Asked:
    """The words of a test as one. Host, port and protocol of a URL count unless others are given.

    Raises ``ValueError`` for a URL without scheme, host and port.
    """
    upper = None if protocol is None else protocol.upper()
    if url is None:
        return Asked(None, _plain(host), port, upper, app)
    parts = urlsplit(url)
    number = parts.port or _WEB.get(parts.scheme)
    if not parts.scheme or not parts.hostname or number is None:
        raise ValueError(f"{url} is no URL of an endpoint; give scheme, host and port")
    transport = _TRANSPORTS.get(parts.scheme, "TCP")
    return Asked(url, _plain(host or parts.hostname), port or number, upper or transport, app)


def _plain(host: str | None) -> str | None:
    return None if host is None else host.strip("[]").lower()
