"""What tests use: the running OpenStack lab as one object."""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, TypeVar

from openstack.connection import Connection

from .. import processes
from ..shell import LabError
from . import database, files, inventory, name_server, quotas
from .connections import connect
from .settings import DNS_PORT, HOST, REGION, STATE, endpoint
from .stack import SEEDED

T = TypeVar("T")
Cloud = Literal["lab", "admin"]

PENDING = (
    *("load_balancer", "listener", "pool", "member"),
    *("health_monitor", "l7policy", "l7rule"),
)
"""Octavia's tables of what can hang in PENDING_*."""


class OpenStackLab:
    """Keystone, Neutron, Nova, Octavia and Designate, all real, with no machines behind them."""

    clouds_file: Path = files.CLOUDS
    """clouds.yaml with the clouds `lab`, a plain user, and `admin`, both in the project `lab`."""
    dns: tuple[str, int] = (HOST, DNS_PORT)
    """Address and port of the name server."""

    def __init__(self) -> None:
        self._connections: dict[Cloud, Connection] = {}

    @property
    def env(self) -> dict[str, str]:
        """What the user's environment needs, to run a provider or client in it."""
        return {
            "OS_AUTH_URL": f"{endpoint('keystone')}/v3",
            "OS_USERNAME": "lab",
            "OS_PASSWORD": "lab",
            "OS_PROJECT_NAME": "lab",
            "OS_USER_DOMAIN_NAME": "Default",
            "OS_PROJECT_DOMAIN_NAME": "Default",
            "OS_REGION_NAME": REGION,
            "OS_IDENTITY_API_VERSION": "3",
        }

    def connection(self, cloud: Cloud = "lab") -> Connection:
        """OpenStack's SDK, as the user or as the admin; kept until `close`."""
        if cloud not in self._connections:
            self._connections[cloud] = connect(cloud)
        return self._connections[cloud]

    def close(self) -> None:
        while self._connections:
            self._connections.popitem()[1].close()

    def dig(self, name: str, type: str = "A") -> list[str]:
        """What the name server answers, sorted; empty for a name that it does not know."""
        return name_server.dig(name, type)

    @contextmanager
    def fault(self, name: str, content: str = "on") -> Iterator[Callable[[], int]]:
        """`amphora`, or `worker` or `worker.METHOD` with `hold` or `drop`: inside/faults.py.

        Gives how often it has struck: an API answers before its worker begins.
        """
        file = files.FAULTS / name
        count = file.with_name(f"{name}~")
        file.write_text(content)
        try:
            yield lambda: len(count.read_text()) if count.exists() else 0
        finally:
            file.unlink()
            count.unlink(missing_ok=True)

    @contextmanager
    def freeze_dns(self) -> Iterator[None]:
        """The name server takes no zones and answers nothing, until the end."""
        pid = processes.recorded(name_server.NAME, STATE)
        if pid is None:
            raise LabError("the name server does not run")
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def unstick(self, status: Literal["ACTIVE", "ERROR"] = "ACTIVE") -> None:
        """What an operator does to objects that hang in PENDING_*: no API frees them."""
        database.sql(
            *(
                f"UPDATE octavia.{table} SET provisioning_status = '{status}' "
                "WHERE provisioning_status LIKE 'PENDING%'"
                for table in PENDING
            )
        )

    def leftovers(self) -> list[str]:
        """All that exists beyond the lab's own seed, in any project."""
        if not SEEDED.exists():
            raise LabError("OpenStack is down; run: python -m tests.lab openstack up")
        seeded = json.loads(SEEDED.read_text())
        found = inventory.everything(self.connection("admin"))
        return sorted(text for id, text in found.items() if id not in seeded)

    @contextmanager
    def quota(self, service: quotas.Service, **limits: int) -> Iterator[None]:
        """Limits of the project, like `quota("load_balancer", listener=1)`; the defaults return."""
        admin = self.connection("admin")
        quotas.limit(admin, service, limits)
        try:
            yield
        finally:
            quotas.lift(admin, service)

    def until(self, what: str, condition: Callable[[], T], limit: float = 60) -> T:
        """Poll until the condition returns something true, and return that."""
        deadline = time.monotonic() + limit
        while not (value := condition()):
            if time.monotonic() > deadline:
                raise AssertionError(f"not within {limit:g} s: {what} (last: {value!r})")
            time.sleep(0.1)
        return value
