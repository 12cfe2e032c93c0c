"""How balancers see their members."""

import csv
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..settings import STATE
from .agent import UDP_STATES
from .stats import ask

FOLDER = STATE / "amphora"
OTHERS = ("FRONTEND", "BACKEND")
"""Names in haproxy's statistics that are no members."""


@dataclass(frozen=True)
class Checks:
    """Of a member, since haproxy began with its configuration."""

    failed: int
    """Of those after which it could go out; not of a member that is out."""
    outages: int
    """How often they took it out."""


def states(balancer: str) -> dict[str, str]:
    """Id of a member to UP, DOWN, MAINT, `no check`; on its way between them, like `UP 1/3`."""
    udp: dict[str, dict[str, str]] = json.loads((FOLDER / UDP_STATES).read_text())
    if not (FOLDER / f"{balancer}.sock").exists():
        return udp.get(balancer, {})
    of_haproxy = {row["svname"]: row["status"] for row in _rows(balancer)}
    return of_haproxy | udp.get(balancer, {})


def checks(balancer: str) -> dict[str, Checks]:
    """By id of a member that haproxy asks."""
    return {
        row["svname"]: Checks(int(row["chkfail"]), int(row["chkdown"]))
        for row in _rows(balancer)
        if row["chkfail"]
    }


def _rows(balancer: str) -> Iterator[Mapping[str, str]]:
    # By way of the folder: a socket's path has a limit, and the cache's is long.
    folder = os.open(FOLDER, os.O_PATH)
    try:
        table = ask(f"/proc/self/fd/{folder}/{balancer}.sock", "show stat").lstrip("# ")
    finally:
        os.close(folder)
    rows = csv.DictReader(table.splitlines())
    return (row for row in rows if row["svname"] not in OTHERS)
