"""What stands in front of an app whose Service has NodePorts or a balancer of the cloud's."""

from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.aws import AwsListener, AwsNetworkLoadBalancerArgs
from exposure_components.args.cloud import CloudBalancer
from exposure_components.args.octavia import OctaviaListener, OctaviaLoadBalancerArgs
from exposure_components.args.ports import NodePort


class SharedLoadBalancer(TypedDict):
    """A balancer that a component of its own makes."""

    name: str
    """Of that component: listeners of two apps behind it must not meet."""
    id: NotRequired[Input[str]]
    """Octavia's id, or the ARN."""
    host: NotRequired[Input[str]]
    """Where clients find it: the VIP, the floating IP, or the DNS name."""
    zone_id: NotRequired[Input[str]]
    """AWS alone: hosted zone of the DNS name."""
    security_group_id: NotRequired[Input[str]]
    """AWS alone: the balancer's security group."""
    source_cidr: NotRequired[Input[str]]
    """Octavia alone: where the balancer connects from."""


class LoadBalancer(TypedDict):
    """Exactly one of `cloud`, `octavia` and `aws`."""

    cloud: NotRequired[CloudBalancer]
    """The cluster's own cloud provider makes it, for a Service of type LoadBalancer."""
    octavia: NotRequired[OctaviaLoadBalancerArgs]
    """This program makes it in OpenStack, in front of NodePorts."""
    aws: NotRequired[AwsNetworkLoadBalancerArgs]
    """This program makes it in AWS, in front of NodePorts or pods."""
    shared: NotRequired[SharedLoadBalancer]
    """Beside `octavia` or `aws`: it is made already. Both come from the attribute `load_balancer`
    of an `OctaviaLoadBalancer` or `AwsNetworkLoadBalancer`. Default: the app owns it."""


class BalancedPort(NodePort):
    """A port that a balancer listens on, with the number of `port`."""

    octavia: NotRequired[OctaviaListener]
    """Options of the listener, its pool and its health monitor in Octavia."""
    aws: NotRequired[AwsListener]
    """Options of the listener and its target group in AWS."""
