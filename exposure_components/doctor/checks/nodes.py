"""The nodes that the plan speaks of, and those that its pods can run on."""

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.doctor.findings import Finding, ok, problem, untold, warning
from exposure_components.doctor.plan import Plan, known, listed, named
from exposure_components.doctor.questions import Absent, Ask, Found, Objects, objects
from exposure_components.doctor.scheduling import Node, fits, is_cordoned, is_ready, repelling
from exposure_components.doctor.taken import host_ports
from exposure_components.problems import did_you_mean
from exposure_components.topology.pods import pod_spec
from exposure_components.topology.things import Thing, fields, items

_MEMBERS = "openstack:loadbalancer/members:Members"


def nodes(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Names and addresses that clients or balancers are sent to, then each workload's nodes."""
    promised = dict(_promised(plan))
    if not promised and not plan.workloads:
        return
    answer = ask(Objects("v1", "nodes"))
    if not isinstance(answer, Found | Absent):
        yield untold("nodes", "nodes", answer)
        return
    live = {str(fields(each, "metadata").get("name")): each for each in objects(answer)}
    for name, addresses in promised.items():
        yield _promise(name, addresses, live)
    for workload in plan.workloads:
        yield _eligible(plan, workload, live)
        yield from _strangers(plan, workload, live)


def _promised(plan: Plan) -> Iterator[tuple[str, set[str]]]:
    """Of each node that the plan names: the addresses that it gives it."""
    found: dict[str, set[str]] = {}
    for thing in plan.things:
        for each in items(thing.fields, "endpoints"):
            if name := known(each.get("node")):
                found.setdefault(name, set()).add(known(each.get("host")))
        if thing.type == _MEMBERS:
            for each in items(thing.fields, "members"):
                if name := known(each.get("name")):
                    found.setdefault(name, set()).add(known(each.get("address")))
    for name in sorted(found):
        yield name, found[name] - {""}


def _promise(name: str, addresses: set[str], live: Mapping[str, Node]) -> Finding:
    about = f"Node {name}"
    if name not in live:
        remedy = did_you_mean(name, live, f"the cluster has {listed(live)}")
        return problem(about, "is not in the cluster", f"see `cluster.nodes`: {remedy}")
    node = live[name]
    if not is_ready(node):
        rule = "is not Ready: what clients are told of it will not answer"
        return problem(about, rule, f"kubectl describe node {name}")
    told = {str(each.get("address")) for each in items(node, "status", "addresses")}
    if strange := sorted(addresses - told):
        rule = f"does not tell of the address {listed(strange)}, which the plan gives it; it has "
        remedy = "see its `address` in `cluster.nodes`; all is well if that is translated to it"
        return warning(about, f"{rule}{listed(sorted(told))}", remedy)
    return ok(about, f"is Ready, at {listed(sorted(addresses))}" if addresses else "is Ready")


def _eligible(plan: Plan, workload: Thing, live: Mapping[str, Node]) -> Finding:
    about, spec = plan.label(workload), pod_spec(workload)
    fitting = [node for node in live.values() if fits(spec, node)]
    usable = [
        node
        for node in fitting
        if is_ready(node) and (workload.kind == "DaemonSet" or not is_cordoned(node))
    ]
    if usable:
        return ok(about, f"can run on {listed(named(usable))}")
    if fitting:
        rule = f"fits on {listed(named(fitting))} alone, and none of them takes pods now"
        return problem(about, rule, f"kubectl describe node {named(fitting)[0]}")
    if tainted := {t for node in live.values() for t in repelling(spec, node)}:
        rule = f"fits on no node; those of the cluster have the taints {listed(sorted(tainted))}"
        remedy = "choose other nodes by `node_selector`, or let pods onto them by `tolerations`"
        return problem(about, rule, remedy)
    selector = listed(f"{k}={v}" for k, v in fields(spec, "nodeSelector").items())
    rule = f"fits on no node: none has {selector or 'what its affinity asks for'}"
    return problem(about, rule, "see kubectl get nodes --show-labels, and `node_selector`")


def _strangers(plan: Plan, workload: Thing, live: Mapping[str, Node]) -> Iterator[Finding]:
    """Nodes that may run a pod which takes their ports, and that no client is told of."""
    spec: Mapping[str, Any] = pod_spec(workload)
    told = {known(each.get("node")) for each in plan.inventory.endpoints(workload)} - {""}
    if not told or not host_ports(spec):
        return
    strangers = [
        name
        for name, node in live.items()
        if name not in told and fits(spec, node) and not is_cordoned(node)
    ]
    if strangers:
        rule = f"can run on {listed(sorted(strangers))} as well, which no endpoint tells of"
        remedy = "add them to `cluster.nodes`, or keep its pods away by `node_selector`"
        yield warning(plan.label(workload), rule, remedy)
