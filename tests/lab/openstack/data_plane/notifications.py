"""What programs tell systemd, as sd_notify(3) has it: that they have started, or reloaded."""

import os
import socket
import subprocess
import time
from pathlib import Path

READY_SECONDS = 10


class Notifications:
    def __init__(self, path: Path) -> None:
        path.unlink(missing_ok=True)
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
        self._socket.bind(str(path))
        self.environment = {**os.environ, "NOTIFY_SOCKET": str(path)}
        """For the programs."""

    def forget(self) -> None:
        """What has been told so far."""
        self._socket.setblocking(False)
        try:
            while True:
                self._socket.recv(4096)
        except BlockingIOError:
            pass

    def ready(self, process: subprocess.Popen[bytes]) -> bool:
        """Waits until the process tells so; it may end instead, or tell nothing in time."""
        deadline = time.monotonic() + READY_SECONDS
        self._socket.settimeout(0.1)
        while process.poll() is None and time.monotonic() < deadline:
            try:
                told = self._socket.recv(4096).decode().splitlines()
            except TimeoutError:
                continue
            if "READY=1" in told and f"MAINPID={process.pid}" in told:
                return True
        return False
