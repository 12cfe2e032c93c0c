"""Ports of nodes that no pod can take."""

from ipaddress import ip_address

from exposure_components.checks.addresses import is_address
from exposure_components.checks.collisions import share_an_address
from exposure_components.checks.scheduling import one_pod_per_node_problems
from exposure_components.checks.sound import Sound
from exposure_components.ports import KUBELET_PORTS, host_port_of, protocol_of
from exposure_components.problems import Problem


def host_port_problems(args: Sound, field: str) -> list[Problem]:
    """Ports of the node itself, ports claimed twice, and workloads that cannot be changed."""
    found = one_pod_per_node_problems(args)
    if "selector" in args.value:
        rule = f"names an existing workload, and {field} is part of a workload's own pods"
        remedy = "give `image` to make the workload here, or use NodePortApp"
        found.append(Problem("selector", None, rule, remedy))
    earlier: list[Sound] = []
    for port in args.items("ports"):
        key = "host_port" if "host_port" in port.value else "container_port"
        if not isinstance(port.get(key), int):
            continue
        number = host_port_of(port)
        if number in KUBELET_PORTS:
            rule = f"is taken on every node by {KUBELET_PORTS[number]}"
            found.append(port.problem(key, rule, "choose another"))
        known = next((e for e in earlier if _clash(e, port)), None)
        if known is not None:
            found.append(port.problem(key, f"is taken by {known.path}", "choose another"))
        earlier.append(port)
    return found


def _clash(one: Sound, other: Sound) -> bool:
    """Whether a node would have to forward one port to two of the container."""
    return (
        host_port_of(one) == host_port_of(other)
        and protocol_of(one) == protocol_of(other)
        and one.get("container_port") != other.get("container_port")
        and share_an_address(one.get("host_ip") or "", other.get("host_ip") or "")
    )


def host_ip_problems(args: Sound) -> list[Problem]:
    """Addresses that are none, or that no client reaches."""
    found: list[Problem] = []
    for port in args.items("ports"):
        address = port.get("host_ip")
        if address is None:
            continue
        remedy = "give an address of the node, or leave it out for all of them"
        if not is_address(address):
            found.append(port.problem("host_ip", "is no IP address", remedy))
        elif ip_address(address).is_loopback:
            rule = "is a loopback address, which no client outside of the node reaches"
            found.append(port.problem("host_ip", rule, remedy))
    return found
