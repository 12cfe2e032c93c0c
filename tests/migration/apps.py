"""The article's app by each strategy, in one namespace."""

from collections.abc import Callable, Mapping
from typing import Any

from exposure_components import (
    CloudLoadBalancedApp,
    GatewayApp,
    HostNetworkApp,
    HostPortApp,
    IngressApp,
    NodePortApp,
)
from tests.migration.states import NODES

HOST = "influxdb.kube.example.com"
_COMMON: dict[str, Any] = {
    "image": "influxdb:1.8",
    "ports": [{"container_port": 8086, "app_protocol": "http"}],
    "namespace": {"name": "databases"},
    "cluster": {"nodes": NODES},
}
EDGE: dict[str, Any] = {
    "name": "edge",
    "namespace": "edge",
    "listeners": [{"name": "http", "protocol": "HTTP", "port": 80}],
}
_ON_ONE_NODE: dict[str, Any] = {"node_selector": {"kubernetes.io/hostname": "kubenode01"}}
_OWN: Mapping[str, tuple[Any, dict[str, Any]]] = {
    "host-network": (HostNetworkApp, _ON_ONE_NODE),
    "host-port": (HostPortApp, _ON_ONE_NODE),
    "node-port": (
        NodePortApp,
        {"ports": [{"container_port": 8086, "node_port": 30000, "app_protocol": "http"}]},
    ),
    "cloud": (CloudLoadBalancedApp, {"load_balancer": {"cloud": {"address": "10.13.241.240"}}}),
    "ingress": (IngressApp, {"hosts": [HOST], "controller": {"class_name": "lab"}}),
    "gateway": (GatewayApp, {"hosts": [HOST], "gateway": EDGE}),
}
STRATEGIES = tuple(_OWN)


def app(strategy: str, **more: Any) -> Callable[[], Any]:
    """A program of that app alone."""
    component, own = _OWN[strategy]
    return lambda: component("influxdb", {**_COMMON, **own, **more})
