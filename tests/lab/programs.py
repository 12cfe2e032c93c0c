"""A program that a machine's pid 1 keeps running, and the conditions to start it."""

import http.client
import socket
import ssl
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from .paths import PKI
from .topology import CONTROL_PLANE_ADDRESS

Ready = Callable[[], bool]


@dataclass(frozen=True)
class Program:
    name: str
    argv: Sequence[str]
    ready: Ready = lambda: True
    """What must hold before it starts; asked again until it does."""
    env: Mapping[str, str] = field(default_factory=dict)


def port_open(port: int, host: str = "127.0.0.1") -> Ready:
    def ready() -> bool:
        with socket.socket() as s:
            s.settimeout(1)
            return s.connect_ex((host, port)) == 0

    return ready


def api_ready() -> bool:
    """RBAC's own roles are in place: controllers that start earlier exit at once."""
    context = ssl.create_default_context(cafile=PKI / "ca.crt")
    api = http.client.HTTPSConnection(CONTROL_PLANE_ADDRESS, 6443, timeout=2, context=context)
    try:
        api.request("GET", "/readyz")
        return api.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        api.close()
