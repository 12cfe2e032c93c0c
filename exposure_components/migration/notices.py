"""What `up` would stumble over, and what is lost for good."""

from collections.abc import Iterator, Sequence

from exposure_components.migration.changes import Change, Order, Outcome
from exposure_components.migration.rollouts import pod_of
from exposure_components.migration.state import Resource
from exposure_components.objects.workloads import WORKLOADS
from exposure_components.topology.things import fields, items


def notices(found: Sequence[Change]) -> list[str]:
    """Sentences, each about one resource."""
    return [*_taken_node_ports(found), *_taken_host_ports(found), *_lost_data(found)]


def _taken_node_ports(found: Sequence[Change]) -> Iterator[str]:
    """The API server gives no NodePort to two Services."""
    services = [each for each in found if each.resource.kind == "Service"]
    for new in services:
        for old in services:
            if not _meet(old, new):
                continue
            for port in sorted(_node_ports(old.before) & _node_ports(new.after)):
                yield (
                    f"NodePort {port[1]} of {_label(new.resource)} is taken by "
                    f"{_label(old.before)} until that is deleted, at the end of up, which fails "
                    "before: choose another number, or none"
                )


def _taken_host_ports(found: Sequence[Change]) -> Iterator[str]:
    """A pod waits for a port of its node, and `up` for the pod."""
    workloads = [each for each in found if each.resource.kind in WORKLOADS]
    for new in workloads:
        for old in workloads:
            if not _meet(old, new):
                continue
            for port in sorted(_host_ports(old.before) & _host_ports(new.after)):
                yield (
                    f"port {port[1]} of the nodes, which pods of {_label(new.resource)} take, is "
                    f"taken by those of {_label(old.before)} until that is deleted, at the end of "
                    "up: on a node of theirs new pods wait for it, and up for them, in vain"
                )


def _lost_data(found: Sequence[Change]) -> Iterator[str]:
    for each in found:
        goes = each.outcome in (Outcome.DELETED, Outcome.REPLACED)
        if goes and each.before is not None and each.before.kind == "PersistentVolumeClaim":
            yield (
                f"{_label(each.before)} is {each.outcome}: what it holds is lost, unless its "
                "volume is retained"
            )


def _meet(old: Change, new: Change) -> bool:
    """Whether the old one is still there when the new one comes, as another object."""
    if old.before is None or new.after is None:
        return False
    if old is new:
        return old.outcome is Outcome.REPLACED and old.order is Order.CREATE_FIRST
    goes = old.outcome is Outcome.DELETED or old.order is Order.CREATE_FIRST
    comes = new.outcome is not Outcome.SAME
    return goes and comes


def _node_ports(service: Resource | None) -> set[tuple[str, int]]:
    ports = items({} if service is None else service.inputs, "spec", "ports")
    return {
        (str(each.get("protocol", "TCP")), int(each["nodePort"]))
        for each in ports
        if isinstance(each.get("nodePort"), int)
    }


def _host_ports(workload: Resource | None) -> set[tuple[str, int]]:
    pod = pod_of({} if workload is None else workload.inputs)
    key = "containerPort" if pod.get("hostNetwork") else "hostPort"
    return {
        (str(port.get("protocol", "TCP")), int(port[key]))
        for container in items(pod, "containers")
        for port in items(container, "ports")
        if isinstance(port.get(key), int)
    }


def _label(resource: Resource | None) -> str:
    assert resource is not None
    metadata = fields(resource.inputs, "metadata")
    place = "/".join(str(metadata[key]) for key in ("namespace", "name") if key in metadata)
    return f"{resource.kind} {place}"
