"""Ports of nodes that no pod can take."""

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
    first: dict[tuple[int, str, str], str] = {}
    for port in args.items("ports"):
        key = "host_port" if "host_port" in port.value else "container_port"
        if not isinstance(port.get(key), int):
            continue
        number = host_port_of(port)
        if number in KUBELET_PORTS:
            rule = f"is taken on every node by {KUBELET_PORTS[number]}"
            found.append(port.problem(key, rule, "choose another"))
        bound = port.get("host_ip") or ""
        known = first.setdefault((number, protocol_of(port), bound), port.path)
        if known != port.path and key == "host_port":
            found.append(port.problem(key, f"is taken by {known}", "choose another"))
    return found
