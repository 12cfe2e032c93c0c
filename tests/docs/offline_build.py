"""Builds the site as `make docs` does, in a process that may not talk to anybody."""

import sys
from typing import Any

from sphinx.cmd.build import main

_TALKS = ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto")
"""Events of Python's audit hooks (docs.python.org, Audit events table)."""


def _refuse(event: str, args: tuple[Any, ...]) -> None:
    if event in _TALKS:
        raise RuntimeError(f"the build of the documentation talks to the network: {event} {args}")


if __name__ == "__main__":
    sys.addaudithook(_refuse)
    sys.exit(main(sys.argv[1:]))
