"""The manifests of a program are those that the Kubernetes provider renders."""

from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes
import pulumi_openstack as openstack
import pytest
from pulumi_kubernetes.apiextensions import CustomResource
from pulumi_kubernetes.core.v1 import ConfigMap, Namespace, Secret, Service
from pulumi_kubernetes.helm.v3 import Release

from exposure_components.testing import UNKNOWN, run_program
from tests.testing.programs import Component, service_of_type

ROUTE_API = "gateway.networking.k8s.io/v1"


def test_a_manifest_has_what_the_program_says_and_the_default_namespace() -> None:
    recording = run_program(lambda: service_of_type("NodePort"))
    assert recording.manifests() == [
        {
            "apiVersion": "v1",
            "kind": "Service",
            "metadata": {"name": "web", "namespace": "default"},
            "spec": {"type": "NodePort", "selector": {"app": "web"}, "ports": [{"port": 80}]},
        }
    ]


def test_only_objects_that_the_program_makes_have_manifests_in_program_order() -> None:
    def program() -> None:
        provider = kubernetes.Provider("lab", context="lab")
        openstack.LbLoadbalancerV2("balancer", vip_subnet_id="subnet")
        Service.get("found", "default/found")
        Release("chart", chart="chart")
        Component("web", pulumi.ResourceOptions(provider=provider))
        CustomResource("route", api_version=ROUTE_API, kind="HTTPRoute", metadata={"name": "web"})

    manifests = run_program(program).manifests()
    assert [(each["apiVersion"], each["kind"]) for each in manifests] == [
        ("v1", "Namespace"),
        ("v1", "ConfigMap"),
        (ROUTE_API, "HTTPRoute"),
    ]
    assert [each["metadata"] for each in manifests] == [
        {"name": "web"},
        {"name": "web", "namespace": "web"},
        {"name": "web", "namespace": "default"},
    ]


def test_an_object_without_a_name_is_marked_as_named_by_the_provider() -> None:
    def program() -> Any:
        return ConfigMap("web", metadata={"annotations": {"a": "b"}}, data={}).metadata

    recording = run_program(program)
    assert recording.manifests()[0]["metadata"] == {
        "name": recording.value.name,
        "namespace": "default",
        "annotations": {"a": "b", "pulumi.com/autonamed": "true"},
    }


@pytest.mark.parametrize(
    ("config", "namespace", "of_default_provider"),
    [
        pytest.param({}, "team", "team", id="of-the-kubeconfig"),
        pytest.param({}, "", None, id="none"),
        pytest.param({"kubernetes:namespace": "shop"}, "team", "shop", id="of-the-config"),
    ],
)
def test_an_object_without_a_namespace_gets_the_one_of_its_provider(
    config: dict[str, str], namespace: str, of_default_provider: str | None
) -> None:
    def program() -> None:
        opts = pulumi.ResourceOptions(provider=kubernetes.Provider("lab", namespace="lab"))
        ConfigMap("explicit", metadata={"name": "web"}, data={}, opts=opts)
        ConfigMap("default", metadata={"name": "web"}, data={})
        ConfigMap("own", metadata={"name": "web", "namespace": "own"}, data={}, opts=opts)
        Namespace("shop", metadata={"name": "shop"}, opts=opts)

    manifests = run_program(program, config=config).manifests(namespace=namespace)
    namespaces = [each["metadata"].get("namespace") for each in manifests]
    assert namespaces == ["lab", of_default_provider, "own", None]


def test_what_the_server_sets_is_left_out() -> None:
    metadata = {"name": "shop", "uid": "1", "generation": 2, "labels": {"app": "web"}}
    recording = run_program(lambda: Namespace("shop", metadata=metadata))
    assert recording.manifests()[0]["metadata"] == {"name": "shop", "labels": {"app": "web"}}


def test_a_key_that_python_cannot_spell_is_spelt_with_dashes() -> None:
    def program() -> None:
        CustomResource(
            "web",
            api_version="example.com/v1",
            kind="Web",
            metadata={"name": "web"},
            spec=[{"x_kubernetes_list_type": "map", "other_key": 1}],
        )

    assert run_program(program).manifests()[0]["spec"] == [
        {"x-kubernetes-list-type": "map", "other_key": 1}
    ]


def credentials() -> None:
    Secret(
        "credentials",
        metadata={"name": "credentials"},
        data={"user": "YWRtaW4="},
        string_data={"password": "hush"},
    )


@pytest.mark.parametrize(
    ("secrets", "data"),
    [
        pytest.param(False, {"user": "[secret]", "password": "[secret]"}, id="masked"),
        pytest.param(True, {"user": "YWRtaW4=", "password": "aHVzaA=="}, id="shown"),
    ],
)
def test_the_values_of_a_secret_are_shown_on_demand_only(
    secrets: bool, data: dict[str, str]
) -> None:
    assert run_program(credentials).manifests(secrets=secrets) == [
        {
            "apiVersion": "v1",
            "kind": "Secret",
            "metadata": {"name": "credentials", "namespace": "default"},
            "data": data,
        }
    ]


@pytest.mark.parametrize(
    ("secrets", "env", "label"),
    [
        pytest.param(False, ["plain", "[secret]"], {"a": "[secret]"}, id="masked"),
        pytest.param(True, ["plain", "hush"], {"a": "tag"}, id="shown"),
    ],
)
def test_secret_outputs_are_shown_on_demand_only(
    secrets: bool, env: list[str], label: dict[str, str]
) -> None:
    def program() -> None:
        CustomResource(
            "web",
            api_version="example.com/v1",
            kind="Web",
            metadata={"name": "web", "labels": pulumi.Output.secret({"a": "tag"})},
            spec={"env": ["plain", pulumi.Output.secret("hush")]},
        )

    manifest = run_program(program).manifests(secrets=secrets)[0]
    assert manifest["spec"] == {"env": env}
    assert manifest["metadata"]["labels"] == label


def test_masking_leaves_the_recorded_inputs_alone() -> None:
    recording = run_program(credentials)
    recording.manifests()
    assert recording.resources[0].inputs["stringData"] == {"password": "hush"}


def test_what_a_preview_does_not_know_is_unknown_in_a_manifest_too() -> None:
    def program() -> None:
        service = service_of_type("NodePort")
        port = service.spec.ports[0].node_port
        ConfigMap("web", data={"port": port.apply(str), "host": "node"})
        Secret("web", string_data={"port": port.apply(str)})

    service, config, secret = run_program(program, preview=True).manifests()
    assert service["spec"]["ports"] == [{"port": 80}]
    assert config["data"] == {"port": UNKNOWN, "host": "node"}
    assert secret["stringData"] is UNKNOWN
