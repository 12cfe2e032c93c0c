"""Nodes read from OpenStack's servers."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NotRequired, TypedDict

from exposure_components.args.cluster import Node
from exposure_components.errors import ExposureError, reason_of, refuse
from exposure_components.problems import Problem

_PATIENCE = 30
"""Seconds to wait for an answer."""


class OpenstackNodes(TypedDict):
    """Which servers to read, and from where."""

    tags: Sequence[str]
    """Tags that a server must bear, all of them: choose workers by them, not the control plane."""
    network: NotRequired[str]
    """Name of the network in which clients and balancers reach the nodes. Default: the first that
    a server has; IPv4 comes before IPv6."""
    cloud: NotRequired[str]
    """Of `clouds.yaml`. Default: `OS_CLOUD`, else the environment's `OS_` variables."""


def openstack_nodes(source: OpenstackNodes) -> list[Node]:
    """The running servers that bear the tags, as nodes of the cluster.

    A node's name is the server's. Asked by OpenStack's own SDK, in previews too: its provider for
    Pulumi cannot list servers. Raises `ExposureError` if OpenStack does not answer, or knows no
    such server. Needs the extra `openstack`.
    """
    if not source["tags"]:
        rule = "is empty, and every server would be a node"
        refuse("openstack_nodes", [Problem("tags", None, rule, "give those of the workers")])
    try:
        servers = _servers(source)
    except ImportError:
        raise
    except Exception as error:
        rule = f"could not be read from OpenStack: {reason_of(error)}"
        remedy = "check clouds.yaml or the OS_ variables, or list them in `cluster.nodes`"
        problem = Problem("cluster.nodes", None, rule, remedy)
        raise ExposureError("openstack_nodes", [problem]) from error
    found = serving_servers(servers, source.get("network"))
    if not found:
        rule, remedy = "are on no running server", "check the tags, the project and the network"
        refuse("openstack_nodes", [Problem("tags", ", ".join(source["tags"]), rule, remedy)])
    return found


def serving_servers(servers: Iterable[Mapping[str, Any]], network: str | None) -> list[Node]:
    """Facts about the servers, as Nova tells them, that run and are in the network."""
    nodes = [
        _node(server, address)
        for server in servers
        if server["status"] == "ACTIVE"
        if (address := _address(server["addresses"], network)) is not None
    ]
    return sorted(nodes, key=lambda node: node["name"])


def _servers(source: OpenstackNodes) -> list[Mapping[str, Any]]:
    try:
        import openstack
    except ImportError as error:
        raise ImportError("pip install 'exposure-components[openstack]'") from error
    package: Any = openstack
    connection = package.connect(cloud=source.get("cloud"), api_timeout=_PATIENCE)
    try:
        asked = connection.compute.servers(details=True, tags=",".join(source["tags"]))
        return [server.to_dict(computed=False) for server in asked]
    finally:
        connection.close()


def _address(addresses: Mapping[str, Sequence[Mapping[str, Any]]], network: str | None) -> Any:
    known = [
        each["addr"]
        for name, found in addresses.items()
        for each in found
        if network in (None, name) and each.get("OS-EXT-IPS:type") != "floating"
    ]
    return next(iter(sorted(known, key=lambda address: ":" in address)), None)


def _node(server: Mapping[str, Any], address: str) -> Node:
    provider_id = f"openstack:///{server['id']}"
    return {"name": server["name"], "address": address, "provider_id": provider_id}
