"""What is registered without the SDK's tasks is, to the byte, what is registered by them."""

from collections.abc import Callable, Mapping
from contextlib import nullcontext
from dataclasses import replace
from pprint import pformat
from typing import Any

import pulumi
import pulumi.resource
import pulumi_kubernetes
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pulumi_kubernetes.core.v1 import ConfigMap

from exposure_components import NodePortApp
from exposure_components.kubernetes_object import KubernetesObject
from exposure_components.testing import Call, Recording, SchemaError, run_program
from exposure_components.testing.direct import registering_directly
from exposure_components.testing.monitor import STACK, RecordingMonitor
from tests.golden.cases import CASES, COMPONENTS
from tests.load_balancers.octavia.programs import CALLS
from tests.strategies.programs import app
from tests.testing.programs import Component

NODE_PORT: Any = app(ports=[{"container_port": 8086}], readiness={"http_path": "/ping"})
CONFIG = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": {"name": "settings"}}


def both(
    program: Callable[[], Any], *, calls: Mapping[str, Call] | None = None
) -> tuple[Recording, Recording]:
    """What the program does by tasks, and directly."""
    found: list[Recording] = []
    for way in (nullcontext(), registering_directly()):
        with way:
            found.append(run_program(program, preview=True, calls=calls, strict=False))
    return found[0], found[1]


def text(recording: Recording) -> str:
    """All of it, but for the order of what the SDK keeps in sets."""
    resources = [
        replace(
            each,
            dependencies=tuple(sorted(each.dependencies)),
            property_dependencies={
                key: tuple(sorted(urns)) for key, urns in each.property_dependencies.items()
            },
        )
        for each in recording.resources
    ]
    return pformat(replace(recording, resources=tuple(resources)), sort_dicts=True)


def made(name: str, opts: pulumi.ResourceOptions | None = None, **more: Any) -> KubernetesObject:
    return KubernetesObject(name, {**CONFIG, **more}, opts or pulumi.ResourceOptions())


def below(parent: pulumi.Resource, **more: Any) -> pulumi.ResourceOptions:
    return pulumi.ResourceOptions(parent=parent, **more)


def outputs() -> Any:
    """Of directly registered objects, read, exported, and handed to others."""
    config = made("config", data={"a": "b"}, spec={"n": 1, "list": [1, None, {"x": None}]})
    service = NodePortApp("web", NODE_PORT)
    pulumi.export("service", service.service)
    by_hand = ConfigMap(
        "by-hand",
        metadata={"name": config.object_name, "namespace": config.namespace},
        data={"id": config.id, "version": config.spec.apply(lambda spec: str(spec["n"]))},
        opts=pulumi.ResourceOptions(depends_on=[config, service]),
    )
    made("after", data={"name": by_hand.metadata.apply(lambda metadata: metadata.name)})
    return [config.id, config.urn, config.metadata, config.spec, config.status, service.endpoints]


def parents() -> None:
    """Some by tasks below some directly, and the other way around."""

    class Shop(pulumi.ComponentResource):
        def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
            super().__init__("tests:index:Shop", name, {}, opts)
            NodePortApp(name, NODE_PORT, below(self))
            Component(f"{name}-raw", below(self))
            self.register_outputs({})

    Shop("direct", pulumi.ResourceOptions(protect=True, aliases=["urn:pulumi:s::p::t::was"]))
    Shop("by-tasks", pulumi.ResourceOptions(aliases=[pulumi.Alias(name="was")]))


def providers() -> None:
    """Explicit, inherited and with a namespace."""
    provider = pulumi_kubernetes.Provider("lab", namespace="shop")
    NodePortApp("alone", NODE_PORT, pulumi.ResourceOptions(provider=provider))
    NodePortApp("listed", NODE_PORT, pulumi.ResourceOptions(providers=[provider]))
    made("config", pulumi.ResourceOptions(provider=provider))


def options() -> None:
    """All that there are."""
    other = made("other")
    for name, opts in {
        "depends": pulumi.ResourceOptions(depends_on=[other]),
        "ignores": pulumi.ResourceOptions(ignore_changes=["data"], replace_on_changes=["kind"]),
        "keeps": pulumi.ResourceOptions(retain_on_delete=True, delete_before_replace=False),
        "protects": pulumi.ResourceOptions(protect=False, version="4.20.0", import_="shop/own"),
        "waits": pulumi.ResourceOptions(custom_timeouts=pulumi.CustomTimeouts(create="5m")),
        "hides": pulumi.ResourceOptions(additional_secret_outputs=["data"]),
        "goes": pulumi.ResourceOptions(deleted_with=other),
        "was": pulumi.ResourceOptions(aliases=["urn:pulumi:stack::project::old::name"]),
    }.items():
        made(name, opts, data={"a": "b"})


