"""Expose an application that runs on Kubernetes to clients outside of the cluster.

PYTEST_DONT_REWRITE: the package has a plugin of pytest, and may be imported before pytest is.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from exposure_components.args.aws import AwsNetworkLoadBalancerArgs
    from exposure_components.args.dns import DnsRecordsArgs
    from exposure_components.args.gateway import GatewayArgs
    from exposure_components.args.ingress_controllers import IngressControllerArgs
    from exposure_components.args.octavia import OctaviaLoadBalancerArgs
    from exposure_components.controllers.component import IngressController
    from exposure_components.dns.component import DnsRecords
    from exposure_components.endpoints import Endpoint
    from exposure_components.errors import ExposureError
    from exposure_components.gateway.component import Gateway
    from exposure_components.load_balancers.aws.component import AwsNetworkLoadBalancer
    from exposure_components.load_balancers.octavia.component import OctaviaLoadBalancer
    from exposure_components.problems import Problem
    from exposure_components.strategies.cloud_load_balanced import (
        CloudLoadBalancedApp,
        CloudLoadBalancedAppArgs,
    )
    from exposure_components.strategies.gateway import GatewayApp, GatewayAppArgs
    from exposure_components.strategies.host_network import HostNetworkApp, HostNetworkAppArgs
    from exposure_components.strategies.host_port import HostPortApp, HostPortAppArgs
    from exposure_components.strategies.ingress import IngressApp, IngressAppArgs
    from exposure_components.strategies.node_port import NodePortApp, NodePortAppArgs

__all__ = [
    "AwsNetworkLoadBalancer",
    "AwsNetworkLoadBalancerArgs",
    "CloudLoadBalancedApp",
    "CloudLoadBalancedAppArgs",
    "DnsRecords",
    "DnsRecordsArgs",
    "Endpoint",
    "ExposureError",
    "Gateway",
    "GatewayApp",
    "GatewayAppArgs",
    "GatewayArgs",
    "HostNetworkApp",
    "HostNetworkAppArgs",
    "HostPortApp",
    "HostPortAppArgs",
    "IngressApp",
    "IngressAppArgs",
    "IngressController",
    "IngressControllerArgs",
    "NodePortApp",
    "NodePortAppArgs",
    "OctaviaLoadBalancer",
    "OctaviaLoadBalancerArgs",
    "Problem",
]

_HOMES = {
    "AwsNetworkLoadBalancer": "load_balancers.aws.component",
    "AwsNetworkLoadBalancerArgs": "args.aws",
    "CloudLoadBalancedApp": "strategies.cloud_load_balanced",
    "CloudLoadBalancedAppArgs": "strategies.cloud_load_balanced",
    "DnsRecords": "dns.component",
    "DnsRecordsArgs": "args.dns",
    "Endpoint": "endpoints",
    "ExposureError": "errors",
    "Gateway": "gateway.component",
    "GatewayApp": "strategies.gateway",
    "GatewayAppArgs": "strategies.gateway",
    "GatewayArgs": "args.gateway",
    "HostNetworkApp": "strategies.host_network",
    "HostNetworkAppArgs": "strategies.host_network",
    "HostPortApp": "strategies.host_port",
    "HostPortAppArgs": "strategies.host_port",
    "IngressApp": "strategies.ingress",
    "IngressAppArgs": "strategies.ingress",
    "IngressController": "controllers.component",
    "IngressControllerArgs": "args.ingress_controllers",
    "NodePortApp": "strategies.node_port",
    "NodePortAppArgs": "strategies.node_port",
    "OctaviaLoadBalancer": "load_balancers.octavia.component",
    "OctaviaLoadBalancerArgs": "args.octavia",
    "Problem": "problems",
}
"""Where each is: a program imports what it uses, and no more."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
