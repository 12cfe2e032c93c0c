"""Apps behind a Network Load Balancer, and what is wrong with them."""

from collections.abc import Sequence
from typing import Any, NotRequired

from exposure_components.args.aws import AwsNetworkLoadBalancerArgs
from exposure_components.args.balancers import BalancedPort, LoadBalancer
from exposure_components.args.traffic import ForwardedAppArgs
from exposure_components.checks.sound import sound
from exposure_components.load_balancers.aws.balancer_checks import balancer_problems
from exposure_components.load_balancers.aws.balancing import AWS

NODES = [
    {
        "name": "ip-10-0-1-11.ec2.internal",
        "address": "10.0.1.11",
        "provider_id": "aws:///eu-west-1a/i-0123456789abcdef0",
    },
    {
        "name": "ip-10-0-2-22.ec2.internal",
        "address": "10.0.2.22",
        "provider_id": "aws:///eu-west-1b/i-0fedcba9876543210",
    },
]
SUBNETS = [{"id": "subnet-0a"}, {"id": "subnet-0b"}]
CERTIFICATE = "arn:aws:acm:eu-west-1:123456789012:certificate/1"
BY_PODS: dict[str, Any] = {"binding": {}}


class AppBehindAws(ForwardedAppArgs):
    """The args of an app that AWS is asked to balance."""

    ports: Sequence[BalancedPort]
    load_balancer: LoadBalancer
    drain: NotRequired[int]


def balancer(**more: Any) -> dict[str, Any]:
    """The args of a balancer without problems, but for what more says."""
    return {
        "vpc_id": "vpc-0",
        "subnets": SUBNETS,
        "node_security_group_id": "sg-0nodes",
        **more,
    }


def port(**more: Any) -> dict[str, Any]:
    """A port with a NodePort of its own."""
    return {"container_port": 8086, "node_port": 30086, **more}


def app(*ports: dict[str, Any], aws: Any = None, **more: Any) -> dict[str, Any]:
    """An app without problems, but for what more says."""
    return {
        "image": "influxdb:1.8",
        "ports": list(ports) or [port()],
        "cluster": {"nodes": NODES},
        "load_balancer": {"aws": balancer() if aws is None else aws},
        **more,
    }


def lines(args: Any) -> list[str]:
    """What is wrong with an app, as the user reads it."""
    readable, found = sound(args, AppBehindAws)
    return [str(p) for p in (*found, *AWS.problems(readable))]


def port_lines(*ports: dict[str, Any], **more: Any) -> list[str]:
    """What is wrong with an app of these ports."""
    return lines(app(*ports, **more))


def balancer_lines(**more: Any) -> list[str]:
    """What is wrong with the args of a balancer."""
    readable, found = sound(balancer(**more), AwsNetworkLoadBalancerArgs)
    return [str(p) for p in (*found, *balancer_problems(readable))]


class Later:
    """Behaves like an Output, of which pure code knows only the manners."""

    def __init__(self, value: Any = None) -> None:
        self.value = value

    def apply(self, func: Any) -> "Later":
        """A value made of this one."""
        return Later(func(self.value))

    def is_known(self) -> bool:
        """Whether the value will be known in this run."""
        return False
