"""Targets that cannot be registered."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import IPv4Address
from typing import Any

from exposure_components.args.aws_kinds import NlbTargetType
from exposure_components.checks.sound import Sound
from exposure_components.checks.workload import one_of
from exposure_components.load_balancers.aws.client_ip import traffic_policy
from exposure_components.load_balancers.aws.instances import PROVIDER_ID, instance_of
from exposure_components.load_balancers.aws.reading import WAYS, readable_targets
from exposure_components.load_balancers.aws.words import KEY, reaches_pods, target_type
from exposure_components.load_balancers.members import membership_problems
from exposure_components.nodes import serving
from exposure_components.problems import Problem


def target_problems(chosen: Sound) -> list[Problem]:
    """Of the args that choose the targets."""
    found = one_of(chosen, WAYS)
    binding = chosen.below("binding")
    by_ip = binding.get("target_type", NlbTargetType.IP) == NlbTargetType.IP
    if "node_selector" in binding.value and by_ip:
        rule = "chooses nodes, and the targets are pods"
        remedy = "drop it, or use the target type instance"
        found.append(Problem(binding.at("node_selector"), None, rule, remedy))
    return found


def member_problems(app: Sound) -> Iterator[Problem]:
    """Of the nodes of the cluster, where they are targets."""
    for port in app.items("ports"):
        own = port.below(KEY)
        if "targets" in own.value:
            yield from target_problems(own.below("targets"))
    chosen = [readable_targets(app, port) for port in app.items("ports")]
    kinds = {target_type(c) for c in chosen if "nodes" in c}
    if kinds:
        yield from _node_problems(app, kinds)
    yield from _node_port_problems(app)


def _node_problems(app: Sound, kinds: set[NlbTargetType]) -> Iterator[Problem]:
    cluster = app.below("cluster")
    nodes = cluster.items("nodes")
    if not nodes and not any(b.startswith("cluster") for b in app.broken):
        rule = "is missing, and the balancer's targets are the cluster's nodes"
        remedy = "list them, read them by `live_nodes` or `aws_nodes`, or choose other `targets`"
        yield Problem(cluster.at("nodes"), None, rule, remedy)
    if not app.broken:
        yield from membership_problems(app, traffic_policy(app.value))
    for node in nodes:
        if not serving([{"labels": node.get("labels", {})}]):
            continue
        if NlbTargetType.INSTANCE in kinds:
            yield from _instance_problems(node)
        if NlbTargetType.IP in kinds:
            yield from _address_problems(node)
    first: dict[Any, Sound] = {}
    for node in nodes:
        known = node.plain("provider_id")
        if known is not None and first.setdefault(known, node) is not node:
            remedy = "list each node once"
            yield node.problem("provider_id", f"is {first[known].path}'s as well", remedy)


def _instance_problems(node: Sound) -> Iterator[Problem]:
    if "provider_id" not in node.value:
        rule = "is missing, and the balancer's targets are instances"
        remedy = 'give the Node\'s `spec.providerID`, or use `targets: {"nodes": "ip"}`'
        yield Problem(node.at("provider_id"), None, rule, remedy)
        return
    known = node.plain("provider_id")
    if known is not None and instance_of(known) is None:
        yield node.problem("provider_id", "names no EC2 instance", f"write it like {PROVIDER_ID}")


def _address_problems(node: Sound) -> Iterator[Problem]:
    key = "internal_address" if "internal_address" in node.value else "address"
    text = node.plain(key)
    if text is None:
        return
    try:
        IPv4Address(text)
    except ValueError:
        remedy = "give the one it has in the VPC, or use instances as targets"
        yield node.problem(key, "is no IPv4 address, and the targets are addresses", remedy)


def _node_port_problems(app: Sound) -> Iterator[Problem]:
    """Where pods alone are targets, the Service has no NodePort."""
    ports = app.items("ports")
    if not all(reaches_pods(readable_targets(app, port)) for port in ports):
        return
    for port in ports:
        if "node_port" in port.value:
            rule = "leads nowhere: the pods themselves are the targets"
            yield Problem(port.at("node_port"), None, rule, "drop it")
