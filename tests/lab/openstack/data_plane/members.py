"""How balancers see their members."""

import csv
import json
import os

from ..settings import STATE
from .agent import UDP_STATES
from .stats import ask

FOLDER = STATE / "amphora"
OTHERS = ("FRONTEND", "BACKEND")
"""Names in haproxy's statistics that are no members."""


def states(balancer: str) -> dict[str, str]:
    """Id of a member to UP, DOWN, MAINT, `no check`; on its way between them, like `UP 1/3`."""
    udp: dict[str, dict[str, str]] = json.loads((FOLDER / UDP_STATES).read_text())
    if not (FOLDER / f"{balancer}.sock").exists():
        return udp.get(balancer, {})
    # By way of the folder: a socket's path has a limit, and the cache's is long.
    folder = os.open(FOLDER, os.O_PATH)
    try:
        table = ask(f"/proc/self/fd/{folder}/{balancer}.sock", "show stat").lstrip("# ")
    finally:
        os.close(folder)
    rows = csv.DictReader(table.splitlines())
    of_haproxy = {row["svname"]: row["status"] for row in rows if row["svname"] not in OTHERS}
    return of_haproxy | udp.get(balancer, {})
