"""Which members of UDP listeners are well: a refused datagram is all that tells a dead one."""

import socket
import time
from collections.abc import Iterable
from dataclasses import dataclass

from .keepalived import Check, Listener, Member


@dataclass
class _State:
    checked: float = 0
    failures: int = 0


class Health:
    """Of all members that have been seen, by id."""

    def __init__(self) -> None:
        self._states: dict[str, _State] = {}

    def check(self, listeners: Iterable[Listener]) -> None:
        """Those whose time has come; a member is well until it fails."""
        for listener in listeners:
            for member in listener.members:
                state = self._states.setdefault(member.id, _State())
                if member.check and time.monotonic() - state.checked >= listener.delay:
                    state.checked = time.monotonic()
                    state.failures = 0 if _answers(member.check) else state.failures + 1

    def states(self, listeners: Iterable[Listener]) -> dict[str, dict[str, str]]:
        """Of each balancer's members, in haproxy's words."""
        states: dict[str, dict[str, str]] = {}
        for listener in listeners:
            well = self.well(listener)
            for member in listener.members:
                state = "UP" if member in well else "DOWN"
                states.setdefault(listener.balancer, {})[member.id] = (
                    state if member.check else "no check"
                )
        return states

    def well(self, listener: Listener) -> list[Member]:
        fall = max(listener.fall, 1)
        return [
            member
            for member in listener.members
            if member.id not in self._states or self._states[member.id].failures < fall
        ]


def _answers(check: Check) -> bool:
    """What Octavia's udp_check.sh asks netcat: nothing comes back, and no refusal either."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as udp:
        udp.settimeout(min(check.timeout, 0.2))
        try:
            udp.connect((check.address, check.port))
            udp.send(b"X")
            udp.recv(1)
        except TimeoutError:
            return True
        except OSError:
            return False
    return True
