"""What a port is called and numbered where nothing is said."""

from typing import Any
from typing import Protocol as Readable

from exposure_components.kinds import Protocol

PORTS = range(1, 65536)
"""Ports of TCP, UDP and SCTP (RFC 6335)."""
NODE_PORT_RANGE = "30000-32767"
"""Default of kube-apiserver's --service-node-port-range."""
KUBELET_PORTS = {10250: "the kubelet's API", 10256: "kube-proxy's health check"}
"""Ports that every node uses itself (kubernetes.io, Ports and Protocols)."""


class Fields(Readable):
    """Anything that is read by key: a mapping, or the sound part of one."""

    def get(self, key: str, /) -> Any:
        """The value of a key; None where there is none."""


def protocol_of(port: Fields) -> str:
    """TCP unless it is said."""
    return str(port.get("protocol") or Protocol.TCP)


def name_of(port: Fields) -> str:
    """Its name, or protocol and number: unique within an app whose ports are."""
    return str(port.get("name") or f"{protocol_of(port).lower()}-{port.get('container_port')}")


def service_port_of(port: Fields) -> int:
    """The Service's port."""
    number = port.get("port")
    return int(port.get("container_port") if number is None else number)


def host_port_of(port: Fields) -> int:
    """The node's port."""
    number = port.get("host_port")
    return int(port.get("container_port") if number is None else number)


def node_port_range(cluster: Fields) -> range:
    """The cluster's NodePorts."""
    first, last = str(cluster.get("node_port_range") or NODE_PORT_RANGE).split("-")
    return range(int(first), int(last) + 1)
