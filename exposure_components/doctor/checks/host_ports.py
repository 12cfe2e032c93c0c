"""Ports that the plan's pods take of their nodes: are they free?"""

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.doctor.findings import Finding, ok, problem, untold, warning
from exposure_components.doctor.plan import Plan, listed
from exposure_components.doctor.questions import Absent, Ask, Found, Objects, objects
from exposure_components.doctor.scheduling import fits, is_cordoned, is_ready
from exposure_components.doctor.taken import (
    HostPort,
    host_ports,
    is_of,
    others_node_ports,
    running,
)
from exposure_components.topology.pods import pod_spec
from exposure_components.topology.things import Thing, fields, number


def taken_host_ports(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Of each workload, on each node that may run its pods."""
    wanted = [(each, host_ports(pod_spec(each))) for each in plan.workloads]
    wanted = [(workload, ports) for workload, ports in wanted if ports]
    if not wanted:
        return
    for plural in ("pods", "nodes"):
        answer = ask(Objects("v1", plural))
        if not isinstance(answer, Found | Absent):
            for workload, ports in wanted:
                yield untold(_about(plan, workload, ports), plural, answer)
            return
    pods = running(objects(ask(Objects("v1", "pods"))))
    for workload, ports in wanted:
        others = [each for each in pods if not is_of(each, workload, plan)]
        yield _judged(plan, workload, ports, others, ask)
        yield from _hidden(plan, workload, ports, ask)


def _about(plan: Plan, workload: Thing, ports: list[HostPort]) -> str:
    return f"host port {listed(map(str, ports))} of {plan.label(workload)}"


def _judged(
    plan: Plan, workload: Thing, ports: list[HostPort], pods: list[Mapping[str, Any]], ask: Ask
) -> Finding:
    about, spec = _about(plan, workload, ports), pod_spec(workload)
    everywhere = workload.kind == "DaemonSet"
    nodes = [
        str(fields(each, "metadata").get("name"))
        for each in objects(ask(Objects("v1", "nodes")))
        if fits(spec, each) and (everywhere or (is_ready(each) and not is_cordoned(each)))
    ]
    held = {node: holder for node in nodes if (holder := _holder(node, ports, pods))}
    free = [node for node in nodes if node not in held]
    replicas = number(workload.spec.get("replicas"))
    needed = len(nodes) if everywhere else 1 if replicas is None else replicas
    if not held:
        return ok(about, f"is free on {listed(nodes) or 'every node that fits: there is none'}")
    holders = listed(f"{holder} on {node}" for node, holder in held.items())
    remedy = "choose another port, or nodes where it is free by `node_selector`"
    if len(free) < needed:
        rule = f"is taken by {holders}; {needed} pods need a node each, and {len(free)} are free"
        return problem(about, rule, remedy)
    rule = f"is taken by {holders}: the pods run on {listed(free)} alone"
    return warning(about, rule, remedy)


def _holder(node: str, ports: list[HostPort], pods: list[Mapping[str, Any]]) -> str:
    for pod in pods:
        spec, metadata = fields(pod, "spec"), fields(pod, "metadata")
        if spec.get("nodeName") == node:
            for held in host_ports(spec):
                if any(held.collides(port) for port in ports):
                    return f"pod {metadata.get('namespace')}/{metadata.get('name')} ({held})"
    return ""


def _hidden(plan: Plan, workload: Thing, ports: list[HostPort], ask: Ask) -> Iterator[Finding]:
    """A Service's NodePort comes first: kube-proxy takes what a pod of the node would get."""
    for held in others_node_ports(plan, objects(ask(Objects("v1", "services")))):
        for port in ports:
            if (port.number, port.protocol) == (held.number, held.protocol):
                rule = (
                    f"is the nodePort of Service {'/'.join(held.service)}, which gets its traffic"
                )
                yield problem(_about(plan, workload, [port]), rule, "choose another port")
