"""The state of a stack, as `pulumi stack export` writes it."""

import json
from typing import Any

import pytest

from exposure_components.topology.build import topology
from exposure_components.topology.exported import NotAnExportError, exported
from tests.topology.programs import details, ways

SECRET = {
    "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270",
    "plaintext": '"hunter2"',
}
URN = "urn:pulumi:lab::shop::"


def resource(token: str, name: str, **more: Any) -> dict[str, Any]:
    return {"urn": f"{URN}{token}::{name}", "custom": True, "type": token, **more}


def manifest(kind: str, spec: Any, **more: Any) -> dict[str, Any]:
    """What the provider keeps of an object: as it was asked for, and as it is."""
    about = {"name": "web", "namespace": "shop"}
    asked = {"apiVersion": "v1", "kind": kind, "metadata": about, "spec": spec}
    return {"inputs": asked, "outputs": {**asked, "__initialApiVersion": "v1", **more}}


def document(*resources: dict[str, Any]) -> Any:
    stack = {"urn": f"{URN}pulumi:pulumi:Stack::shop-lab", "type": "pulumi:pulumi:Stack"}
    return json.loads(json.dumps({"version": 3, "deployment": {"resources": [stack, *resources]}}))


def balanced(**status: Any) -> dict[str, Any]:
    spec = {"type": "LoadBalancer", "selector": {"a": "b"}, "ports": [{"port": 80}]}
    made = manifest("Service", {**spec, "ports": [{"port": 80, "nodePort": 31234}]}, **status)
    made["inputs"]["spec"] = spec
    return resource("kubernetes:core/v1:Service", "web", **made)


def test_what_the_cluster_decided_is_known() -> None:
    ingress = [{"ip": "192.0.2.7"}, {"hostname": "edge.example.com"}]
    found = topology(exported(document(balanced(status={"loadBalancer": {"ingress": ingress}}))))
    assert ways(found) == [
        "clients -> load balancer: TCP 80",
        "load balancer -> any node: TCP 31234",
        "any node -> Service web",
        "Service web -> pods: TCP 80",
    ]
    assert details(found)["load balancer"][:2] == ("192.0.2.7", "edge.example.com")


def test_secrets_are_masked_even_in_plain_text() -> None:
    status = {"loadBalancer": {"ingress": [{"ip": SECRET}]}}
    secret = manifest("Secret", {}, data={"key": "aHVudGVyMg=="}, stringData={"key": "hunter2"})
    things = list(
        exported(
            document(
                balanced(status=status), resource("kubernetes:core/v1:Secret", "web", **secret)
            )
        )
    )
    assert details(topology(things))["load balancer"][0] == "[secret]"
    assert "hunter2" not in repr(things)
    assert "aHVudGVyMg" not in repr(things)


def test_a_resource_that_shall_be_deleted_is_not_shown() -> None:
    assert topology(exported(document({**balanced(), "delete": True}))).ways == ()


def test_ids_tell_what_leads_to_what_where_states_tell_no_origins() -> None:
    octavia = "openstack:loadbalancer/"
    node_port = manifest(
        "Service",
        {"type": "NodePort", "selector": {"a": "b"}, "ports": [{"port": 80, "nodePort": 30080}]},
    )
    members = [{"name": "n", "address": "192.0.2.1", "protocolPort": 30080}]
    listener = {"protocol": "TCP", "protocolPort": 443}
    found = topology(
        exported(
            document(
                resource("kubernetes:core/v1:Service", "web", **node_port),
                resource(
                    f"{octavia}loadBalancer:LoadBalancer",
                    "edge",
                    id="b",
                    outputs={"vipAddress": "192.0.2.9"},
                ),
                resource(f"{octavia}pool:Pool", "web", id="p", outputs={"loadbalancerId": "b"}),
                resource(
                    f"{octavia}members:Members",
                    "web",
                    id="m",
                    outputs={"poolId": "p", "members": members},
                ),
                resource(
                    f"{octavia}listener:Listener",
                    "web",
                    id="l",
                    outputs={**listener, "loadbalancerId": "b", "defaultPoolId": "p"},
                ),
            )
        )
    )
    assert ways(found)[:2] == [
        "clients -> Octavia load balancer edge: TCP 443",
        "Octavia load balancer edge -> node: TCP 30080",
    ]
    assert details(found)["Octavia load balancer edge"] == ("192.0.2.9",)


@pytest.mark.parametrize(
    "wrong", [{}, [], None, {"deployment": {}}, {"deployment": {"resources": 1}}]
)
def test_another_document_is_told(wrong: Any) -> None:
    with pytest.raises(NotAnExportError, match="pulumi stack export"):
        list(exported(wrong))
