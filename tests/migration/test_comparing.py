"""What only looks different is no change."""

from typing import Any

import pytest

from exposure_components.migration.changes import Change, changes
from exposure_components.migration.state import UNKNOWN, Resource
from tests.migration.states import kubernetes, only, resource

BALANCER = "openstack:loadbalancer/loadBalancer:LoadBalancer"
LISTENER = "openstack:loadbalancer/listener:Listener"
PROVIDER = "pulumi:providers:kubernetes"


def texts(found: Change) -> list[str]:
    return [each.text for each in found.differences]


def limits(cpu: Any) -> dict[str, Any]:
    return {"containers": [{"resources": {"limits": {"cpu": cpu}}}]}


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            {"metadata": {"name": "web", "namespace": "default"}},
            {"metadata": {"name": "web"}},
            id="the provider's namespace",
        ),
        pytest.param(
            {"metadata": {"name": "web-1a2b", "annotations": {"pulumi.com/autonamed": "true"}}},
            {"metadata": {"name": "web-3c4d", "annotations": {"pulumi.com/autonamed": "true"}}},
            id="a name that the provider made up",
        ),
        pytest.param({"spec": limits("1000m")}, {"spec": limits(1)}, id="quantities"),
    ],
)
def test_of_objects(before: Any, after: Any) -> None:
    assert only(kubernetes("Service", **before), kubernetes("Service", **after)).outcome == "same"


def test_quantities_that_differ_and_numbers_elsewhere_count() -> None:
    one, other = (kubernetes("Deployment", spec=limits(cpu)) for cpu in ("100m", "1"))
    assert texts(only(one, other)) == ["spec.containers[0].resources.limits.cpu"]
    one, other = (kubernetes("Service", spec={"x": x}) for x in ("1000m", "1"))
    assert texts(only(one, other)) == ["spec.x"]


@pytest.mark.parametrize(
    ("type_", "before", "after"),
    [
        pytest.param(
            BALANCER, {"name": "edge-1", "__defaults": ["name"]}, {}, id="what it filled in"
        ),
        pytest.param(LISTENER, {"protocolPort": 80}, {"protocolPort": "80"}, id="number as text"),
        pytest.param(LISTENER, {"adminStateUp": "true"}, {"adminStateUp": True}, id="boolean"),
        pytest.param(
            LISTENER, {"allowedCidrs": ["b", "a"]}, {"allowedCidrs": ["a", "b"]}, id="sets"
        ),
        pytest.param(
            BALANCER, {"x": [{"a": 1, "__defaults": ["b"]}]}, {"x": [{"a": 1}]}, id="nested"
        ),
        pytest.param(
            PROVIDER, {"version": "4.34.0", "context": "c"}, {"context": "c"}, id="engine"
        ),
    ],
)
def test_of_other_providers(type_: str, before: Any, after: Any) -> None:
    assert only(resource(type_, inputs=before), resource(type_, inputs=after)).outcome == "same"


def test_a_default_that_the_program_overrules_counts() -> None:
    before = resource(BALANCER, inputs={"name": "edge-1", "__defaults": ["name"]})
    assert texts(only(before, resource(BALANCER, inputs={"name": "edge"}))) == ["name"]


def listening(at: Any, on: Resource, **more: Any) -> Resource:
    inputs = {"loadbalancerId": at, "protocol": "TCP", "protocolPort": 80, **more}
    return resource(LISTENER, inputs=inputs, comes_from={"loadbalancerId": [on.urn]})


def test_what_comes_of_a_resource_that_stays_is_the_same() -> None:
    balancer = resource(BALANCER, "edge", inputs={"vipAddress": "10.0.0.1"})
    before, after = listening("1234", balancer), listening(UNKNOWN, balancer)
    found = changes([balancer, before], [balancer, after])
    assert [each.outcome for each in found] == ["same", "same"]


def test_what_comes_of_a_resource_that_is_replaced_is_another() -> None:
    old, new = (resource(BALANCER, "edge", inputs={"vipAddress": x}) for x in ("10.1", "10.2"))
    found = changes([old, listening("1234", old)], [new, listening(UNKNOWN, new)])
    assert [(each.outcome, texts(each)) for each in found] == [
        ("replaced", ["vipAddress"]),
        ("replaced", ["loadbalancerId"]),
    ]


def test_ports_that_the_cluster_gives_anew_may_be_others() -> None:
    """A Service whose ports change in place may get another nodePort."""
    one, two = (kubernetes("Service", spec={"ports": [{"port": port}]}) for port in (80, 81))
    member = "openstack:loadbalancer/members:Members"
    inputs = {"poolId": "1", "members": [{"protocolPort": 30100}]}
    was = resource(member, inputs=inputs)
    now = resource(
        member, inputs={"poolId": "1", "members": UNKNOWN}, comes_from={"members": [two.urn]}
    )
    assert [each.outcome for each in changes([one, was], [two, now])] == ["updated", "updated"]
    assert [each.outcome for each in changes([two, was], [two, now])] == ["same", "same"]


def test_ignored_properties_are_no_change() -> None:
    ports = [{"port": 80, "nodePort": 30000}]
    before = kubernetes("Service", spec={"type": "NodePort", "ports": ports})
    inputs = {**before.inputs, "spec": {"type": "ClusterIP", "ports": [{"port": 80}]}}
    after = Resource(before.urn, "", True, inputs, ignored=("spec.ports",))
    assert texts(only(before, after)) == ["spec.type"]
