"""The ports of an app, as each strategy names them."""

from typing import NotRequired, TypedDict

from exposure_components.kinds import Protocol


class Port(TypedDict):
    """A port that the container listens on."""

    container_port: int
    """Port in the container, 1 to 65535."""
    protocol: NotRequired[Protocol]
    """Default: TCP. One number may serve several protocols, each an entry of its own."""
    name: NotRequired[str]
    """At most 15 of `a-z0-9-`. Default: protocol and number, such as `tcp-8086`."""
    port: NotRequired[int]
    """Port of the Service inside of the cluster. Default: `container_port`."""
    app_protocol: NotRequired[str]
    """What is spoken, such as `http` or `https`: the Service's appProtocol and the scheme of the
    endpoint's URL. Default: not said; `http` in the URL where `readiness` has an `http_path`."""


class HostNetworkPort(Port):
    """A port of a container that shares the node's network."""

    host_port: NotRequired[int]
    """The node's port: always `container_port`. Stands here so that an app with hostPorts can
    change its strategy; any other number is refused."""


class HostPort(Port):
    """A port that the node forwards to the pod that runs on it."""

    host_port: NotRequired[int]
    """The node's port. Default: `container_port`."""
    host_ip: NotRequired[str]
    """The only address of the node that forwards. Default: every address."""


class NodePort(Port):
    """A port that every node forwards to the pods, wherever they run."""

    node_port: NotRequired[int]
    """The nodes' port, in the cluster's NodePort range. Default: the cluster allocates one."""
