"""Expose an application that runs on Kubernetes to clients outside of the cluster."""

from exposure_components.endpoints import Endpoint
from exposure_components.errors import ExposureError
from exposure_components.problems import Problem
from exposure_components.strategies.host_network import HostNetworkApp, HostNetworkAppArgs
from exposure_components.strategies.host_port import HostPortApp, HostPortAppArgs
from exposure_components.strategies.node_port import NodePortApp, NodePortAppArgs

__all__ = [
    "Endpoint",
    "ExposureError",
    "HostNetworkApp",
    "HostNetworkAppArgs",
    "HostPortApp",
    "HostPortAppArgs",
    "NodePortApp",
    "NodePortAppArgs",
    "Problem",
]
