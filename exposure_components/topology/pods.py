"""Services and the pods behind them."""

from collections.abc import Iterator, Mapping
from typing import Any

from exposure_components.topology.graph import Box, Kind, Port, Way
from exposure_components.topology.inventory import CLASSES, WORKLOADS, Inventory
from exposure_components.topology.things import Thing, distinct, fields, items, number, port

_LOCAL = "Local"


def pod_ways(inv: Inventory) -> Iterator[Way]:
    """From each Service to its pods."""
    workloads: dict[str, list[Thing]] = {}
    for each in inv.objects(*WORKLOADS):
        workloads.setdefault(each.namespace, []).append(each)
    for service in inv.objects("Service"):
        selector = fields(service.spec, "selector")
        if not selector:
            continue
        found = [w for w in workloads.get(service.namespace, ()) if _selects(selector, w)]
        for workload in found:
            ends = distinct(_target(each, workload) for each in items(service.spec, "ports"))
            yield Way(service_box(service), workload_box(inv, workload), ends)
        if not found:
            ends = distinct(_target(each, None) for each in items(service.spec, "ports"))
            yield Way(service_box(service), _others(service, selector), ends)


def service_box(service: Thing) -> Box:
    """A Service; kube-proxy does its work where clients' packets reach the nodes."""
    details = [service.namespace] if service.namespace else []
    if service.spec.get("type") in ("NodePort", "LoadBalancer"):
        local = service.spec.get("externalTrafficPolicy") == _LOCAL
        details.append("kube-proxy: pods of that node" if local else "kube-proxy: to any pod")
    title = f"Service {service.object_name}"
    return Box(f"service:{service.urn}", Kind.SERVICE, title, tuple(details))


def workload_box(inv: Inventory, workload: Thing) -> Box:
    """The pods of a workload."""
    serves = any(each.kind in CLASSES for each in inv.beside(workload))
    details = [workload.namespace] if workload.namespace else []
    if workload.kind == "DaemonSet":
        details.append("a pod on each node")
    elif (replicas := number(workload.spec.get("replicas"))) is not None:
        details.append("1 pod" if replicas == 1 else f"{replicas} pods")
    if pod_spec(workload).get("hostNetwork") is True:
        details.append("in the node's network")
    kind = Kind.CONTROLLER if serves else Kind.WORKLOAD
    title = f"{workload.kind} {workload.object_name}"
    return Box(f"workload:{workload.urn}", kind, title, tuple(details))


def pod_spec(workload: Thing) -> Mapping[str, Any]:
    """Of the pods of a workload."""
    return workload.spec if workload.kind == "Pod" else fields(workload.spec, "template", "spec")


def container_ports(workload: Thing) -> list[Mapping[str, Any]]:
    """Of all containers."""
    return [p for c in items(pod_spec(workload), "containers") for p in items(c, "ports")]


def _others(service: Thing, selector: Mapping[str, Any]) -> Box:
    details = [service.namespace] if service.namespace else []
    details += [f"{key}={value}" for key, value in selector.items()]
    return Box(f"pods:{service.urn}", Kind.WORKLOAD, "pods", tuple(details))


def _selects(selector: Mapping[str, Any], workload: Thing) -> bool:
    path = ("metadata", "labels") if workload.kind == "Pod" else ("template", "metadata", "labels")
    around = workload.fields if workload.kind == "Pod" else workload.spec
    labels = fields(around, *path)
    return selector.items() <= labels.items()


def _target(service_port: Mapping[str, Any], workload: Thing | None) -> Port:
    """The port of the pods, which a Service may call by its name."""
    wanted = service_port.get("targetPort", service_port.get("port"))
    if isinstance(wanted, str):
        ports = [] if workload is None else container_ports(workload)
        named = (each.get("containerPort") for each in ports if each.get("name") == wanted)
        wanted = int(wanted) if wanted.isdecimal() else next(named, None)
    return port(service_port.get("protocol"), wanted)
