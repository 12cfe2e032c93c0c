"""Answers from name servers."""

from ipaddress import ip_address
from typing import Any

from exposure_components.doctor.questions import Absent, Answer, Found, Records, Unanswered
from exposure_components.errors import reason_of

_PATIENCE = 5
"""Seconds for one question, over all servers and repetitions."""
_PORT = 53


class Resolver:
    """Asks this machine's name servers, or those that it is told."""

    def __init__(self, server: str | None = None) -> None:
        """`server` is `address` or `address:port`; the port is then that of every server.

        Raises `ValueError` if it is neither.
        """
        self._address, self._port = _split(server) if server else ("", _PORT)

    def records(self, wanted: Records) -> Answer:
        """The values of a name, as zone files have them."""
        try:
            import dns.resolver
        except ImportError:
            return Unanswered("the package dnspython is missing: pip install dnspython")
        package: Any = dns.resolver
        try:
            server = wanted.server or self._address
            resolver = package.Resolver(configure=not server)
            if server:
                resolver.nameservers = [server]
            resolver.port = self._port
            found = resolver.resolve(wanted.name, wanted.type, lifetime=_PATIENCE, search=False)
        except (package.NXDOMAIN, package.NoAnswer):
            return Absent()
        except Exception as error:
            return Unanswered(reason_of(error))
        return Found([each.to_text() for each in found])


def _split(server: str) -> tuple[str, int]:
    """`[::1]:5353`, `::1`, `127.0.0.1:5353` or `127.0.0.1`."""
    address, port = server, str(_PORT)
    if server.startswith("["):
        address, closed, rest = server[1:].partition("]")
        address = address if closed else server
        port = rest.removeprefix(":") or port
    elif server.count(":") == 1:
        address, _, port = server.partition(":")
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise ValueError(f"{server} has no port of 1-65535; write ADDRESS or ADDRESS:PORT")
    return str(ip_address(address)), int(port)
