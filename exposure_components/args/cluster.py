"""Facts about the target cluster."""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.kinds import Platform


class Node(TypedDict):
    """A machine of the cluster."""

    name: str
    """Name of the Node object."""
    address: Input[str]
    """IP address or DNS name at which clients reach the node."""
    internal_address: NotRequired[Input[str]]
    """IP address at which load balancers reach the node. Default: `address`."""
    labels: NotRequired[Mapping[str, str]]
    """The node's labels. `kubernetes.io/hostname` is its name unless it stands here."""
    schedulable: NotRequired[bool]
    """False for a node that runs no pods of apps, such as the control plane's. Default: true."""
    provider_id: NotRequired[Input[str]]
    """The Node's `spec.providerID`, such as `aws:///eu-west-1a/i-0123`. Needed where a balancer
    has instances for members."""


class Cluster(TypedDict):
    """What the library must know about the cluster."""

    name: NotRequired[str]
    """Tells two clusters of one program apart. Default: all apps are on one cluster."""
    nodes: NotRequired[Sequence[Node]]
    """Without them the endpoints are not known and overlaps are judged by node selectors alone."""
    node_port_range: NotRequired[str]
    """kube-apiserver's `--service-node-port-range`. Default: `30000-32767`, that flag's own."""
    platform: NotRequired[Platform]
    """Default: vanilla."""
