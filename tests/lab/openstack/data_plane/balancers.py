"""The haproxy of each balancer, run and reloaded as an amphora's systemd does it."""

import json
import signal
import subprocess
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from . import stats
from .notifications import Notifications

HOME = Path("/var/lib/octavia")
"""Where Octavia's configurations say that things are."""
GROUP = HOME / "group.cfg"
"""The amphora's agent finds out the group that goes with the user."""


CONNECTIONS = "4000"
"""At most, in all: Octavia's 50000 per listener need more open files than a host may give."""

END_SECONDS = 10
"""An amphora's systemd kills it, too, when it does not end by itself."""


@dataclass(frozen=True)
class Balancer:
    id: str
    port: str
    """Of Neutron, for its VIP."""
    addresses: tuple[str, ...]
    config: Path
    """It is there when the balancer has any listener that is not of UDP."""

    def version(self) -> int:
        """Changes with the configuration; 0 when there is none."""
        try:
            return self.config.stat().st_mtime_ns
        except FileNotFoundError:
            return 0


def balancers() -> list[Balancer]:
    found: list[Balancer] = []
    for file in sorted(HOME.glob("*/vip.json")):
        try:
            vip = json.loads(file.read_text())
        except (FileNotFoundError, ValueError):
            # Just removed, or not yet written to the end.
            continue
        config = file.with_name("haproxy.cfg")
        found.append(Balancer(file.parent.name, vip["port"], tuple(vip["addresses"]), config))
    return found


class Proxies:
    """One haproxy per balancer that has something to listen at."""

    def __init__(self, haproxy: Sequence[str], say: Callable[[str], None]) -> None:
        self._haproxy = haproxy
        self._say = say
        self._notifications = Notifications(HOME / "notify.sock")
        self._running: dict[str, subprocess.Popen[bytes]] = {}
        self._versions: dict[str, int] = {}

    def follow(self, wanted: Sequence[Balancer]) -> None:
        for id in self._running.keys() - {b.id for b in wanted if b.version()}:
            self._stop(id)
        for balancer in wanted:
            version = balancer.version()
            running = self._running.get(balancer.id)
            ended = running is not None and running.poll() is not None
            if version and (ended or version != self._versions.get(balancer.id)):
                self._versions[balancer.id] = version
                self._apply(balancer)

    def _apply(self, balancer: Balancer) -> None:
        options = ("-n", CONNECTIONS, "-f", str(balancer.config), "-f", str(GROUP))
        check = subprocess.run(
            [*self._haproxy, "-c", "-q", *options], capture_output=True, text=True, check=False
        )
        running = self._running.get(balancer.id)
        if check.returncode:
            # The amphora's agent refuses it, and the old one stays.
            self._say(f"{balancer.id}: {check.stderr.strip() or 'nothing to listen at'}")
        elif running and running.poll() is None:
            self._save_states(balancer)
            self._notifications.forget()
            running.send_signal(signal.SIGUSR2)
            self._wait_for(balancer.id, "reloaded")
        else:
            self._notifications.forget()
            self._running[balancer.id] = subprocess.Popen(
                [*self._haproxy, "-Ws", *options], env=self._notifications.environment
            )
            self._wait_for(balancer.id, "started")

    def _wait_for(self, id: str, done: str) -> None:
        """Before it is ready, haproxy loses signals: the next reload, or the end."""
        if self._notifications.ready(self._running[id]):
            self._say(f"{id}: {done}")
        else:
            self._say(f"{id}: not {done}")
            # The next look tries it again.
            self._versions.pop(id, None)

    def _save_states(self, balancer: Balancer) -> None:
        """A member that is down is not asked again before it is well."""
        try:
            states = stats.ask(f"{HOME}/{balancer.id}.sock", "show servers state")
        except OSError as error:
            self._say(f"{balancer.id}: {error}")
        else:
            balancer.config.with_name("servers-state").write_text(states)

    def _stop(self, id: str) -> None:
        self._versions.pop(id, None)
        process = self._running.pop(id)
        process.terminate()
        try:
            process.wait(END_SECONDS)
        except subprocess.TimeoutExpired:
            self._say(f"{id}: did not end when told to")
            process.kill()
            process.wait()
        (HOME / f"{id}.sock").unlink(missing_ok=True)
        self._say(f"{id}: stopped")
