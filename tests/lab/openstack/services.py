"""The processes of the lab: starting them, asking whether they are well, ending them."""

import http.client
import signal

from .. import processes
from ..paths import CHECKOUT
from ..shell import LabError, wait
from . import database, name_server
from .settings import API_PORTS, HOME, HOST, SERVICES, STATE, venv

PROCESSES = (database.NAME, name_server.NAME, *SERVICES)
HEALTH = {"keystone": "/v3", "nova": "/"}
"""Where these answer; the others have /healthcheck."""
LIMIT = 120
"""Seconds that a service may take to answer; on two idle cores it takes five."""


def environment() -> dict[str, str]:
    """Nothing of the user's own: an OS_* variable would lead the services elsewhere."""
    return {
        "PATH": f"{venv()}/bin:/usr/sbin:/usr/bin:/sbin:/bin",
        "HOME": str(STATE),
        "LANG": "C.UTF-8",
        # Where entry points are remembered.
        "XDG_CACHE_HOME": str(HOME / "entry-points"),
        "PYTHONPATH": str(CHECKOUT),
        "PYTHONWARNINGS": "ignore",
        "MALLOC_ARENA_MAX": "2",
    }


def start(name: str) -> None:
    python = [str(venv() / "bin/python"), "-B", "-m", "tests.lab.openstack.inside"]
    command = [*python, name, str(STATE), str(API_PORTS[name])]
    processes.spawn(name, command, environment(), home=STATE)


def wait_for(name: str) -> None:
    """Until it answers; a service that ended is not waited for."""

    def state() -> str:
        if not processes.recorded(name, STATE):
            return "ended"
        return "healthy" if healthy(name) else ""

    if wait(f"{name} answers", state, LIMIT) == "ended":
        logs = [STATE / f"{name}.log", STATE / f"log/{name}.log"]
        tails = [log.read_text()[-1500:] for log in logs if log.exists()]
        raise LabError("\n".join([f"{name} ended", *tails]))


def healthy(name: str) -> bool:
    if name == database.NAME:
        return bool(database.sql("SELECT 1"))
    if name == name_server.NAME:
        return name_server.healthy()
    if name not in API_PORTS:
        return True
    return _answers(API_PORTS[name], HEALTH.get(name, "/healthcheck"))


def _answers(port: int, path: str) -> bool:
    api = http.client.HTTPConnection(HOST, port, timeout=5)
    try:
        api.request("GET", path)
        return api.getresponse().status in (200, 204)
    except (OSError, http.client.HTTPException):
        return False
    finally:
        api.close()


def status() -> list[str]:
    lines: list[str] = []
    for name in (*PROCESSES, "balancers"):
        pid = processes.recorded(name, STATE)
        if pid is None:
            lines.append(f"{name}: off")
            continue
        try:
            state = "answers" if healthy(name) else "does not answer"
        except LabError as error:
            state = f"does not answer ({error})"
        tree = [pid, *processes.descendants(pid)]
        memory = sum(map(processes.memory_kib, tree)) >> 10
        lines.append(f"{name}: {state}, pid {pid}, {memory} MiB")
    return lines


def running() -> bool:
    return all(_recorded())


def gone() -> bool:
    """None runs: an ended session, or a reboot."""
    return not any(_recorded())


def _recorded() -> list[int | None]:
    return [processes.recorded(name, STATE) for name in PROCESSES]


def end() -> None:
    """A frozen process does not hear SIGTERM, and the state goes with the lab anyway."""
    processes.end(*reversed(PROCESSES), home=STATE, by=signal.SIGKILL)
