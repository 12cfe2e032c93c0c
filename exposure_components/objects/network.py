"""How a pod is connected to its node."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from exposure_components.objects.labels import Manifest, present
from exposure_components.ports import host_port_of, name_of, protocol_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

    from exposure_components.args.ports import Port


class PodNetwork(Enum):
    """What of the node's network a pod has."""

    OWN = "own"
    """Nothing: an address of its own."""
    HOST_PORTS = "hostPort"
    """An address of its own, and ports of the node that lead to it."""
    HOST = "hostNetwork"
    """The node's addresses and ports themselves."""

    @property
    def takes_ports_of_the_node(self) -> bool:
        """Two pods of an app cannot run on one node."""
        return self is not PodNetwork.OWN


def container_ports(ports: Sequence[Port], network: PodNetwork) -> list[Manifest]:
    """The container's ports."""
    return [_container_port(port, network) for port in ports]


def _container_port(port: Mapping[str, Any], network: PodNetwork) -> Manifest:
    return {
        "name": name_of(port),
        "containerPort": port["container_port"],
        "protocol": protocol_of(port),
        **present(
            hostPort=host_port_of(port) if network.takes_ports_of_the_node else None,
            hostIP=port.get("host_ip") if network is PodNetwork.HOST_PORTS else None,
        ),
    }
