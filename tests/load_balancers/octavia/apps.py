"""Apps behind a balancer of Octavia, and what is wrong with them."""

from typing import Any

from exposure_components.checks.sound import sound
from exposure_components.load_balancers.octavia.balancing import OCTAVIA
from exposure_components.load_balancers.octavia.component import octavia_problems
from exposure_components.problems import Problem
from exposure_components.strategies.cloud_load_balanced import CloudLoadBalancedAppArgs

NODES = [
    {"name": "kubenode01", "address": "10.13.241.89"},
    {"name": "kubenode02", "address": "10.13.241.10"},
]
CONTAINER = "https://keys.example.com/v1/containers/1"
OVN = {"vip_subnet": {"name": "vip"}, "provider": "ovn"}
UDP = {"container_port": 53, "node_port": 30053, "protocol": "UDP"}
TLS = {"protocol": "TERMINATED_HTTPS", "tls_container": CONTAINER}


def balancer(**more: Any) -> dict[str, Any]:
    """The args of a balancer without problems, but for what more says."""
    return {"vip_subnet": {"name": "vip"}, "node_security_group": {"name": "nodes"}, **more}


def port(number: int = 8086, /, **own: Any) -> dict[str, Any]:
    """A port with a NodePort of its own, and what it says of its listener."""
    made: dict[str, Any] = {"container_port": number, "node_port": 30000 + number % 1000}
    return {**made, "octavia": own} if own else made


def app(*ports: dict[str, Any], octavia: Any = None, **more: Any) -> dict[str, Any]:
    """An app without problems, but for what more says."""
    return {
        "image": "influxdb:1.8",
        "ports": list(ports) or [port()],
        "cluster": {"nodes": NODES},
        "load_balancer": {"octavia": balancer() if octavia is None else octavia},
        **more,
    }


def found(args: Any) -> list[Problem]:
    """What is wrong with an app: its shape, and what only Octavia refuses."""
    readable, problems = sound(args, CloudLoadBalancedAppArgs)
    return [*problems, *OCTAVIA.problems(readable)]


def of_port(number: int = 8086, /, **own: Any) -> list[Problem]:
    """What is wrong with what a TCP port says of its listener."""
    return found(app(port(number, **own)))


def of_balancer(args: Any) -> list[Problem]:
    """What is wrong with a balancer that apps share."""
    return octavia_problems(args)