def secrets() -> Any:
    """In the open, as an Output, and of a Secret."""
    KubernetesObject(
        "secret",
        {**CONFIG, "kind": "Secret", "stringData": {"a": "b"}},
        pulumi.ResourceOptions(),
    )
    return made("config", data={"a": pulumi.Output.secret("b")}).metadata


def transformed() -> None:
    """What a program changes as it passes by."""

    def label(args: pulumi.ResourceTransformationArgs) -> pulumi.ResourceTransformationResult:
        props: Any = args.props
        if args.type_.endswith(":Service"):
            props = {**props, "metadata": {"name": "web", "labels": {"team": "a"}}}
        if args.type_.endswith(":Deployment"):
            props = {**props, "metadata": {"name": pulumi.Output.from_input("web")}}
        return pulumi.ResourceTransformationResult(props, args.opts)

    opts = pulumi.ResourceOptions(transformations=[label])
    NodePortApp("web", NODE_PORT, opts)


def numbers() -> None:
    """Of every kind."""
    made(
        "numbers",
        spec={"a": 1, "b": 1.0, "c": 0.5, "d": True, "e": 2**60, "f": (1, -0.0)},
    )


def late() -> Any:
    """Made in an apply."""
    return made("first").metadata.apply(lambda _: made("second").metadata)


PROGRAMS = [outputs, parents, providers, options, secrets, transformed, numbers, late]


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda program: program.__name__)
def test_both_ways_record_the_same(program: Callable[[], Any]) -> None:
    by_tasks, directly = both(program)
    assert text(by_tasks) == text(directly)


@pytest.mark.parametrize("name", CASES)
def test_both_ways_record_the_same_of_whole_apps(name: str) -> None:
    case = CASES[name]

    def program() -> None:
        COMPONENTS[case.strategy.title](case.name, case.args)

    by_tasks, directly = both(program, calls=CALLS)
    assert text(by_tasks) == text(directly)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(st.dictionaries(st.text(), PLAIN, max_size=3))
def test_any_plain_value_is_recorded_the_same(data: dict[str, Any]) -> None:
    by_tasks, directly = both(lambda: made("any", data=data).__dict__["data"])
    assert text(by_tasks) == text(directly)


def test_problems_are_told_the_same() -> None:
    def program() -> None:
        made("twice")
        made("twice")
        made("odd", dta={"a": "b"}, data=["no map"])

    told: list[list[str]] = []
    for way in (nullcontext(), registering_directly()):
        with way, pytest.raises(SchemaError) as caught:
            run_program(program, preview=True)
        told.append(caught.value.problems)
    assert told[0] == told[1]
    assert len(told[0]) == 3


def requests(program: Callable[[], Any], monkeypatch: pytest.MonkeyPatch, **how: Any) -> int:
    """How many the SDK makes for all that is registered, and for its outputs."""
    asked: list[Any] = []

    def counted(answer: Callable[[RecordingMonitor, Any], Any]) -> Callable[..., Any]:
        def count(self: RecordingMonitor, request: Any) -> Any:
            asked.append(request)
            return answer(self, request)

        return count

    for name in ("RegisterResource", "RegisterResourceOutputs"):
        monkeypatch.setattr(RecordingMonitor, name, counted(getattr(RecordingMonitor, name)))
    run_program(program, **how)
    return len([each for each in asked if getattr(each, "type", "") != STACK])


def test_an_app_of_plain_values_takes_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    with registering_directly():
        assert requests(lambda: NodePortApp("web", NODE_PORT), monkeypatch, preview=True) == 0


def test_up_goes_by_requests(monkeypatch: pytest.MonkeyPatch) -> None:
    with registering_directly():
        # The component, its two objects, its outputs and the stack's.
        assert requests(lambda: NodePortApp("web", NODE_PORT), monkeypatch) == 5


def test_the_sdk_is_left_as_it_was() -> None:
    sdk: Any = pulumi.resource
    before = sdk.register_resource
    with registering_directly():
        assert sdk.register_resource is not before
    assert sdk.register_resource is before
