"""NodePorts that the plan fixes: are they free, and in the API server's range?"""

import re
from collections.abc import Iterator

from exposure_components.doctor.findings import Finding, ok, problem, untold, warning
from exposure_components.doctor.plan import Plan
from exposure_components.doctor.questions import Absent, Ask, Found, Object, Objects, objects
from exposure_components.doctor.taken import NodePort, node_ports, others_node_ports
from exposure_components.topology.things import Thing, fields, items, texts

_DEFAULT = range(30000, 32768)
"""Default of kube-apiserver's --service-node-port-range."""
_FLAG = "--service-node-port-range"
_RANGE = re.compile(r"(\d+)-(\d+)")


def fixed_node_ports(plan: Plan, ask: Ask) -> Iterator[Finding]:
    """Each port of each Service."""
    wanted = [
        (service, port)
        for service in plan.of("Service")
        for port in node_ports(service.fields, plan.namespace(service))
    ]
    if not wanted:
        return
    answer = ask(Objects("v1", "services"))
    if not isinstance(answer, Found | Absent):
        for service, port in wanted:
            yield untold(_about(plan, service, port), "Services of all namespaces", answer)
        return
    taken = others_node_ports(plan, objects(answer))
    told = _told(ask)
    for service, port in wanted:
        about = _about(plan, service, port)
        # Another Service may have the same number for the other protocol, if its port is the same,
        # too; the API server alone knows, and nobody should rely on it.
        holders = [each for each in taken if each.number == port.number]
        if holders:
            yield _held(about, holders[0])
        elif port.number in (told or _DEFAULT):
            source = "the API server's range" if told else "the default range"
            yield ok(about, f"is no other Service's, and in {source} {_shown(told or _DEFAULT)}")
        else:
            yield _outside(about, port.number, told, taken)


def _about(plan: Plan, service: Thing, port: NodePort) -> str:
    return f"nodePort {port.number} of {plan.label(service)}"


def _held(about: str, holder: NodePort) -> Finding:
    use = "health check's port" if holder.is_health_check else "nodePort"
    rule = f"is taken: it is the {use} of Service {'/'.join(holder.service)}"
    return problem(about, rule, "choose another `node_port`, or leave it out and let the cluster")


def _outside(about: str, number: int, told: range | None, taken: list[NodePort]) -> Finding:
    if told is not None:
        rule = f"is outside of the API server's range {_shown(told)}"
        return problem(about, rule, "choose one inside, or leave it out and let the cluster")
    if any(each.number not in _DEFAULT for each in taken):
        beyond = next(each for each in taken if each.number not in _DEFAULT)
        seen = f"which it has widened: {'/'.join(beyond.service)} has {beyond.number}"
    else:
        seen = "and no Service shows that the cluster has another"
    rule = f"is outside of {_shown(_DEFAULT)}, the default range, {seen}; a dry run does not ask it"
    remedy = f"ask who runs the API server for its {_FLAG}, or choose a port of the default range"
    return warning(about, rule, remedy)


def _shown(ports: range) -> str:
    return f"{ports.start}-{ports.stop - 1}"


def _told(ask: Ask) -> range | None:
    """The range where something of the cluster tells it: the API server's own pod, kubeadm's or
    OpenShift's configuration."""
    for pod in objects(ask(Objects("v1", "pods"))):
        if fields(pod, "metadata", "labels").get("component") == "kube-apiserver":
            for container in items(pod, "spec", "containers"):
                flags = [*texts(container, "command"), *texts(container, "args")]
                given = [each for each in flags if each.startswith(f"{_FLAG}=")]
                return _range(given[-1]) if given else _DEFAULT
    kubeadm = ask(Object("v1", "configmaps", "kubeadm-config", "kube-system"))
    if isinstance(kubeadm, Found):
        text = str(fields(kubeadm.value, "data").get("ClusterConfiguration", ""))
        given = [line for line in text.splitlines() if _FLAG.lstrip("-") in line]
        # Which of its lines is the value depends on kubeadm's version.
        if given and (found := _range(text[text.index(given[0]) :])):
            return found
    network = ask(Object("config.openshift.io/v1", "networks", "cluster"))
    if isinstance(network, Found):
        return _range(str(fields(network.value, "spec").get("serviceNodePortRange", "")))
    return None


def _range(text: str) -> range | None:
    found = _RANGE.search(text)
    return range(int(found[1]), int(found[2]) + 1) if found else None
