"""For which properties providers replace; the words are those of their own packages."""

from importlib import import_module
from typing import Any

import pytest
from pulumi._types import input_type_py_to_pulumi_names

from exposure_components.migration import bridged_rules, kubernetes_rules
from exposure_components.migration.bridged_rules import _REPLACING, deleted_first
from tests.migration.states import kubernetes, only, resource

GROUP = "aws:lb/targetGroup:TargetGroup"
SELECTOR = {"matchLabels": {"app": "web"}}


def properties(token: str) -> set[str]:
    """The inputs of a resource, as its package's own class for them names them."""
    package, module, kind = token.split(":")
    home = import_module(f"pulumi_{package}.{module.replace('/', '.').partition('.')[0]}")
    args = getattr(home, f"{kind}Args")
    return set(input_type_py_to_pulumi_names(args).values())


@pytest.mark.parametrize("token", _REPLACING)
def test_every_property_is_one_of_the_package(token: str) -> None:
    assert _REPLACING[token] - properties(token) == set()


@pytest.mark.parametrize(
    ("token", "key", "replaced"),
    [
        ("openstack:loadbalancer/listener:Listener", "protocolPort", True),
        ("openstack:loadbalancer/listener:Listener", "defaultPoolId", False),
        ("openstack:loadbalancer/pool:Pool", "protocol", True),
        ("openstack:dns/recordSet:RecordSet", "records", False),
        (GROUP, "port", True),
        (GROUP, "healthCheck", False),
        ("aws:lb/listener:Listener", "port", False),
        ("aws:lb/loadBalancer:LoadBalancer", "subnets", None),
        ("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "cidrIpv4", None),
        ("aws:s3/bucket:Bucket", "bucket", None),
    ],
)
def test_of_openstack_and_aws(token: str, key: str, replaced: bool | None) -> None:
    assert bridged_rules.replaces(resource(token), key) is replaced


@pytest.mark.parametrize(
    ("token", "before", "after", "first"),
    [
        pytest.param(GROUP, {}, {}, False, id="the provider makes names up"),
        pytest.param(GROUP, {"name": "a"}, {"name": "a"}, True, id="one name"),
        pytest.param(GROUP, {"name": "a"}, {"name": "b"}, False, id="two names"),
        pytest.param(
            GROUP, {}, {"name": "a", "__defaults": ["name"]}, False, id="a name it filled in"
        ),
        pytest.param(
            "openstack:loadbalancer/pool:Pool", {"name": "a"}, {"name": "b"}, True, id="openstack"
        ),
        pytest.param("aws:lb/listener:Listener", {"name": "a"}, {"name": "a"}, None, id="else"),
    ],
)
def test_which_of_two_goes_first(token: str, before: Any, after: Any, first: bool | None) -> None:
    pair = (resource(token, inputs=inputs) for inputs in (before, after))
    assert deleted_first(*pair) is first


@pytest.mark.parametrize(
    ("kind", "before", "after", "outcome"),
    [
        ("Deployment", {"spec": {"selector": SELECTOR}}, {"spec": {"selector": {}}}, "replaced"),
        ("Deployment", {"spec": {"replicas": 1}}, {"spec": {"replicas": 2}}, "updated"),
        ("StatefulSet", {"spec": {"serviceName": "a"}}, {"spec": {"serviceName": "b"}}, "replaced"),
        ("Service", {"spec": {"type": "NodePort"}}, {"spec": {"type": "ClusterIP"}}, "updated"),
        (
            "Service",
            {"spec": {"selector": {"a": "1"}}},
            {"spec": {"selector": {"a": "2"}}},
            "updated",
        ),
        ("Service", {}, {"spec": {"clusterIP": "None"}}, "replaced"),
        ("ConfigMap", {"data": {"a": "1"}}, {"data": {"a": "2"}}, "replaced"),
        ("Secret", {"stringData": {"a": "1"}}, {"stringData": {"b": "1"}}, "replaced"),
        (
            "PersistentVolumeClaim",
            {"spec": {"resources": {"requests": {"storage": "1Gi"}}}},
            {"spec": {"resources": {"requests": {"storage": "2Gi"}}}},
            "updated",
        ),
    ],
)
def test_of_kubernetes(kind: str, before: Any, after: Any, outcome: str) -> None:
    assert only(kubernetes(kind, **before), kubernetes(kind, **after)).outcome == outcome


def test_of_what_we_have_no_list_the_provider_decides() -> None:
    def pod(image: str) -> Any:
        manifest = {"apiVersion": "v1", "kind": "Pod", "spec": {"image": image}}
        return resource("kubernetes:core/v1:Pod", inputs=manifest)

    assert only(pod("a"), pod("b")).outcome == "undecided"


def test_a_patch_keeps_what_it_patches() -> None:
    def patch(name: str, policy: str) -> Any:
        manifest = {"apiVersion": "v1", "kind": "Service", "metadata": {"name": name}}
        inputs = {**manifest, "spec": {"clusterIP": policy}}
        return resource("kubernetes:core/v1:ServicePatch", inputs=inputs)

    assert only(patch("a", "x"), patch("a", "y")).outcome == "updated"
    assert only(patch("a", "x"), patch("b", "x")).outcome == "replaced"


def test_an_object_of_a_name_that_the_provider_makes_up_comes_first() -> None:
    named = {"name": "web-1", "annotations": {"pulumi.com/autonamed": "true"}}
    made_up = kubernetes("ConfigMap", metadata=named)
    chosen = kubernetes("ConfigMap", metadata={"name": "web-1"})
    assert kubernetes_rules.deleted_first(chosen, chosen) is True
    assert kubernetes_rules.deleted_first(made_up, made_up) is False
