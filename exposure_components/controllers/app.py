"""A controller as the app that it is: exposed on the nodes' own ports, or behind a balancer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.controllers.all import make_of
from exposure_components.controllers.words import Asked
from exposure_components.exposing import Strategy
from exposure_components.kinds import Protocol, WorkloadKind
from exposure_components.objects.merging import merged
from exposure_components.strategies.cloud_load_balanced import CLOUD_LOAD_BALANCED
from exposure_components.strategies.host_port import HOST_PORT

_ASKED_BY_HTTP = ("web", "websecure")
_REPLICAS = 2
"""Behind a balancer, so that one may go."""
_ANY_PORT = {
    "securityContext": {"sysctls": [{"name": "net.ipv4.ip_unprivileged_port_start", "value": "0"}]}
}
"""Lets a user who is not root listen on ports below 1024, in the pod's own network. One of the
sysctls that Kubernetes calls safe: the restricted level admits it."""
_TELLS_PORTS: dict[str, dict[str, Any]] = {
    "octavia": {"proxy_protocol": "PROXYV2"},
    "aws": {"proxy_protocol_v2": True},
}
"""By the balancer: what lets it send the header of the PROXY protocol to a port."""
_AS_THEY_ARE = (
    "allowed_cidrs",
    "annotations",
    "client_ip",
    "cluster",
    "dns",
    "drain",
    "image_pull_policy",
    "image_pull_secrets",
    "labels",
    "node_selector",
    "pod_annotations",
    "resources",
    "termination_grace_period",
    "tolerations",
)


def strategy_of(args: Mapping[str, Any]) -> Strategy:
    """How the controller itself is exposed."""
    return CLOUD_LOAD_BALANCED if "load_balancer" in args else HOST_PORT


def app_args(asked: Asked) -> dict[str, Any]:
    """The args of that strategy."""
    pod = dict(make_of(asked.args).pod(asked))
    pod_spec = merged(_ANY_PORT, pod.pop("pod_spec", {}))
    return {
        "name": asked.name,
        "namespace": asked.namespace,
        **{key: asked.args[key] for key in _AS_THEY_ARE if key in asked.args},
        **_balancer(asked),
        **_many(asked),
        "ports": ports(asked),
        "service_account": {"create": True, "mount_token": True},
        **pod,
        "pod_spec": pod_spec,
    }


def ports(asked: Asked) -> list[dict[str, Any]]:
    """What clients reach, in the order of `PORT_PATHS`."""
    made: list[dict[str, Any]] = [
        {"name": "web", "container_port": asked.http_port, "app_protocol": "http"},
        {"name": "websecure", "container_port": asked.https_port, "app_protocol": "https"},
        *({"name": f"tcp-{port}", "container_port": port} for port in asked.tcp_ports),
        *(
            {"name": f"udp-{port}", "container_port": port, "protocol": Protocol.UDP}
            for port in asked.udp_ports
        ),
    ]
    balancer = asked.args.get("load_balancer", {})
    told = next((kind for kind in _TELLS_PORTS if kind in balancer), None)
    for port in made:
        if told and "proxy_protocol" in asked.args and port.get("protocol") != Protocol.UDP:
            port[told] = _TELLS_PORTS[told]
    return made


def _balancer(asked: Asked) -> dict[str, Any]:
    """What stands in front, and sends the header of the PROXY protocol if that is believed."""
    if not asked.is_balanced:
        return {}
    balancer = asked.args["load_balancer"]
    if "proxy_protocol" in asked.args and asked.is_in_front_by_cloud:
        cloud = {**balancer.get("cloud", {}), "app_reads_proxy_protocol": True}
        balancer = {**balancer, "cloud": cloud}
    return {"load_balancer": balancer}


def port_paths(asked: Asked) -> list[str]:
    """Where the controller's args say each of them."""
    return [
        "http_port",
        "https_port",
        *(f"tcp_ports[{i}]" for i in range(len(asked.tcp_ports))),
        *(f"udp_ports[{i}]" for i in range(len(asked.udp_ports))),
    ]


def sees_clients(asked: Asked) -> bool:
    """Whether the controller learns the clients' addresses where they speak HTTP."""
    reaches = strategy_of(asked.args).reaches(app_args(asked))
    return all(r.client_ip_kept for r in reaches if r.port["name"] in _ASKED_BY_HTTP)


def _many(asked: Asked) -> dict[str, Any]:
    if asked.is_balanced:
        return {"replicas": asked.args.get("replicas", _REPLICAS)}
    return {"kind": WorkloadKind.DAEMON_SET}
