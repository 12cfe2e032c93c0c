"""A resource that its provider would refuse fails the run."""

from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes
import pulumi_openstack as openstack
import pytest
from pulumi_kubernetes.apiextensions import CustomResource
from pulumi_kubernetes.apps.v1 import Deployment, DeploymentSpecArgs
from pulumi_kubernetes.core.v1 import ConfigMap, Service, ServicePortArgs, ServiceSpecArgs

from exposure_components.testing import SchemaError, run_program
from tests.testing.programs import CONFIG_MAP, DEPLOYMENT, SERVICE, deployment_spec

RECORD_SET = "openstack:dns/recordSet:RecordSet"


def deployment(**changes: Any) -> Deployment:
    return Deployment("web", spec=deployment_spec(**changes))


def service(**spec: Any) -> Service:
    return Service("web", spec=spec)


def record_set(**changes: Any) -> openstack.dns.RecordSet:
    args: dict[str, Any] = {"zone_id": "zone", "records": ["192.0.2.1"], **changes}
    return openstack.dns.RecordSet("web", **args)


@pytest.mark.parametrize(
    ("program", "problem"),
    [
        pytest.param(
            lambda: deployment(replica=1),
            f"{DEPLOYMENT} web.spec.replica: unknown property of DeploymentSpecArgs "
            "(did you mean 'replicas'?)",
            id="unknown-property",
        ),
        pytest.param(
            lambda: deployment(template={"spec": {"containers": [{"image": "web:1"}]}}),
            f"{DEPLOYMENT} web.spec.template.spec.containers[0].name: "
            "missing required property of ContainerArgs",
            id="missing-property-in-a-list",
        ),
        pytest.param(
            lambda: deployment(replicas="3"),
            f"{DEPLOYMENT} web.spec.replicas: expected int, got str '3'",
            id="string-for-a-number",
        ),
        pytest.param(
            lambda: deployment(replicas=True),
            f"{DEPLOYMENT} web.spec.replicas: expected int, got bool True",
            id="bool-for-a-number",
        ),
        pytest.param(
            lambda: deployment(replicas=1.5),
            f"{DEPLOYMENT} web.spec.replicas: expected int, got float 1.5",
            id="fraction-for-a-whole-number",
        ),
        pytest.param(
            lambda: deployment(selector="web"),
            f"{DEPLOYMENT} web.spec.selector: expected LabelSelectorArgs, got str 'web'",
            id="string-for-an-object",
        ),
        pytest.param(
            lambda: ConfigMap("web", data={"port": 80}),
            f"{CONFIG_MAP} web.data['port']: expected str, got int 80",
            id="number-in-a-map-of-strings",
        ),
        pytest.param(
            lambda: service(ports={"port": 80}),
            f"{SERVICE} web.spec.ports: expected a list, got dict {{'port': 80}}",
            id="object-for-a-list",
        ),
        pytest.param(
            lambda: service(selector="web"),
            f"{SERVICE} web.spec.selector: expected a map, got str 'web'",
            id="string-for-a-map",
        ),
        pytest.param(
            lambda: service(type="Nodeport"),
            f"{SERVICE} web.spec.type: expected ServiceSpecType "
            "['ExternalName', 'ClusterIP', 'NodePort', 'LoadBalancer'], got str 'Nodeport'",
            id="value-outside-of-an-enum",
        ),
        pytest.param(
            lambda: service(ports=[{"port": 80, "target_port": {"name": "http"}}]),
            f"{SERVICE} web.spec.ports[0].targetPort: expected int, got dict {{'name': 'http'}}",
            id="value-outside-of-a-union",
        ),
        pytest.param(
            lambda: deployment(template=pulumi.Output.from_input("template")),
            f"{DEPLOYMENT} web.spec.template: expected PodTemplateSpecArgs, got str 'template'",
            id="value-of-an-output",
        ),
        pytest.param(
            lambda: record_set(records="192.0.2.1"),
            f"{RECORD_SET} web.records: expected a list, got str '192.0.2.1'",
            id="another-provider",
        ),
        pytest.param(
            lambda: CustomResource(
                "web",
                api_version="gateway.networking.k8s.io/v1",
                kind="HTTPRoute",
                metadata={"label": {}},
            ),
            "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute web.metadata.label: "
            "unknown property of ObjectMetaArgs (did you mean 'labels'?)",
            id="metadata-of-a-custom-resource",
        ),
    ],
)
def test_what_the_provider_would_refuse_is_a_problem(
    program: Callable[[], Any], problem: str
) -> None:
    with pytest.raises(SchemaError) as raised:
        run_program(program)
    assert raised.value.problems == [problem]


def test_a_name_that_the_provider_does_not_know_is_a_problem() -> None:
    class Provider(pulumi.ProviderResource):
        def __init__(self) -> None:
            super().__init__("kubernetes", "web", {"contxt": "lab"})

    with pytest.raises(SchemaError) as raised:
        run_program(Provider)
    assert raised.value.problems == [
        "pulumi:providers:kubernetes web.contxt: unknown property of the kubernetes Provider"
    ]


def test_a_provider_of_no_known_package_is_not_checked() -> None:
    class Provider(pulumi.ProviderResource):
        def __init__(self) -> None:
            super().__init__("unheard-of", "web", {"any": "thing"})

    assert run_program(Provider).one("pulumi:providers:unheard-of").inputs == {"any": "thing"}


