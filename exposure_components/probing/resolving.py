"""From names to addresses."""

import queue
import socket
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass

from exposure_components.probing.kinds import Kind
from exposure_components.probing.targets import is_address

_NO_NAME = frozenset({socket.EAI_NONAME, socket.EAI_NODATA})

Overrides = Mapping[tuple[str, int | None], tuple[str, ...]]
"""Addresses by host and port; a port of None stands for all. Nobody asks a resolver then."""


@dataclass(frozen=True)
class Found:
    """What a name leads to."""

    addresses: tuple[str, ...]
    """In the resolver's order, each once. Empty where the look-up failed."""
    seconds: float | None = None
    """None where nobody was asked."""
    failure: Kind | None = None
    detail: str = ""


def resolved(host: str, port: int, overrides: Overrides, timeout: float) -> Found:
    """The addresses of a host.

    timeout: seconds; the resolver's own may be longer, and goes on unheard.
    """
    given = overrides.get((host.lower(), port)) or overrides.get((host.lower(), None))
    if given:
        return Found(given)
    if is_address(host):
        return Found((host,))
    began = time.monotonic()
    answers: queue.Queue[tuple[str, ...] | OSError] = queue.Queue()
    # Nobody can end a look-up: of a thread pool it would hold up the end of the program.
    threading.Thread(target=_ask, args=(host, answers), daemon=True).start()
    try:
        answer = answers.get(timeout=timeout)
    except queue.Empty:
        return Found((), None, Kind.NO_RESOLVER, f"no answer within {timeout:g} s")
    if not isinstance(answer, OSError):
        return Found(answer, time.monotonic() - began)
    kind = Kind.NO_NAME if answer.errno in _NO_NAME else Kind.NO_RESOLVER
    return Found((), None, kind, answer.strerror or str(answer))


def _ask(host: str, answers: "queue.Queue[tuple[str, ...] | OSError]") -> None:
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        answers.put(tuple(dict.fromkeys(str(address[0]) for *_, address in found)))
    except OSError as error:
        answers.put(error)
    except UnicodeError as error:
        # A label of more than 63 characters, which no name has.
        answers.put(socket.gaierror(socket.EAI_NONAME, str(error)))
