"""How balancers see their members, asked of haproxy itself."""

import csv
import os
import socket

from ..settings import STATE

FOLDER = STATE / "amphora"
WITHOUT_MEMBERS = ("FRONTEND", "BACKEND")


def states(balancer: str) -> dict[str, str]:
    """Member's id to UP, DOWN, MAINT or `no check`; on its way between, like `UP 1/3`."""
    rows = csv.DictReader(_ask(f"{balancer}.sock", "show stat").lstrip("# ").splitlines())
    return {row["svname"]: row["status"] for row in rows if row["svname"] not in WITHOUT_MEMBERS}


def _ask(name: str, command: str) -> str:
    # By way of the folder: a socket's path has a limit, and the cache's is long.
    folder = os.open(FOLDER, os.O_PATH)
    try:
        with socket.socket(socket.AF_UNIX) as stats:
            stats.settimeout(5)
            stats.connect(f"/proc/self/fd/{folder}/{name}")
            stats.sendall(f"{command}\n".encode())
            return b"".join(iter(lambda: stats.recv(65536), b"")).decode()
    finally:
        os.close(folder)
