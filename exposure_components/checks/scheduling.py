"""Pods that no node may run."""

from exposure_components.checks.sound import Sound
from exposure_components.kinds import TaintEffect, TolerationOperator, WorkloadKind
from exposure_components.nodes import eligible
from exposure_components.problems import Problem


def scheduling_problems(args: Sound) -> list[Problem]:
    """Tolerations, spread, and node selectors that no known node has."""
    found = [p for t in args.items("tolerations") for p in _toleration_problems(t)]
    keys: dict[str, str] = {}
    for spread in args.items("spread"):
        if spread.get("max_skew", 1) < 1:
            found.append(spread.problem("max_skew", "is below 1", "give 1 or more"))
        key = spread.get("topology_key", "kubernetes.io/hostname")
        if keys.setdefault(key, spread.path) != spread.path:
            rule = f"is {keys[key]}'s as well"
            found.append(Problem(spread.at("topology_key"), key, rule, "keep one of them"))
    nodes, selector = args.below("cluster").items("nodes"), args.get("node_selector", {})
    if nodes and not eligible(nodes, selector):
        remedy = "change it, or the labels and `schedulable` in the cluster's nodes"
        shown = ",".join(f"{k}={v}" for k, v in selector.items()) or None
        found.append(Problem("node_selector", shown, "fits none of the cluster's nodes", remedy))
    return found


def one_pod_per_node_problems(args: Sound) -> list[Problem]:
    """More pods than nodes, where each pod occupies a port of its node."""
    replicas, nodes = args.get("replicas", 1), args.below("cluster").items("nodes")
    if not nodes or args.get("kind") == WorkloadKind.DAEMON_SET or args.get("autoscaled"):
        return []
    count = len(eligible(nodes, args.get("node_selector", {})))
    if replicas <= max(count, 1):
        return []
    rule = f"is more than the {count} nodes that the pods may run on, and each takes a node's port"
    remedy = "lower it, add nodes, or use NodePortApp"
    return [Problem("replicas", replicas, rule, remedy)]


def _toleration_problems(toleration: Sound) -> list[Problem]:
    found: list[Problem] = []
    exists = toleration.get("operator") == TolerationOperator.EXISTS
    if exists and toleration.get("value"):
        rule, remedy = "does not go with the operator Exists", "drop it, or use Equal"
        found.append(toleration.problem("value", rule, remedy))
    if not exists and not toleration.get("key") and "operator" not in toleration.value:
        rule, remedy = "has no key", "add one, or the operator Exists for every taint"
        found.append(Problem(toleration.path, None, rule, remedy))
    elif not exists and not toleration.get("key"):
        rule, remedy = "is missing, and the operator is Equal", "add it, or use Exists"
        found.append(Problem(toleration.at("key"), None, rule, remedy))
    if "seconds" in toleration.value and toleration.get("effect") != TaintEffect.NO_EXECUTE:
        rule, remedy = "is for the effect NoExecute only", "drop it, or add that effect"
        found.append(toleration.problem("seconds", rule, remedy))
    return found
