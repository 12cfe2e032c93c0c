"""Versions of Kubernetes that fields of the plan's objects need."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from exposure_components.doctor.findings import Finding, ok, problem, unknown
from exposure_components.doctor.plan import Plan, listed
from exposure_components.doctor.questions import Ask, Found, Objects, Version, objects
from exposure_components.topology.pods import pod_spec
from exposure_components.topology.things import Thing, fields, items

Release = tuple[int, int]


def versions(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """The API server's, and where the kubelet must know a field, each node's."""
    answer = ask(Version())
    server = _release(answer.value.get("gitVersion")) if isinstance(answer, Found) else None
    if server is None:
        yield unknown("Kubernetes", "does not tell its version", "kubectl version")
        return
    kubelets = [
        release
        for each in objects(ask(Objects("v1", "nodes")))
        if (release := _release(fields(each, "status", "nodeInfo").get("kubeletVersion")))
    ]
    found: list[Finding] = []
    for what, since, uses, of_kubelet in _FEATURES:
        users = [plan.label(each) for each in plan.objects if uses(each)]
        oldest = min([server, *kubelets]) if of_kubelet else server
        if users and oldest < since:
            who = "API server" if server < since else "kubelet of a node"
            rule = f"needs Kubernetes {_shown(since)} for {what}; the {who} is {_shown(oldest)}"
            found.append(problem(listed(users), rule, f"upgrade it, or do without {what}"))
    yield from found
    if not found:
        yield ok("Kubernetes", f"is {_shown(server)}, which knows every field of the plan")


def _release(text: object) -> Release | None:
    found = re.match(r"v?(\d+)\.(\d+)", str(text))
    return (int(found[1]), int(found[2])) if found else None


def _shown(release: Release) -> str:
    return f"{release[0]}.{release[1]}"


def _sleeps(thing: Thing) -> bool:
    return any(
        fields(container, "lifecycle", "preStop", "sleep")
        for container in items(pod_spec(thing), "containers")
    )


def _has(field: str) -> Callable[[Thing], bool]:
    return lambda thing: thing.kind == "Service" and field in thing.spec


def _mixes(thing: Thing) -> bool:
    protocols: set[Any] = {each.get("protocol", "TCP") for each in items(thing.spec, "ports")}
    balanced = thing.kind == "Service" and thing.spec.get("type") == "LoadBalancer"
    return balanced and len(protocols) > 1


_FEATURES: tuple[tuple[str, Release, Callable[[Thing], bool], bool], ...] = (
    ("a pause before pods end (preStop.sleep)", (1, 30), _sleeps, True),
    ("TCP and UDP at one balancer", (1, 24), _mixes, False),
    ("allocateLoadBalancerNodePorts", (1, 22), _has("allocateLoadBalancerNodePorts"), False),
    ("loadBalancerClass", (1, 22), _has("loadBalancerClass"), False),
)
"""What, the first release with it on by default, who uses it, and whether kubelets must know it
(kubernetes.io, Feature Gates: PodLifecycleSleepAction, MixedProtocolLBService,
ServiceLBNodePortControl, ServiceLoadBalancerClass)."""
