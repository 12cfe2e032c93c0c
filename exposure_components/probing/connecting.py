"""Connections: by TCP, then by TLS, within a time."""

import errno
import io
import socket
import ssl
import time
from dataclasses import dataclass
from typing import IO, Any, Final

from exposure_components.probing.certificates import Certificate, from_der
from exposure_components.probing.kinds import Kind

_NO_ROUTE: Final = frozenset(
    {errno.ENETUNREACH, errno.EACCES, errno.EPERM, errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT}
)
"""Of this machine's own routes and packet filters (connect(2), and ip-route(8): prohibit)."""
_NOT_TLS: Final = ("WRONG_VERSION_NUMBER", "HTTP_REQUEST", "RECORD_LAYER_FAILURE")
"""OpenSSL's reasons for bytes that are no record of TLS."""


class FailedError(Exception):
    """How a try ended before an answer."""

    def __init__(self, kind: Kind, detail: str = "", distrust: int | None = None) -> None:
        super().__init__(detail)
        self.kind = kind
        self.detail = detail
        self.distrust = distrust


@dataclass(frozen=True)
class Deadline:
    """When a step must have ended."""

    at: float

    @classmethod
    def after(cls, seconds: float) -> "Deadline":
        """From now."""
        return cls(time.monotonic() + seconds)

    def left(self) -> float:
        """Seconds; raises ``TimeoutError`` where none are."""
        seconds = self.at - time.monotonic()
        if seconds <= 0:
            raise TimeoutError("timed out")
        return seconds


def connected(address: str, port: int, timeout: float) -> socket.socket:
    """A connection. Raises ``FailedError``."""
    try:
        return socket.create_connection((address, port), timeout)
    except OSError as error:
        raise FailedError(unreached(error), _words(error)) from error


def secured(
    raw: socket.socket, context: ssl.SSLContext, host: str, timeout: float
) -> ssl.SSLSocket:
    """The connection after a handshake of TLS. Raises ``FailedError``; the connection is closed."""
    raw.settimeout(timeout)
    try:
        return context.wrap_socket(raw, server_hostname=host)
    except ssl.SSLCertVerificationError as error:
        words = str(error.verify_message)
        raise FailedError(Kind.NOT_TRUSTED, words, error.verify_code) from error
    except TimeoutError as error:
        raise FailedError(Kind.UNANSWERED, "no answer to the TLS handshake") from error
    except (ssl.SSLEOFError, ConnectionError) as error:
        raise FailedError(Kind.CLOSED, "during the TLS handshake") from error
    except ssl.SSLError as error:
        kind = Kind.NO_TLS if error.reason in _NOT_TLS else Kind.TLS_REFUSED
        raise FailedError(kind, (error.reason or str(error)).replace("_", " ").lower()) from error
    except (OSError, ValueError) as error:
        raise FailedError(Kind.TLS_REFUSED, str(error)) from error


def certificate_of(connection: ssl.SSLSocket) -> Certificate | None:
    """What the server shows; None where nobody can read it."""
    shown = connection.getpeercert(binary_form=True)
    try:
        return from_der(shown) if shown else None
    except ValueError:
        return None


def unreached(error: OSError) -> Kind:
    """Why there is no connection."""
    if isinstance(error, TimeoutError):
        return Kind.TIMED_OUT
    if isinstance(error, ConnectionRefusedError):
        return Kind.REFUSED
    if isinstance(error, ConnectionError):
        return Kind.CLOSED
    return Kind.NO_ROUTE if error.errno in _NO_ROUTE else Kind.UNREACHABLE


def source_towards(address: str) -> str | None:
    """This machine's own address on the way to another; None where there is no way."""
    try:
        family, kind, number, _, place = socket.getaddrinfo(address, 9, type=socket.SOCK_DGRAM)[0]
        with socket.socket(family, kind, number) as datagrams:
            # Of datagrams it only chooses the way: nothing is sent.
            datagrams.connect(place)
            return str(datagrams.getsockname()[0])
    except OSError:
        return None


class Timed:
    """A connection as ``http.client`` uses it, all of which ends in time.

    A timeout of a socket is one of each packet: a server that sends a byte now and then would be
    listened to for ever.
    """

    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def sendall(self, data: bytes) -> None:
        """As of a socket."""
        self._connection.settimeout(self._deadline.left())
        self._connection.sendall(data)

    def makefile(self, _mode: str) -> IO[bytes]:
        """What comes in."""
        return io.BufferedReader(_Incoming(self._connection, self._deadline))

    def close(self) -> None:
        """Left to whom the connection belongs."""


class _Incoming(io.RawIOBase):
    def __init__(self, connection: socket.socket, deadline: Deadline) -> None:
        self._connection = connection
        self._deadline = deadline

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        self._connection.settimeout(self._deadline.left())
        return self._connection.recv_into(buffer)


def _words(error: OSError) -> str:
    return (error.strerror or str(error)).lower()
