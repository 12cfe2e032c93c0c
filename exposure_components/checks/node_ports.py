"""NodePorts that the API server refuses, and intents that contradict each other."""

from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.kinds import ClientIp, ExternalTrafficPolicy, SessionAffinity
from exposure_components.ports import NODE_PORT_RANGE, node_port_range, protocol_of, service_port_of
from exposure_components.problems import Problem

_LONGEST_AFFINITY = 86400
"""Seconds; MaxClientIPServiceAffinitySeconds of k8s.io/kubernetes, pkg/apis/core."""


def number_problems(args: Sound) -> list[Problem]:
    """Ports out of the cluster's range, and ports claimed twice."""
    try:
        allowed = node_port_range(args.below("cluster"))
    except ValueError:  # a broken range is a problem of its own
        allowed = node_port_range({"node_port_range": NODE_PORT_RANGE})
    found: list[Problem] = []
    first: dict[tuple[int, str], str] = {}
    behind: dict[int, Sound] = {}
    for port in args.items("ports"):
        remedy = "choose one inside or leave it out and let the cluster choose"
        found += in_range(port, "node_port", allowed, remedy)
        number = port.get("node_port")
        if number is None:
            continue
        known = first.setdefault((number, protocol_of(port)), port.path)
        if known != port.path:
            found.append(port.problem("node_port", f"is taken by {known}", "choose another"))
        else:
            found += _shared_problems(port, behind.setdefault(number, port))
    return found


def _shared_problems(port: Sound, other: Sound) -> list[Problem]:
    """Protocols may share a NodePort if they share the Service's port too (kubernetes#135439)."""
    if not isinstance(port.get("container_port"), int):
        return []
    if not isinstance(other.get("container_port"), int):
        return []
    if service_port_of(port) == service_port_of(other):
        return []
    rule = f"is also {other.path}'s, whose `port` is another ({service_port_of(other)})"
    return [port.problem("node_port", rule, "choose another, or give both one `port`")]


def policy_problems(args: Sound) -> list[Problem]:
    """A policy that hides the clients' addresses from those who want them."""
    wanted, policy = args.get("client_ip"), args.get("external_traffic_policy")
    found: list[Problem] = []
    if wanted == ClientIp.PRESERVE and policy == ExternalTrafficPolicy.CLUSTER:
        rule = "replaces the client's address, which `client_ip` wants preserved"
        found.append(args.problem("external_traffic_policy", rule, "drop one of the two"))
    if "allowed_cidrs" not in args.value:
        return found
    if wanted == ClientIp.ANY:
        rule = "hides the clients' addresses, by which `allowed_cidrs` judges them"
        found.append(args.problem("client_ip", rule, "use preserve, or drop one of the two"))
    if policy == ExternalTrafficPolicy.CLUSTER:
        rule = "hides the clients' addresses, by which `allowed_cidrs` judges them"
        found.append(
            args.problem("external_traffic_policy", rule, "use Local, or drop one of the two")
        )
    return found


def affinity_problems(args: Sound) -> list[Problem]:
    """How long a client stays with its pod."""
    sticky = args.below("session_affinity")
    timeout = sticky.get("timeout")
    if timeout is None:
        return []
    if sticky.get("type") == SessionAffinity.NONE:
        return [sticky.problem("timeout", "does not go with the type None", "drop it")]
    if not 1 <= timeout <= _LONGEST_AFFINITY:
        rule = f"is outside of 1-{_LONGEST_AFFINITY} seconds"
        return [sticky.problem("timeout", rule, "choose one inside or leave it out")]
    return []
