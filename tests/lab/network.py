"""One network namespace per machine and client, joined by a switch in a namespace of its own.

The host's own namespace gets no interface, route, rule or setting.
"""

from pathlib import Path

from .paths import RUN
from .shell import run
from .topology import (
    CLIENTS,
    CONTROL_PLANE,
    CONTROL_PLANE_ADDRESS,
    LAN,
    NODES,
    netns,
    netns_path,
)

HOSTS = {
    CONTROL_PLANE: CONTROL_PLANE_ADDRESS,
    **CLIENTS,
    **{name: node.address for name, node in NODES.items()},
}
WAYS = RUN / "ways"
"""What `route` was told: after a power cut a machine gets them anew."""
NO_IPV6 = ("net.ipv6.conf.all.disable_ipv6=1", "net.ipv6.conf.default.disable_ipv6=1")


def exists(name: str) -> bool:
    return Path(netns_path(name)).exists()


def up() -> None:
    if not exists(LAN):
        run("ip", "netns", "add", netns(LAN))
        _ip(LAN, "link", "add", "br0", "type", "bridge", "stp_state", "0", "forward_delay", "0")
        _ip(LAN, "link", "set", "br0", "up")
        # Packet filters of a bridge are for routers; this one is a plain switch.
        sysctl(LAN, "net.bridge.bridge-nf-call-iptables=0", *NO_IPV6)
    for name, address in HOSTS.items():
        if not exists(name):
            join(name, address)
            _routes(name)
    for name in NODES:
        plug(name)


def remove(name: str) -> None:
    """Its packet filters and routes go with it."""
    if exists(name):
        run("ip", "netns", "del", netns(name))


def down() -> list[str]:
    """Remove it all; tells which processes still sit in it: they are not the lab's to end."""
    left = []
    for name in (*HOSTS, LAN):
        if exists(name):
            if pids := run("ip", "netns", "pids", netns(name), check=False).stdout.split():
                left.append(f"processes {', '.join(pids)} in the network of {name}")
            remove(name)
    _remove_mount_point()
    return left


def plug(name: str) -> None:
    _ip(LAN, "link", "set", name, "up")


def unplug(name: str) -> None:
    _ip(LAN, "link", "set", name, "down")


def route(name: str, network: str, address: str) -> None:
    """Let the host reach the network by way of the address, as long as the lab is up."""
    _ip(name, "route", "replace", network, "via", address)
    if (way := f"{name} {network} {address}") not in _ways():
        # A network alone has no cluster whose folder is there.
        RUN.mkdir(exist_ok=True)
        WAYS.write_text("\n".join([*_ways(), way]))


def _ways() -> list[str]:
    return WAYS.read_text().splitlines() if WAYS.exists() else []


def speak_as(name: str, address: str, network: str) -> None:
    """Give the host an address more, which is its own for all that it asks of the network."""
    _ip(name, "addr", "add", f"{address}/32", "dev", "eth0")
    _ip(name, "route", "replace", network, "dev", "eth0", "src", address)


def _ip(name: str, *arguments: str) -> None:
    run("ip", "-n", netns(name), *arguments)


def sysctl(name: str, *settings: str) -> None:
    # -e: what this kernel does not have needs no setting.
    run("nsenter", f"--net={netns_path(name)}", "sysctl", "-eqw", *settings)


def join(name: str, address: str) -> None:
    """A new network namespace, on a port of the switch."""
    run("ip", "netns", "add", netns(name))
    sysctl(name, *NO_IPV6)
    # The same after a power cut: no neighbour keeps a stale entry.
    mac = "02:00:" + ":".join(f"{int(part):02x}" for part in address.split("."))
    here = ("eth0", "address", mac, "netns", netns(name))
    there = ("name", name, "netns", netns(LAN))
    run("ip", "link", "add", *here, "type", "veth", "peer", *there)
    _ip(LAN, "link", "set", name, "master", "br0", "up")
    _ip(name, "link", "set", "lo", "up")
    _ip(name, "addr", "add", f"{address}/24", "dev", "eth0")
    _ip(name, "link", "set", "eth0", "up")


def _routes(name: str) -> None:
    if name not in CLIENTS:
        for other, node in NODES.items():
            if other != name:
                _ip(name, "route", "add", node.pods, "via", node.address)
    if name in NODES:
        # A service's address needs a route, even a dead one, before kube-proxy rewrites it.
        _ip(name, "route", "add", "default", "via", CONTROL_PLANE_ADDRESS)
        sysctl(name, "net.ipv4.ip_forward=1", "net.bridge.bridge-nf-call-iptables=1")
    for host, network, address in map(str.split, _ways()):
        if host == name:
            _ip(name, "route", "replace", network, "via", address)


def _remove_mount_point() -> None:
    """iproute2 leaves /run/netns behind, mounted on itself; another tool's namespaces keep it."""
    folder = Path("/run/netns")
    if not folder.is_dir() or any(folder.iterdir()):
        return
    while _is_mount_point(str(folder)):
        run("umount", "-n", folder)
    folder.rmdir()


def _is_mount_point(path: str) -> bool:
    lines = Path("/proc/self/mountinfo").read_text().splitlines()
    return any(line.split()[4] == path for line in lines)
