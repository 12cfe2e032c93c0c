"""A recording tells every registration and line of the log."""

from typing import Any

import pulumi
import pulumi_kubernetes as kubernetes
import pytest
from pulumi_kubernetes.core.v1 import ConfigMap, Namespace, Service

from exposure_components.testing import (
    UNKNOWN,
    Alias,
    Log,
    Options,
    Severity,
    Timeouts,
    run_program,
)
from tests.testing.programs import COMPONENT, CONFIG_MAP, SERVICE, Component, service_of_type

URN = "urn:pulumi:stack::project::"
STACK_URN = f"{URN}pulumi:pulumi:Stack::project-stack"


def test_resources_are_in_program_order() -> None:
    def program() -> None:
        late = pulumi.Output.from_input("late")
        for _ in range(5):
            late = late.apply(lambda value: value)
        ConfigMap("first", data={"when": late})
        ConfigMap("second", data={"when": "early"})
        Component("third")

    assert [(each.type, each.name) for each in run_program(program).resources] == [
        (CONFIG_MAP, "first"),
        (CONFIG_MAP, "second"),
        (COMPONENT, "third"),
        ("kubernetes:core/v1:Namespace", "third"),
        (CONFIG_MAP, "third"),
    ]


def test_a_component_has_children_and_registered_outputs() -> None:
    recording = run_program(lambda: Component("web"))
    component = recording.one(COMPONENT)
    assert not component.custom
    assert component.parent == recording.stack_urn == STACK_URN
    assert component.outputs == {"namespace": "web"}
    assert recording.children_of(None) == (component,)
    children = recording.children_of(component)
    assert [child.urn for child in children] == [
        f"{URN}{COMPONENT}$kubernetes:core/v1:Namespace::web",
        f"{URN}{COMPONENT}$kubernetes:core/v1:ConfigMap::web",
    ]
    assert [child.parent for child in children] == [component.urn, component.urn]
    assert recording.children_of(children[0]) == ()


def test_dependencies_are_those_of_inputs_and_of_the_option() -> None:
    def program() -> None:
        component = Component("web")
        service = service_of_type("ClusterIP")
        ConfigMap(
            "last",
            data={"ip": service.spec.cluster_ip},
            opts=pulumi.ResourceOptions(depends_on=[component.config]),
        )

    recording = run_program(program)
    last = recording.one(CONFIG_MAP, "last")
    service, config = recording.one(SERVICE).urn, recording.one(CONFIG_MAP, "web").urn
    assert set(last.dependencies) == {service, config}
    assert last.property_dependencies["data"] == (service,)


def test_options_are_those_that_reach_the_engine() -> None:
    def program() -> None:
        config = ConfigMap("old", data={})
        ConfigMap(
            "web",
            data={},
            opts=pulumi.ResourceOptions(
                protect=True,
                delete_before_replace=False,
                retain_on_delete=True,
                ignore_changes=["data"],
                replace_on_changes=["metadata.name"],
                additional_secret_outputs=["data"],
                aliases=[pulumi.Alias(name="former", parent=None)],
                custom_timeouts=pulumi.CustomTimeouts(create="1m", delete="2m"),
                deleted_with=config,
                import_="default/web",
                version="4.0.0",
            ),
        )

    recording = run_program(program)
    assert recording.one(CONFIG_MAP, "web").options == Options(
        protect=True,
        delete_before_replace=False,
        retain_on_delete=True,
        ignore_changes=("data",),
        replace_on_changes=("metadata.name",),
        additional_secret_outputs=("data",),
        aliases=(Alias(name="former", no_parent=True),),
        timeouts=Timeouts(create="1m", delete="2m"),
        deleted_with=recording.one(CONFIG_MAP, "old").urn,
        import_id="default/web",
        version="4.0.0",
    )


def test_an_option_that_is_not_set_is_none() -> None:
    options = run_program(lambda: ConfigMap("web", data={})).one(CONFIG_MAP).options
    assert (options.protect, options.delete_before_replace, options.retain_on_delete) == (
        None,
        None,
        None,
    )


def test_an_alias_may_be_a_urn() -> None:
    def program() -> None:
        opts = pulumi.ResourceOptions(aliases=[f"{URN}{CONFIG_MAP}::former"])
        ConfigMap("web", data={}, opts=opts)

    options = run_program(program).one(CONFIG_MAP).options
    assert options.aliases == (Alias(urn=f"{URN}{CONFIG_MAP}::former"),)


def test_the_provider_of_a_component_reaches_its_children() -> None:
    def program() -> None:
        provider = kubernetes.Provider("lab", context="lab")
        Component("web", pulumi.ResourceOptions(providers=[provider]))

    recording = run_program(program)
    provider = f"{URN}pulumi:providers:kubernetes::lab::lab-id"
    assert recording.one(COMPONENT).providers == {"kubernetes": provider}
    assert recording.one(CONFIG_MAP).provider == provider


def test_an_object_that_is_read_has_the_id_it_is_read_by() -> None:
    def program() -> list[Any]:
        service = Service.get("found", "shop/web")
        return [service.id, service.urn]

    recording = run_program(program, preview=True)
    found = recording.one(SERVICE)
    assert found.read_id == "shop/web"
    assert recording.value == ["shop/web", found.urn]


def test_an_object_that_is_read_by_an_unknown_id_has_an_empty_one() -> None:
    def program() -> Any:
        service = service_of_type("ClusterIP")
        return Service.get("found", service.id).id

    recording = run_program(program, preview=True)
    assert recording.one(SERVICE, "found").read_id == ""
    assert recording.value is UNKNOWN


