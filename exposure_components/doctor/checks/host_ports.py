"""Ports that the plan's pods take of their nodes: are they free?"""

from collections.abc import Iterator, Mapping

from exposure_components.doctor.findings import Finding, ok, problem, untold, warning
from exposure_components.doctor.plan import Plan, listed
from exposure_components.doctor.questions import Absent, Ask, Found, Objects, objects
from exposure_components.doctor.scheduling import fits, is_cordoned, is_ready
from exposure_components.doctor.taken import (
    HostPort,
    NodePort,
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
    held = _held(plan, ask)
    numbers = others_node_ports(plan, objects(ask(Objects("v1", "services"))))
    for workload, ports in wanted:
        yield _judged(plan, workload, ports, held, ask)
        yield from _hidden(plan, workload, ports, numbers)


def _held(plan: Plan, ask: Ask) -> Mapping[str, list[tuple[HostPort, str]]]:
    """By node: the ports that pods of others have, and whose they are."""
    found: dict[str, list[tuple[HostPort, str]]] = {}
    for pod in running(objects(ask(Objects("v1", "pods")))):
        ports = host_ports(fields(pod, "spec"))
        if ports and not any(is_of(pod, each, plan) for each in plan.workloads):
            metadata = fields(pod, "metadata")
            owner = f"pod {metadata.get('namespace')}/{metadata.get('name')}"
            node = str(fields(pod, "spec").get("nodeName"))
            found.setdefault(node, []).extend((port, owner) for port in ports)
    return found


def _about(plan: Plan, workload: Thing, ports: list[HostPort]) -> str:
    return f"host port {listed(map(str, ports))} of {plan.label(workload)}"


def _judged(
    plan: Plan,
    workload: Thing,
    ports: list[HostPort],
    others: Mapping[str, list[tuple[HostPort, str]]],
    ask: Ask,
) -> Finding:
    about, spec = _about(plan, workload, ports), pod_spec(workload)
    everywhere = workload.kind == "DaemonSet"
    nodes = [
        str(fields(each, "metadata").get("name"))
        for each in objects(ask(Objects("v1", "nodes")))
        if fits(spec, each) and (everywhere or (is_ready(each) and not is_cordoned(each)))
    ]
    held = {node: holder for node in nodes if (holder := _holder(ports, others.get(node, [])))}
    free = [node for node in nodes if node not in held]
    replicas = number(workload.spec.get("replicas"))
    needed = len(nodes) if everywhere else 1 if replicas is None else replicas
    if not held:
        return ok(about, f"is free on {listed(nodes) or 'every node that fits: there is none'}")
    holders = listed(f"{holder} on {node}" for node, holder in held.items())
    remedy = "choose another port, or nodes where it is free by `node_selector`"
    if len(free) < needed:
        left = f"the pods need {needed} of the nodes, and it is free on {len(free)}"
        return problem(about, f"is taken by {holders}; {left}", remedy)
    rule = f"is taken by {holders}: the pods run on {listed(free)} alone"
    return warning(about, rule, remedy)


def _holder(ports: list[HostPort], others: list[tuple[HostPort, str]]) -> str:
    for held, owner in others:
        if any(held.collides(port) for port in ports):
            return f"{owner} ({held})"
    return ""


def _hidden(
    plan: Plan, workload: Thing, ports: list[HostPort], others: list[NodePort]
) -> Iterator[Finding]:
    """A Service's NodePort comes first: kube-proxy takes what a pod of the node would get."""
    for held in others:
        for port in ports:
            if (port.number, port.protocol) == (held.number, held.protocol):
                rule = (
                    f"is the nodePort of Service {'/'.join(held.service)}, which gets its traffic"
                )
                yield problem(_about(plan, workload, [port]), rule, "choose another port")
