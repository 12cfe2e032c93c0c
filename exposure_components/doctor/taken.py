"""Who has which port of the cluster's nodes."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from exposure_components.doctor.plan import Plan
from exposure_components.topology.things import Thing, fields, items

ANY_ADDRESS = ("", "0.0.0.0", "::")
"""Values of hostIP that mean every address of the node (kube-scheduler's DefaultBindAllHostIP)."""
_ENDED = ("Succeeded", "Failed")
"""Phases of pods that hold no port any more."""


@dataclass(frozen=True)
class HostPort:
    """A port that a pod takes of its node."""

    number: int
    protocol: str = "TCP"
    address: str = ""
    """The node's address that it is bound to; empty for all."""

    def collides(self, other: "HostPort") -> bool:
        """Whether one node can't give both."""
        if (self.number, self.protocol) != (other.number, other.protocol):
            return False
        mine, theirs = self.address, other.address
        return mine in ANY_ADDRESS or theirs in ANY_ADDRESS or mine == theirs

    def __str__(self) -> str:
        return f"{self.number}/{self.protocol}"


@dataclass(frozen=True)
class NodePort:
    """A port that a Service has on every node."""

    number: int
    protocol: str
    service: tuple[str, str]
    """Namespace and name."""
    is_health_check: bool = False


def host_ports(spec: Mapping[str, Any]) -> list[HostPort]:
    """The ports of the node that a pod takes. In the node's network those are all of its ports."""
    on_host = spec.get("hostNetwork") is True
    return [
        HostPort(number, str(port.get("protocol") or "TCP"), str(port.get("hostIP") or ""))
        for kind in ("containers", "initContainers")
        for container in items(spec, kind)
        for port in items(container, "ports")
        if isinstance(number := port.get("containerPort" if on_host else "hostPort"), int)
        and number
    ]


def running(pods: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The pods that hold their ports."""
    return [each for each in pods if fields(each, "status").get("phase") not in _ENDED]


def is_of(pod: Mapping[str, Any], workload: Thing, plan: Plan) -> bool:
    """Whether the pod is one that the workload keeps running."""
    metadata = fields(pod, "metadata")
    if metadata.get("namespace") != plan.namespace(workload):
        return False
    if workload.kind == "Pod":
        return metadata.get("name") == workload.object_name
    wanted = fields(workload.spec, "selector", "matchLabels")
    return bool(wanted) and wanted.items() <= fields(metadata, "labels").items()


def node_ports(service: Mapping[str, Any], namespace: str) -> Iterator[NodePort]:
    """The NodePorts of a Service that are known."""
    owner = (namespace, str(fields(service, "metadata").get("name", "")))
    for port in items(service, "spec", "ports"):
        if isinstance(number := port.get("nodePort"), int) and number:
            yield NodePort(number, str(port.get("protocol") or "TCP"), owner)
    health = fields(service, "spec").get("healthCheckNodePort")
    if isinstance(health, int) and health:
        yield NodePort(health, "TCP", owner, is_health_check=True)


def others_node_ports(plan: Plan, services: Iterable[Mapping[str, Any]]) -> list[NodePort]:
    """The NodePorts that Services have which are not the plan's."""
    own = {(plan.namespace(each), each.object_name) for each in plan.of("Service")}
    return [
        port
        for service in services
        for port in node_ports(service, str(fields(service, "metadata").get("namespace", "")))
        if port.service not in own
    ]