def test_a_resource_among_inputs_and_outputs_is_its_urn() -> None:
    class Holder(pulumi.ComponentResource):
        def __init__(self, held: pulumi.Resource) -> None:
            super().__init__("tests:index:Holder", "holder", {"held": held})
            self.register_outputs({"held": held})

    recording = run_program(lambda: Holder(ConfigMap("web", data={})))
    holder, urn = recording.one("tests:index:Holder"), recording.one(CONFIG_MAP).urn
    assert (holder.inputs, holder.outputs) == ({"held": urn}, {"held": urn})


def test_empty_entries_are_left_out_and_empty_items_kept() -> None:
    class Thing(pulumi.CustomResource):
        def __init__(self) -> None:
            props = {"all": [1, None, {"none": None}], "none": None}
            super().__init__("unheard:of/thing:Thing", "thing", props)

    inputs = run_program(Thing).one("unheard:of/thing:Thing").inputs
    assert inputs == {"all": [1, None, {}]}


def test_a_secret_input_is_a_plain_value_and_a_path() -> None:
    def program() -> pulumi.Output[bool]:
        secret = pulumi.Output.secret("hush")
        config = ConfigMap("web", metadata={"name": "web"}, data={"a": "b", "key": secret})
        return pulumi.Output.from_input(config.data.is_secret())

    recording = run_program(program)
    config = recording.one(CONFIG_MAP)
    assert config.inputs["data"] == {"a": "b", "key": "hush"}
    assert config.secrets == {("data", "key")}
    assert recording.value is True


def test_a_secret_output_of_a_component_is_a_plain_value_and_a_path() -> None:
    class Vault(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("tests:index:Vault", "vault")
            self.register_outputs({"keys": [{"key": pulumi.Output.secret("hush")}]})

    vault = run_program(Vault).one("tests:index:Vault")
    assert vault.outputs == {"keys": [{"key": "hush"}]}
    assert vault.output_secrets == {("keys", 0, "key")}


def test_one_names_what_there_is_when_it_finds_none() -> None:
    recording = run_program(lambda: Component("web"))
    with pytest.raises(AssertionError) as raised:
        recording.one(SERVICE, "web")
    assert str(raised.value) == (
        "0 resources are kubernetes:core/v1:Service named 'web'; the program made:\n"
        "  tests:index:Component web\n"
        "  kubernetes:core/v1:Namespace web\n"
        "  kubernetes:core/v1:ConfigMap web"
    )


def test_one_refuses_to_choose() -> None:
    def program() -> None:
        Namespace("first")
        Namespace("second")

    with pytest.raises(AssertionError, match=r"^2 resources are kubernetes:core/v1:Namespace; "):
        run_program(program).one("kubernetes:core/v1:Namespace")


def test_one_and_all_take_the_classes_of_an_sdk() -> None:
    def program() -> None:
        service_of_type("ClusterIP")
        Namespace("first")
        Namespace("second")

    recording = run_program(program)
    assert recording.one(Service) == recording.one(SERVICE, "web")
    assert [each.name for each in recording.all(Namespace)] == ["first", "second"]
    assert recording.all(name="second") == recording.all(Namespace, "second")
    assert recording.all() == recording.resources
    assert recording.all(Service, "second") == ()


def test_a_class_without_a_token_is_refused() -> None:
    with pytest.raises(TypeError, match="Component names no type; give its token"):
        run_program(lambda: None).one(Component)


def test_below_a_component_is_all_that_it_and_its_children_made() -> None:
    class Outer(pulumi.ComponentResource):
        def __init__(self) -> None:
            super().__init__("tests:index:Outer", "outer")
            Component("inner", pulumi.ResourceOptions(parent=self))

    def program() -> None:
        ConfigMap("beside", data={})
        Outer()

    recording = run_program(program)
    outer = recording.one("tests:index:Outer")
    below = recording.below(outer)
    assert [each.type.rpartition(":")[2] for each in below] == [
        "Component",
        "Namespace",
        "ConfigMap",
    ]
    assert recording.below(below[-1]) == ()


def test_parents_dependencies_and_providers_are_found_by_urn() -> None:
    def program() -> None:
        provider = kubernetes.Provider("lab", context="lab")
        Component("web", pulumi.ResourceOptions(providers=[provider]))

    recording = run_program(program)
    made = recording.one(CONFIG_MAP)
    assert recording.by_urn(made.parent) == recording.one(COMPONENT)
    assert recording.by_urn(made.provider).name == "lab"
    assert [recording.by_urn(each).name for each in made.dependencies] == ["web"]
    with pytest.raises(KeyError):
        recording.by_urn("urn:pulumi:stack::project::none")


def test_logs_have_their_severity_and_the_urn_of_their_resource() -> None:
    def program() -> None:
        service = service_of_type("ClusterIP")
        pulumi.log.debug("not recorded")
        pulumi.log.info("made a Service")
        pulumi.log.warn("clients lose their address", resource=service)
        pulumi.log.error("no nodes")

    recording = run_program(program)
    urn = recording.one(SERVICE).urn
    assert set(recording.logs) == {
        Log(Severity.INFO, "made a Service"),
        Log(Severity.WARNING, "clients lose their address", urn),
        Log(Severity.ERROR, "no nodes"),
    }
    assert recording.warnings == ("clients lose their address",)


def test_a_warning_in_an_apply_is_recorded() -> None:
    def program() -> None:
        component = Component("web")

        def warn(name: str) -> None:
            pulumi.log.warn(f"{name} is open", resource=component)

        component.namespace.metadata.name.apply(warn)

    recording = run_program(program)
    urn = recording.one(COMPONENT).urn
    assert recording.logs == (Log(Severity.WARNING, "web is open", urn),)
