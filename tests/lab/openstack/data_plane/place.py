"""The balancers' place on the switch of the cluster's nodes, and the agent in it."""

import shlex
import shutil

from ... import debian, network, processes
from ...shell import LabError, run, wait
from ...topology import CLIENTS, LAN, NODES, netns, netns_path
from .. import services
from ..install import SERVERS, server
from ..settings import AMPHORAE, EXTERNAL_CIDR, NODES_CIDR, STATE, VIPS_CIDR, venv

NAME = "balancers"
LOG = STATE / f"{NAME}.log"
ADDRESS = "10.13.241.253"
"""In the nodes' network: the way to VIPs, floating IPs and amphorae."""

PING = """\
#!/bin/sh
export LD_LIBRARY_PATH=/var/lib/octavia/bin
exec /var/lib/octavia/bin/ping -q -n -w 1 -c 1 "$HAPROXY_SERVER_ADDR" >/dev/null 2>&1
"""
"""The one of Octavia's images: haproxy runs it as nobody."""


def up() -> None:
    """Both labs must run; balancers that are there already begin to work."""
    if not network.exists(LAN):
        raise LabError("balancers need the cluster's network: python -m tests.lab up")
    if not services.running():
        raise LabError("OpenStack is down; run: python -m tests.lab openstack up")
    if running():
        return
    down()
    network.join(NAME, ADDRESS)
    network.speak_as(NAME, AMPHORAE, NODES_CIDR)
    # Floating IPs and UDP pass through; anybody may ping, like in Octavia's images.
    network.sysctl(NAME, "net.ipv4.ip_forward=1", "net.ipv4.ping_group_range=0 2147483647")
    for host in (*CLIENTS, *NODES):
        for there in (VIPS_CIDR, EXTERNAL_CIDR):
            network.route(host, there, ADDRESS)
    _install_ping()
    (STATE / "lib/octavia").mkdir(parents=True, exist_ok=True)
    agent = [str(venv() / "bin/python"), "-B", "-m", "tests.lab.openstack.data_plane", str(STATE)]
    servers = [shlex.join(server(package)) for package in ("haproxy", "nftables")]
    alone = ["unshare", "--mount", "--pid", "--fork", "--kill-child", "--propagation", "private"]
    command = ["nsenter", f"--net={netns_path(NAME)}", *alone, "--mount-proc", *agent, *servers]
    processes.spawn(NAME, command, services.environment(), home=STATE)
    wait("the balancers' agent runs", lambda: processes.machine_pid(NAME, STATE))


def running() -> bool:
    """A switch that was made anew does not know it any more."""
    wired = run("ip", "-n", netns(LAN), "link", "show", NAME, check=False).returncode == 0
    return wired and processes.recorded(NAME, STATE) is not None


def down() -> None:
    processes.end(NAME, home=STATE)
    network.remove(NAME)


def _install_ping() -> None:
    """Where an unprivileged user can read it: the cache may be in root's own folder."""
    folder = STATE / "amphora/bin"
    folder.mkdir(exist_ok=True)
    program, root = SERVERS.program("iputils-ping"), SERVERS.sysroot()
    for file in (program, *debian.libraries_of(program, root)):
        if file.is_relative_to(root):
            shutil.copy(file, folder)
    script = STATE / "amphora/ping-wrapper.sh"
    script.write_text(PING)
    script.chmod(0o755)
