"""One try of one address."""

import http.client
import socket
import ssl
import time
from collections.abc import Callable, Mapping
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache
from typing import Final, TypeVar, cast

from exposure_components.probing.connecting import (
    Deadline,
    FailedError,
    Timed,
    certificate_of,
    connected,
    secured,
    source_towards,
    unreached,
)
from exposure_components.probing.health import health
from exposure_components.probing.kinds import Kind
from exposure_components.probing.observations import Observation
from exposure_components.probing.targets import Spoken, Target

T = TypeVar("T")

LINGER: Final = 0.25
"""Seconds for which a connection must stay open. A balancer without a pod closes it at once."""
DATAGRAM: Final = b"\n"
"""An empty one many servers ignore."""
_HEADERS: Final = {"User-Agent": "exposure-probe", "Accept": "*/*", "Connection": "close"}
_WEBSOCKET: Final = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}
"""RFC 6455, 1.2: the key is the example there, as any of 16 bytes is good."""


@dataclass(frozen=True)
class Manner:
    """How endpoints are tried."""

    timeout: float
    """Seconds for each step: look-up, connection, handshake, answer."""
    ca_file: str | None = None
    """PEM of authorities that are believed besides this machine's own."""
    is_insecure: bool = False
    """Whether certificates are told and not judged."""


@cache
def tls_context(ca_file: str | None, protocol: str, *, verifies: bool) -> ssl.SSLContext:
    """How TLS is spoken.

    protocol: of the application (ALPN).

    Raises ``OSError`` for a file that can't be read or is none of PEM.
    """
    context = ssl.create_default_context()
    context.set_alpn_protocols([protocol])
    if ca_file is not None:
        context.load_verify_locations(ca_file)
    if not verifies:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context


def tried(target: Target, address: str, how: Manner) -> Observation:
    """What a try sees. It ends within three times the timeout, or four for a bad certificate."""
    begun = Observation(Kind.ANSWERS, datetime.now(UTC), address)
    if target.spoken is Spoken.SCTP:
        return replace(begun, kind=Kind.UNSUPPORTED)
    seen = (
        _datagram(begun, target, how)
        if target.spoken is Spoken.UDP
        else _by_tcp(begun, target, how)
    )
    return replace(seen, source=source_towards(address))


def _by_tcp(seen: Observation, target: Target, how: Manner) -> Observation:
    try:
        connection, seconds = _measured(
            lambda: connected(str(seen.address), target.port, how.timeout)
        )
    except FailedError as failure:
        return replace(seen, kind=failure.kind, detail=failure.detail)
    seen = _timed(seen, connect=seconds)
    # The handshake takes the connection over, and closes it where it fails.
    with closing(connection):
        if not target.is_tls:
            return _asked(seen, target, connection, how)
        return _by_tls(seen, target, connection, how)


def _by_tls(
    seen: Observation, target: Target, connection: socket.socket, how: Manner
) -> Observation:
    verifies = target.is_certificate_promised and not how.is_insecure
    context = _context(target, how, verifies=verifies)
    try:
        secure, seconds = _measured(lambda: secured(connection, context, target.host, how.timeout))
    except FailedError as failure:
        found = replace(seen, kind=failure.kind, detail=failure.detail, distrust=failure.distrust)
        return _shown(found, target, how) if failure.kind is Kind.NOT_TRUSTED else found
    seen = replace(_timed(seen, tls=seconds), certificate=certificate_of(secure))
    with closing(secure):
        return _asked(replace(seen, is_verified=verifies), target, secure, how)


def _shown(seen: Observation, target: Target, how: Manner) -> Observation:
    """The same with the certificate, which OpenSSL does not tell of a handshake that fails."""
    context = _context(target, how, verifies=False)
    with suppress(FailedError):
        connection = connected(str(seen.address), target.port, how.timeout)
        with closing(connection):
            secure = secured(connection, context, target.host, how.timeout)
            with closing(secure):
                return replace(seen, certificate=certificate_of(secure))
    return seen