def test_all_problems_of_all_resources_are_told_at_once() -> None:
    def program() -> None:
        deployment(replica=1, replicas="3")
        service(type="Nodeport")

    with pytest.raises(SchemaError) as raised:
        run_program(program)
    assert len(raised.value.problems) == 3
    assert str(raised.value) == "\n".join(raised.value.problems)


def test_args_classes_and_dictionaries_are_the_same_on_the_wire() -> None:
    def program() -> None:
        Service(
            "dictionary",
            spec={"ports": [{"port": 80, "node_port": 30080, "target_port": "http"}]},
        )
        Service(
            "class",
            spec=ServiceSpecArgs(
                ports=[ServicePortArgs(port=80, node_port=30080, target_port="http")]
            ),
        )

    recording = run_program(program)
    expected = {"ports": [{"port": 80, "nodePort": 30080, "targetPort": "http"}]}
    assert recording.one(SERVICE, "dictionary").inputs["spec"] == expected
    assert recording.one(SERVICE, "class").inputs["spec"] == expected


def test_what_is_unknown_in_a_preview_is_no_problem() -> None:
    def program() -> None:
        balancer = openstack.LbLoadbalancerV2("web", vip_subnet_id="subnet")
        record_set(records=[balancer.vip_address])
        deployment(replicas=balancer.id.apply(len))
        ConfigMap("web", data={"id": balancer.id})

    run_program(program, preview=True)


def test_a_schema_within_is_taken_as_its_project_publishes_it() -> None:
    schema = {"type": "object", "properties": {"a": {"x-kubernetes-int-or-string": True}}}

    def program() -> None:
        kubernetes.apiextensions.v1.CustomResourceDefinition(
            "web",
            spec={
                "group": "example.com",
                "names": {"kind": "Web", "plural": "webs"},
                "scope": "Namespaced",
                "versions": [
                    {
                        "name": "v1",
                        "served": True,
                        "storage": True,
                        "schema": {"open_apiv3_schema": schema},
                    }
                ],
            },
        )

    (made,) = run_program(program).resources
    assert made.inputs["spec"]["versions"][0]["schema"] == {"openAPIV3Schema": schema}


def test_a_resource_of_no_known_class_is_not_checked() -> None:
    class Thing(pulumi.CustomResource):
        def __init__(self) -> None:
            super().__init__("unheard:of/thing:Thing", "thing", {"any": {"thing": 1}})

    assert run_program(Thing).one("unheard:of/thing:Thing").inputs == {"any": {"thing": 1}}


def test_of_an_unknown_kind_in_a_known_group_the_metadata_is_checked() -> None:
    def program() -> None:
        CustomResource("web", api_version="apps/v1", kind="Novelty", metadata={"name": 1})
        CustomResource("bare", api_version="apps/v1", kind="Novelty", spec={"any": "thing"})

    with pytest.raises(SchemaError) as raised:
        run_program(program)
    assert raised.value.problems == [
        "kubernetes:apps/v1:Novelty web.metadata.name: expected str, got int 1"
    ]


def test_not_strict_checks_nothing() -> None:
    recording = run_program(lambda: deployment(replica=1), strict=False)
    assert recording.one(DEPLOYMENT).inputs["spec"]["replica"] == 1


def test_two_resources_with_one_urn_are_a_problem() -> None:
    def program() -> None:
        ConfigMap("web", data={})
        ConfigMap("web", data={})

    with pytest.raises(SchemaError) as raised:
        run_program(program)
    assert raised.value.problems == [
        "urn:pulumi:stack::project::kubernetes:core/v1:ConfigMap::web: duplicate URN"
    ]


def test_one_name_below_two_parents_is_no_problem() -> None:
    def program() -> None:
        for name in ("first", "second"):
            parent = pulumi.ComponentResource(f"tests:index:{name.title()}", name)
            ConfigMap("web", data={}, opts=pulumi.ResourceOptions(parent=parent))

    assert [each.urn.split("::")[2] for each in run_program(program).resources if each.custom] == [
        "tests:index:First$kubernetes:core/v1:ConfigMap",
        "tests:index:Second$kubernetes:core/v1:ConfigMap",
    ]


@pytest.mark.parametrize("disabled", ['["*"]', '["openstack", "kubernetes"]'])
def test_a_default_provider_that_is_disabled_is_a_problem(disabled: str) -> None:
    def program() -> None:
        ConfigMap("default", data={})
        provider = kubernetes.Provider("lab", context="lab")
        ConfigMap("explicit", data={}, opts=pulumi.ResourceOptions(provider=provider))

    with pytest.raises(SchemaError) as raised:
        run_program(program, config={"pulumi:disable-default-providers": disabled})
    assert raised.value.problems == [
        f"{CONFIG_MAP} default: has no explicit provider, "
        "and pulumi:disable-default-providers takes the default one away"
    ]


def test_spec_of_args_class_reports_the_names_on_the_wire() -> None:
    spec = DeploymentSpecArgs(
        selector={"match_labels": {"app": 1}},
        template={},
    )
    with pytest.raises(SchemaError) as raised:
        run_program(lambda: Deployment("web", spec=spec))
    assert raised.value.problems == [
        f"{DEPLOYMENT} web.spec.selector.matchLabels['app']: expected str, got int 1"
    ]
