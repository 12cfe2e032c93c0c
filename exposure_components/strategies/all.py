"""Every strategy and its component, by the component's name."""

from collections.abc import Mapping
from typing import Any

from exposure_components.exposing import Strategy
from exposure_components.strategies.cloud_load_balanced import (
    CLOUD_LOAD_BALANCED,
    CloudLoadBalancedApp,
)
from exposure_components.strategies.gateway import GATEWAY, GatewayApp
from exposure_components.strategies.host_network import HOST_NETWORK, HostNetworkApp
from exposure_components.strategies.host_port import HOST_PORT, HostPortApp
from exposure_components.strategies.ingress import INGRESS, IngressApp
from exposure_components.strategies.node_port import NODE_PORT, NodePortApp

STRATEGIES: Mapping[str, Strategy] = {
    s.title: s for s in (CLOUD_LOAD_BALANCED, GATEWAY, HOST_NETWORK, HOST_PORT, INGRESS, NODE_PORT)
}
"""What each strategy does."""

COMPONENTS: Mapping[str, Any] = {
    component.__name__: component
    for component in (
        CloudLoadBalancedApp,
        GatewayApp,
        HostNetworkApp,
        HostPortApp,
        IngressApp,
        NodePortApp,
    )
}
"""What registers it."""
