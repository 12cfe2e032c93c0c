"""Resources have the outputs that their provider would give them."""

from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes
import pulumi_openstack as openstack
import pytest
from pulumi_kubernetes.core.v1 import ConfigMap, Namespace, Service
from pulumi_kubernetes.networking.v1 import Ingress

from exposure_components.testing import UNKNOWN, RecordedResource, run_program
from tests.testing.programs import SERVICE, service_of_type

AWAITED = {"loadBalancer": {"ingress": [{"ip": "203.0.113.10"}]}}
SKIP_AWAIT = {"annotations": {"pulumi.com/skipAwait": "true"}}


class Text(pulumi.CustomResource):
    """A resource of a provider of which nothing is known here."""

    length: pulumi.Output[int]
    result: pulumi.Output[str | None]

    def __init__(self, name: str) -> None:
        super().__init__("random:index/text:Text", name, {"length": 8, "result": None})


def outputs_of(kind: str, *, preview: bool = False, **changes: Any) -> dict[str, Any]:
    recording = run_program(lambda: service_of_type(kind, **changes), preview=preview)
    return dict(recording.one(SERVICE).outputs)


def test_an_object_without_a_name_gets_one_and_the_default_namespace() -> None:
    config = run_program(lambda: ConfigMap("web", data={}).metadata).value
    assert config.name.startswith("web-")
    assert len(config.name) == len("web-") + 8
    assert config.namespace == "default"


def test_an_object_keeps_its_name_and_namespace() -> None:
    metadata = {"name": "web", "namespace": "shop"}
    config = run_program(lambda: ConfigMap("other", metadata=metadata, data={}).id)
    assert config.value == "shop/web"


def test_a_cluster_scoped_object_has_no_namespace() -> None:
    recording = run_program(lambda: Namespace("shop", metadata={"name": "shop"}).id)
    assert recording.value == "shop"
    assert recording.one("kubernetes:core/v1:Namespace").outputs["metadata"] == {"name": "shop"}


def test_the_default_namespace_is_the_providers() -> None:
    def program() -> list[Any]:
        opts = pulumi.ResourceOptions(provider=kubernetes.Provider("lab", namespace="lab"))
        return [
            ConfigMap("lab", metadata={"name": "web"}, data={}, opts=opts).id,
            ConfigMap("default", metadata={"name": "web"}, data={}).id,
        ]

    recording = run_program(program, config={"kubernetes:namespace": "shop"})
    assert recording.value == ["lab/web", "shop/web"]


@pytest.mark.parametrize(
    ("kind", "node_port", "status"),
    [
        ("ClusterIP", None, None),
        ("NodePort", 32767, None),
        ("LoadBalancer", 32767, AWAITED),
    ],
)
def test_a_service_gets_what_its_type_promises(
    kind: str, node_port: int | None, status: Any
) -> None:
    outputs = outputs_of(kind)
    assert outputs["spec"]["clusterIP"] == "10.96.0.1"
    assert outputs["spec"]["ports"][0].get("nodePort") == node_port
    assert outputs.get("status") == status


@pytest.mark.parametrize(
    ("kind", "node_port", "status"),
    [
        ("ClusterIP", None, None),
        ("NodePort", UNKNOWN, None),
        ("LoadBalancer", UNKNOWN, UNKNOWN),
    ],
)
def test_a_preview_does_not_know_what_a_service_gets(
    kind: str, node_port: Any, status: Any
) -> None:
    outputs = outputs_of(kind, preview=True)
    assert outputs["spec"]["clusterIP"] is UNKNOWN
    assert outputs["spec"]["ports"][0].get("nodePort") is node_port
    assert outputs.get("status") is status


def test_what_a_service_asks_for_it_gets() -> None:
    spec = outputs_of("NodePort", clusterIP="None", ports=[{"port": 80, "nodePort": 30080}])["spec"]
    assert spec["clusterIP"] == "None"
    assert spec["ports"] == [{"port": 80, "nodePort": 30080}]


def test_every_port_gets_a_node_port_of_its_own() -> None:
    def program() -> None:
        for name in ("first", "second"):
            Service(name, spec={"type": "NodePort", "ports": [{"port": 80}, {"port": 443}]})

    ports = [each.outputs["spec"]["ports"] for each in run_program(program).resources]
    assert [port["nodePort"] for each in ports for port in each] == [32767, 32766, 32765, 32764]


def test_an_external_name_has_no_address_in_the_cluster() -> None:
    assert "clusterIP" not in outputs_of("ExternalName", externalName="example.com")["spec"]


def test_a_balancer_may_go_without_node_ports() -> None:
    spec = outputs_of("LoadBalancer", allocateLoadBalancerNodePorts=False)["spec"]
    assert spec["ports"] == [{"port": 80}]


def test_nothing_is_known_of_an_address_that_is_not_awaited() -> None:
    assert "status" not in outputs_of("LoadBalancer", metadata=SKIP_AWAIT)


def test_an_ingress_gets_an_address_once_it_is_awaited() -> None:
    def program() -> list[Any]:
        backend = {"service": {"name": "web", "port": {"number": 80}}}
        spec = {"default_backend": backend}
        return [
            Ingress("awaited", spec=spec).status.load_balancer.ingress[0].ip,
            Ingress("skipped", metadata=SKIP_AWAIT, spec=spec).status,
        ]

    assert run_program(program).value == ["203.0.113.10", None]


def test_outputs_by_type_come_on_top() -> None:
    token = "openstack:index/lbLoadbalancerV2:LbLoadbalancerV2"

    def address(resource: RecordedResource) -> dict[str, Any]:
        return {"vipAddress": f"192.0.2.{len(resource.inputs)}", "vipPortId": UNKNOWN}

    def program() -> list[Any]:
        balancer = openstack.LbLoadbalancerV2("web", name="web", vip_subnet_id="subnet")
        return [balancer.name, balancer.vip_address, balancer.vip_port_id, balancer.id]

    recording = run_program(program, preview=True, outputs={token: address})
    assert recording.value == ["web", "192.0.2.2", UNKNOWN, UNKNOWN]


def test_other_resources_have_their_inputs_and_an_id() -> None:
    def program() -> list[Any]:
        text = Text("web")
        return [text.length, text.result, text.id]

    assert run_program(program).value == [8, None, "web-id"]
    assert run_program(program, preview=True).value == [8, UNKNOWN, UNKNOWN]
