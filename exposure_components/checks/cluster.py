"""Facts about a cluster that cannot be."""

import re
from ipaddress import ip_address

from exposure_components.checks.sound import Sound
from exposure_components.names import is_dns_subdomain
from exposure_components.ports import PORTS
from exposure_components.problems import Problem

_RANGE = re.compile(r"([0-9]{1,5})-([0-9]{1,5})")


def cluster_problems(args: Sound) -> list[Problem]:
    """Names and addresses of nodes, and the NodePort range."""
    cluster = args.below("cluster")
    return [*_range_problems(cluster), *_node_problems(cluster)]


def _range_problems(cluster: Sound) -> list[Problem]:
    text = cluster.get("node_port_range")
    if text is None:
        return []
    found = _RANGE.fullmatch(text)
    if found and int(found[1]) <= int(found[2]) and {int(found[1]), int(found[2])} <= set(PORTS):
        return []
    return [
        cluster.problem(
            "node_port_range", "is no range of ports", "write it as first-last, like 30000-32767"
        )
    ]


def _node_problems(cluster: Sound) -> list[Problem]:
    found: list[Problem] = []
    first: dict[tuple[str, str], str] = {}
    for node in cluster.items("nodes"):
        name, address = node.get("name"), node.plain("address")
        if name is not None and not is_dns_subdomain(name):
            found.append(node.problem("name", "is no name of a node", "see `kubectl get nodes`"))
        if address is not None:
            found += host_problems(node.at("address"), address)
        for key, value in (("name", name), ("address", address)):
            known = first.setdefault((key, value), node.path) if value is not None else node.path
            if known != node.path:
                found.append(node.problem(key, f"is {known}'s as well", "list each node once"))
    return found


def host_problems(path: str, text: str) -> list[Problem]:
    """A text that clients cannot ask for."""
    if is_host(text):
        return []
    return [Problem(path, text, "is no IP address or DNS name", "give one, without a port")]


def is_host(text: str) -> bool:
    """An IP address or a DNS name."""
    try:
        ip_address(text)
    except ValueError:
        # A last label of digits alone is a mistyped address: no top-level domain is numeric.
        last = text.rsplit(".", 1)[-1]
        return is_dns_subdomain(text.lower()) and not last.isdigit()
    return True
