"""An app for each way of balancing."""

from collections.abc import Mapping
from typing import Any

from tests.load_balancers.aws import apps as aws
from tests.load_balancers.octavia import apps as octavia

NODES = aws.NODES
"""Of which every way knows what it needs."""
PORT = {"container_port": 8086, "node_port": 30086}
BALANCERS: Mapping[str, Any] = {
    "aws": aws.balancer(),
    "cloud": {"metallb": {}},
    "octavia": octavia.balancer(),
}
"""What each way needs to be told of its balancer."""
WAYS: Mapping[str, Mapping[str, Any]] = {
    "aws": {"aws": aws.balancer()},
    "aws by pods": {"aws": aws.balancer(targets=aws.BY_PODS)},
    "cloud": {"cloud": {}},
    "cloud by AWS": {"cloud": {"aws": {}}},
    "cloud by Azure": {"cloud": {"azure": {}}},
    "cloud by Google": {"cloud": {"gcp": {}}},
    "cloud by MetalLB": {"cloud": {"metallb": {}}},
    "cloud by OpenStack": {"cloud": {"openstack": {}}},
    "octavia": {"octavia": octavia.balancer()},
    "octavia by OVN": {"octavia": {**octavia.balancer(), "provider": "ovn"}},
}
"""Every `load_balancer` that tells another way of getting to the pods."""
SHARED: Mapping[str, Any] = {
    "aws": "AwsNetworkLoadBalancer",
    "octavia": "OctaviaLoadBalancer",
}
"""The component that makes a balancer for several apps, where there is one."""


def app(load_balancer: Mapping[str, Any], **more: Any) -> dict[str, Any]:
    """An app without problems, but for what more says."""
    by_pods = load_balancer == WAYS["aws by pods"]
    return {
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086} if by_pods else PORT],
        "cluster": {"nodes": NODES},
        "load_balancer": load_balancer,
        **more,
    }
