"""The ways to one app that the lab has, all open at the same time: a stack, and where to ask."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tests.e2e.replay import Replay
from tests.e2e.ways import Manifests, environment
from tests.lab.lab import Lab
from tests.lab.openstack.data_plane import place
from tests.lab.openstack.lab import OpenStackLab
from tests.lab.topology import NODES

ADDONS = ("ingress", "gateway-api", "metallb")
HERE, OTHER = (node.address for node in NODES.values())
"""The node with every pod, where clients ask unless a balancer has an address of its own; and the
other one."""

METALLB, VIP = "10.13.241.249", "10.13.242.236"
NAMES = {app: f"{app}.kube.example.com" for app in ("traefik", "contour", "gateway")}


@dataclass(frozen=True)
class Way:
    """One to the app."""

    app: str
    """Its name in the stack."""
    address: str
    port: int

    @property
    def url(self) -> str:
        return f"http://{NAMES.get(self.app, self.address)}:{self.port}/"

    @property
    def resolve(self) -> dict[str, str]:
        """Where the name of the URL leads to."""
        return {NAMES[self.app]: self.address} if self.app in NAMES else {}


FIRST = "HostNetworkApp"
WAYS = {
    FIRST: Way("host-network", HERE, 8380),
    "HostPortApp": Way("host-port", HERE, 8381),
    "NodePortApp, at the pod's node": Way("node-port", HERE, 30714),
    "NodePortApp, at another node": Way("node-port", OTHER, 30714),
    "CloudLoadBalancedApp, MetalLB": Way("metallb", METALLB, 8482),
    "IngressApp, Traefik": Way("traefik", HERE, 8280),
    "IngressApp, Contour": Way("contour", HERE, 8180),
    "GatewayApp, Traefik": Way("gateway", HERE, 8280),
}
OCTAVIA = {
    "CloudLoadBalancedApp, Octavia TCP": Way("octavia-tcp", VIP, 8480),
    "CloudLoadBalancedApp, Octavia HTTP": Way("octavia-http", VIP, 8481),
}


def stack(namespace: str, *, octavia: bool) -> dict[str, Any]:
    """The same app behind each strategy, on ports that no test of the lab takes."""
    found = environment("gateway")
    controllers, edge = found["controllers"], found["gateways"]["edge"]
    controllers["traefik"] |= {"http_port": 8280, "https_port": 8643}
    controllers["contour"] = {"contour": {}, "http_port": 8180, "https_port": 8543}
    edge["listeners"][0]["port"] = 8280
    port = {"container_port": 8080, "app_protocol": "http"}
    metallb = {"cloud": {"metallb": {}, "address": METALLB}}
    apps: dict[str, dict[str, Any]] = {
        "host-network": {
            "strategy": "HostNetworkApp",
            "ports": [{**port, "container_port": 8380}],
            "env": {"PORT": "8380"},
        },
        "host-port": {"strategy": "HostPortApp", "ports": [{**port, "host_port": 8381}]},
        "node-port": {"strategy": "NodePortApp", "ports": [{**port, "node_port": 30714}]},
        "metallb": {
            "strategy": "CloudLoadBalancedApp",
            "load_balancer": metallb,
            "ports": [{**port, "port": 8482}],
        },
        "traefik": {"strategy": "IngressApp", "controller": "traefik"},
        "contour": {"strategy": "IngressApp", "controller": "contour"},
        "gateway": {"strategy": "GatewayApp", "gateway": "edge"},
    }
    for name, host in NAMES.items():
        apps[name]["hosts"] = [host]
    if octavia:
        found["balancers"] = environment("octavia")["balancers"]
        for i, protocol in enumerate(("TCP", "HTTP")):
            own = {"port": 8480 + i, "node_port": 30715 + i, "octavia": {"protocol": protocol}}
            apps[f"octavia-{protocol.lower()}"] = {
                "strategy": "CloudLoadBalancedApp",
                "load_balancer": "edge",
                "ports": [{**port, **own}],
            }
    common = {
        "image": "whoami:1",
        "namespace": {"name": namespace},
        "ports": [port],
        "readiness": {"http_path": "/ping", "period": 1},
        "security": {"run_as_user": 1500},
        "node_selector": {"kubernetes.io/hostname": next(iter(NODES))},
    }
    found["apps"] = {name: {**common, **app} for name, app in apps.items()}
    return found


@contextmanager
def opened(lab: Lab, openstack: OpenStackLab | None) -> Iterator[Mapping[str, Way]]:
    """By their titles, until the end; each answers."""
    lab.addon(*ADDONS)
    works = place.running()
    if openstack:
        place.up()
    made = Manifests(lab, Replay(openstack) if openstack else None)
    ways = {**WAYS, **(OCTAVIA if openstack else {})}
    try:
        with lab.namespace() as namespace:
            try:
                made.up(stack(namespace, octavia=openstack is not None))
                for title, way in ways.items():
                    lab.until(title, lambda w=way: answers(lab, w))  # type: ignore[misc]
                yield ways
            finally:
                made.down()
    finally:
        if openstack and not works:
            place.down()


def answers(lab: Lab, way: Way) -> bool:
    """Whether the app that the way leads to does, ten times out of ten."""
    seen = lab.load(way.url, requests=10, fresh=True, resolve=way.resolve)
    # In the network of its node a pod has the node's name.
    host = next(iter(NODES)) if way is WAYS[FIRST] else way.app
    assert all(pod.startswith(host) for pod in seen.pods), f"{way.url}: {seen.pods}"
    return seen.codes == {200: 10}
