"""Who comes to apps behind Octavia, where the security groups of the nodes hold."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from typing import Any

from tests.e2e.test_octavia import VIP, shared
from tests.e2e.ways import Way
from tests.lab.lab import Lab
from tests.lab.openstack.data_plane.guard import guarded
from tests.lab.openstack.lab import OpenStackLab

TCP = {"container_port": 8080, "port": 8080, "node_port": 30100, "app_protocol": "http"}
UDP = {"container_port": 8080, "port": 8085, "node_port": 30105, "protocol": "UDP"}
PORTS: Mapping[str, Mapping[str, Any]] = {"tcp": TCP, "udp": UDP}
Answers = Mapping[tuple[str, str, str], bool]
"""By client, protocol and whom it asks: the balancer or a node."""


def stack(lab: Lab, *ports: Mapping[str, Any]) -> dict[str, Any]:
    """A stack of one app, for one client alone."""
    only = [f"{lab.clients['client']}/32"]
    return shared({"ports": list(ports), "env": {"UDP_PORT": "8080"}, "allowed_cidrs": only})


def answers(lab: Lab, *protocols: str) -> Answers:
    """Who is answered; all ask at once, since who is not waits for seconds."""

    def answered(asked: tuple[str, str, str]) -> bool:
        client, protocol, whom = asked
        address = lab.nodes.get(whom, VIP)
        number = PORTS[protocol]["port" if whom == "balancer" else "node_port"]
        if protocol == "tcp":
            return lab.curl(f"http://{address}:{number}/ping", client=client).code == 204
        return lab.udp(address, number, "hello", client=client) is not None

    every = list(product(lab.clients, protocols, ["balancer", *lab.nodes]))
    with ThreadPoolExecutor(len(every)) as asking:
        return dict(zip(every, asking.map(answered, every), strict=True))


def expected(lab: Lab, *protocols: str, served: bool = True, around: bool) -> Answers:
    """served: the one client is, by the balancer. around: both are, by the nodes themselves."""
    by_balancer = {"client": served, "client2": False}
    return {
        (client, protocol, whom): by_balancer[client] if whom == "balancer" else around
        for client, protocol, whom in product(lab.clients, protocols, ["balancer", *lab.nodes])
    }


def test_one_client_is_served_at_the_balancer_and_nobody_at_the_node_ports(
    lab: Lab, openstack: OpenStackLab, cloud_way: Way
) -> None:
    cloud_way.up(stack(lab, TCP, UDP))
    # By TCP alone: what was answered by UDP once is let in for half a minute more.
    unguarded = expected(lab, "tcp", around=True)
    lab.until("nobody guards the nodes", lambda: answers(lab, "tcp") == unguarded)
    both = ("tcp", "udp")
    with guarded(openstack.connection()):
        closed = expected(lab, *both, around=False)
        lab.until("nobody goes around the balancer", lambda: answers(lab, *both) == closed)
    unguarded = expected(lab, *both, around=True)
    lab.until("it was the guard", lambda: answers(lab, *both) == unguarded)


def test_where_no_group_is_named_the_balancer_does_not_come_in_either(
    lab: Lab, openstack: OpenStackLab, cloud_way: Way
) -> None:
    # A member that is out comes back soon.
    monitor = {"delay": 2, "timeout": 1, "max_retries": 1}
    config = stack(lab, {**TCP, "octavia": {"monitor": monitor}})
    del config["balancers"]["edge"]["octavia"]["node_security_group"]
    cloud_way.up(config)
    unguarded = expected(lab, "tcp", around=True)
    lab.until("nobody guards the nodes", lambda: answers(lab, "tcp") == unguarded)
    with guarded(openstack.connection()):
        nobody = expected(lab, "tcp", served=False, around=False)
        lab.until("nobody is served", lambda: answers(lab, "tcp") == nobody)
    lab.until("it was the guard", lambda: answers(lab, "tcp") == unguarded)