def _context(target: Target, how: Manner, *, verifies: bool) -> ssl.SSLContext:
    protocol = "h2" if target.spoken is Spoken.GRPC else "http/1.1"
    return tls_context(how.ca_file, protocol, verifies=verifies)


def _asked(
    seen: Observation, target: Target, connection: socket.socket, how: Manner
) -> Observation:
    try:
        found, seconds = _measured(lambda: _QUESTIONS[target.spoken](seen, target, connection, how))
    except FailedError as failure:
        return replace(seen, kind=failure.kind, detail=failure.detail)
    except TimeoutError:
        return replace(seen, kind=Kind.UNANSWERED)
    except (http.client.RemoteDisconnected, http.client.IncompleteRead, ConnectionError):
        return replace(seen, kind=Kind.CLOSED)
    except http.client.HTTPException as error:
        return replace(seen, kind=Kind.NO_HTTP, detail=str(error).strip())
    except OSError as error:
        return replace(seen, kind=Kind.CLOSED, detail=str(error))
    return found if target.spoken is Spoken.TCP else _timed(found, answer=seconds)


def _request(
    seen: Observation, target: Target, connection: socket.socket, how: Manner
) -> Observation:
    client = http.client.HTTPConnection(target.host, target.port)
    client.sock = cast(socket.socket, Timed(connection, Deadline.after(how.timeout)))
    upgrade = _WEBSOCKET if target.scheme in ("ws", "wss") else {}
    headers = {"Host": target.authority, **_HEADERS, **upgrade}
    path = target.path if target.path.startswith("/") else f"/{target.path}"
    client.request("GET", path, headers=headers)
    answer = client.getresponse()
    location = answer.headers.get("Location", "") if 300 <= answer.status < 400 else ""
    return replace(seen, status=answer.status, reason=answer.reason, location=location)


def _open(
    seen: Observation, _target: Target, connection: socket.socket, _how: Manner
) -> Observation:
    connection.settimeout(LINGER)
    try:
        said = connection.recv(1)
    except TimeoutError:
        return seen
    return seen if said else replace(seen, kind=Kind.CLOSED)


def _health(
    seen: Observation, target: Target, connection: socket.socket, how: Manner
) -> Observation:
    if not isinstance(connection, ssl.SSLSocket):
        connection.close()
        found = health(str(seen.address), target.port, target.authority, how.timeout)
        return replace(seen, **found)
    # grpc brings its own roots of trust and takes no other's connection: the handshake must do.
    if connection.selected_alpn_protocol() != "h2":
        return replace(seen, kind=Kind.NO_GRPC, detail="TLS, without HTTP/2")
    return replace(seen, detail="TLS with HTTP/2; the health service is not asked there")


_Question = Callable[[Observation, Target, socket.socket, Manner], Observation]
_QUESTIONS: Final[Mapping[Spoken, _Question]] = {
    Spoken.HTTP: _request,
    Spoken.GRPC: _health,
    Spoken.TCP: _open,
}


def _datagram(seen: Observation, target: Target, how: Manner) -> Observation:
    address, until = str(seen.address), Deadline.after(how.timeout)
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM) as datagrams:
        try:
            datagrams.connect((address, target.port))
            _, seconds = _measured(lambda: _exchanged(datagrams, how.timeout / 2, until))
        except TimeoutError:
            return replace(seen, kind=Kind.SILENT)
        except OSError as error:
            return replace(seen, kind=unreached(error), detail=error.strerror or str(error))
    return _timed(seen, answer=seconds)


def _exchanged(datagrams: socket.socket, again: float, until: Deadline) -> bytes:
    """Sent twice: one may be lost."""
    datagrams.send(DATAGRAM)
    datagrams.settimeout(again)
    with suppress(TimeoutError):
        return datagrams.recv(65_535)
    datagrams.send(DATAGRAM)
    datagrams.settimeout(until.left())
    return datagrams.recv(65_535)


def _measured(step: Callable[[], T]) -> tuple[T, float]:
    began = time.monotonic()
    return step(), time.monotonic() - began


def _timed(seen: Observation, **seconds: float) -> Observation:
    return replace(seen, timings=replace(seen.timings, **seconds))
