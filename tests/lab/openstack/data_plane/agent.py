"""The process in the balancers' namespace: it keeps everything as Octavia and Neutron have it."""

import json
import shlex
import subprocess
import time
import traceback
from pathlib import Path

from . import keepalived
from .balancers import GROUP, HOME, Proxies, balancers
from .health import Health
from .neutron import Neutron
from .packet_filter import UdpListener, Vip, ruleset

UDP_STATES = "lvs/states.json"
"""How the members of UDP listeners are, for `members.py`."""

SECONDS = 0.2
"""Between two looks."""


class Agent:
    def __init__(self, socket: Path, haproxy: list[str], nft: list[str]) -> None:
        self._neutron = Neutron(socket)
        self._nft = nft
        self._proxies = Proxies(haproxy, _say)
        self._health = Health()
        self._addresses: set[str] = set()
        self._ruleset = ""

    def look(self) -> None:
        found = balancers()
        ports = self._neutron.ports([balancer.port for balancer in found])
        vips = [Vip(balancer.addresses, ports[balancer.port]) for balancer in found]
        self._set_addresses({address for vip in vips for address in vip.all_addresses()})
        self._proxies.follow(found)
        self._filter(ruleset(vips, self._udp_listeners()))

    def _udp_listeners(self) -> list[UdpListener]:
        files = sorted((HOME / "lvs").glob("*.conf"))
        listeners = [found for file in files for found in keepalived.listeners(file.read_text())]
        self._health.check(listeners)
        part = (HOME / UDP_STATES).with_suffix(".part")
        part.write_text(json.dumps(self._health.states(listeners)))
        part.rename(HOME / UDP_STATES)
        return [
            UdpListener(x.addresses, x.port, tuple(self._health.well(x)), x.sticky)
            for x in listeners
        ]

    def _set_addresses(self, wanted: set[str]) -> None:
        changes = [("add", a) for a in sorted(wanted - self._addresses)]
        changes += [("del", a) for a in sorted(self._addresses - wanted)]
        for change, address in changes:
            subprocess.run(["ip", "addr", change, f"{address}/32", "dev", "eth0"], check=True)
            # One by one: if a later one fails, the next look must not make this one again.
            self._addresses ^= {address}
            _say(f"{change} {address}")

    def _filter(self, rules: str) -> None:
        if rules != self._ruleset:
            subprocess.run([*self._nft, "-f", "-"], input=rules, text=True, check=True)
            self._ruleset = rules
            _say("packet filter changed")


def _say(text: str) -> None:
    print(f"{time.time():.1f} {text}", flush=True)


def main(state: str, haproxy: str, nft: str) -> None:
    folder = Path(state) / "amphora"
    subprocess.run(["mount", "-n", "--bind", Path(state) / "lib", "/var/lib"], check=True)
    subprocess.run(["mount", "-n", "--bind", folder, HOME], check=True)
    GROUP.write_text("global\n  group nogroup\n")
    agent = Agent(Path(state) / "mysql.sock", shlex.split(haproxy), shlex.split(nft))
    while True:
        try:
            agent.look()
        except Exception:
            # An amphora goes on as it was when nobody tells it anything.
            traceback.print_exc()
        time.sleep(SECONDS)
