"""What `up` would stumble over, and what is lost for good."""

from typing import Any

from exposure_components.migration.changes import changes
from exposure_components.migration.notices import notices
from exposure_components.migration.state import Resource
from tests.migration.states import kubernetes, workload


def told(before: list[Resource], after: list[Resource]) -> list[str]:
    return notices(changes(before, after))


def service(name: str, number: Any, namespace: str = "shop") -> Resource:
    metadata = {"name": name, "namespace": namespace}
    ports = [{"port": 80, "nodePort": number}]
    return kubernetes("Service", name, metadata=metadata, spec={"ports": ports})


def test_a_node_port_is_free_when_its_service_is_gone() -> None:
    taken = (
        "NodePort 30000 of Service shop/new is taken by Service shop/old until that is deleted, "
        "at the end of up, which fails before: choose another number, or none"
    )
    assert told([service("old", 30000)], [service("new", 30000)]) == [taken]
    assert told([service("old", 30000)], [service("new", 30001)]) == []
    assert told([service("old", None)], [service("new", None)]) == []


def test_a_service_that_is_replaced_meets_itself() -> None:
    (found,) = told([service("web", 30000)], [service("web", 30000, "other")])
    assert found.startswith("NodePort 30000 of Service other/web is taken by Service shop/web")


def test_services_that_stay_are_in_nobodys_way() -> None:
    old, new = service("old", 30000), service("new", 30001)
    assert told([old, new], [old, new]) == []


def pods(name: str, pod: Any, kind: str = "Deployment") -> Resource:
    found = workload(kind, pod=pod)
    inputs = {**found.inputs, "metadata": {"name": name}}
    return Resource(found.urn.replace("::web", f"::{name}"), "", True, inputs)


def test_a_port_of_a_node_is_waited_for_in_vain() -> None:
    at_port = {"containers": [{"ports": [{"containerPort": 8080, "hostPort": 80}]}]}
    (found,) = told([pods("web", at_port)], [pods("web", at_port, "DaemonSet")])
    assert found.startswith("port 80 of the nodes, which pods of DaemonSet web take, is taken by ")
    assert "those of Deployment web until that is deleted" in found
    assert told([pods("web", at_port)], [pods("web", at_port)]) == []


def test_in_the_nodes_network_the_containers_port_is_the_nodes() -> None:
    inside = {"containers": [{"ports": [{"containerPort": 80}]}]}
    host = {**inside, "hostNetwork": True}
    assert len(told([pods("old", host)], [pods("new", host)])) == 1
    assert told([pods("old", inside)], [pods("new", inside)]) == []


def test_data_of_a_claim_that_goes_is_lost() -> None:
    claim = kubernetes("PersistentVolumeClaim", spec={"storageClassName": "fast"})
    slow = kubernetes("PersistentVolumeClaim", spec={"storageClassName": "slow"})
    lost = "what it holds is lost, unless its volume is retained"
    assert told([claim], []) == [f"PersistentVolumeClaim web is deleted: {lost}"]
    assert told([claim], [slow]) == [f"PersistentVolumeClaim web is replaced: {lost}"]
    assert told([claim], [claim]) == []
