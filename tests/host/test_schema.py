"""The schema: what SDKs in other languages know of the components."""

import json
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import Any

import pytest

import exposure_components
from exposure_components.host.definitions import definitions
from exposure_components.host.schema import schema
from exposure_components.host.service import components
from exposure_components.kinds import WorkloadKind
from tests.host.engine import Host

SCHEMA: Mapping[str, Any] = json.loads(schema(definitions(components()), "1.2.3"))
PREFIX = "exposure_components:index:"


def type_of(name: str) -> dict[str, Any]:
    found: dict[str, Any] = SCHEMA["types"][PREFIX + name]
    return found


def component(name: str) -> dict[str, Any]:
    found: dict[str, Any] = SCHEMA["resources"][PREFIX + name]
    return found


def described() -> Iterator[tuple[str, Any]]:
    """Everything that a description can stand beside."""
    for name, each in {**SCHEMA["resources"], **SCHEMA["types"]}.items():
        yield name, each
        for kind in ("inputProperties", "properties"):
            for key, prop in (each.get(kind) or {}).items():
                yield f"{name}.{key}", prop
        for member in each.get("enum") or ():
            yield f"{name}.{member['name']}", member


def test_every_public_component_is_in_it() -> None:
    public = [n for n in exposure_components.__all__ if f"{n}Args" in exposure_components.__all__]
    assert {key.removeprefix(PREFIX) for key in SCHEMA["resources"]} == set(public)


def test_everything_has_a_description() -> None:
    assert [path for path, each in described() if not each.get("description")] == []


def test_descriptions_call_args_as_the_language_does() -> None:
    said = type_of("NodePort")["properties"]["port"]["description"]
    assert said == "Port of the Service inside of the cluster. Default: `containerPort`."
    wrong = [path for path, each in described() if "`container_port`" in each["description"]]
    assert wrong == []


def test_names_versions_and_required_inputs() -> None:
    assert (SCHEMA["name"], SCHEMA["version"]) == ("exposure_components", "1.2.3")
    assert component("NodePortApp")["requiredInputs"] == ["ports"]
    assert component("NodePortApp")["isComponent"] is True
    assert type_of("NodePort")["required"] == ["containerPort"]


def test_choices_are_enums_with_what_each_means() -> None:
    members = type_of("WorkloadKind")["enum"]
    assert [each["value"] for each in members] == list(WorkloadKind)
    assert [each["name"] for each in members] == list(WorkloadKind)
    assert {each["name"]: each["value"] for each in type_of("MonitorType")["enum"]}[
        "TLS_HELLO"
    ] == ("TLS-HELLO")


def test_only_texts_numbers_and_lists_of_them_are_plain() -> None:
    inputs = component("NodePortApp")["inputProperties"]
    assert inputs["replicas"]["plain"] is True
    assert inputs["selector"]["plain"] is True
    assert type_of("NodePort")["properties"]["containerPort"]["plain"] is True
    # Each may be an Output, or have one inside.
    for name in ("image", "kind", "ports", "cluster", "env", "allowedCidrs"):
        assert not inputs[name].get("plain"), name


@pytest.mark.parametrize(
    ("giver", "output", "taker", "type_"),
    [
        ("IngressController", "controller", "IngressApp", "Controller"),
        ("OctaviaLoadBalancer", "loadBalancer", "CloudLoadBalancedApp", "LoadBalancer"),
        ("AwsNetworkLoadBalancer", "loadBalancer", "CloudLoadBalancedApp", "LoadBalancer"),
        ("Gateway", "gateway", "GatewayApp", "KnownGateway"),
    ],
)
def test_what_one_component_hands_to_another_is_an_output_of_the_same_type(
    giver: str, output: str, taker: str, type_: str
) -> None:
    expected = f"#/types/{PREFIX}{type_}"
    assert component(giver)["properties"][output]["$ref"] == expected
    assert component(taker)["inputProperties"][output]["$ref"] == expected
    assert "URN" in type_of(type_)["properties"]["component"]["description"]


def test_choices_in_what_is_handed_over_are_texts_as_yaml_takes_no_others() -> None:
    dialect = type_of("Controller")["properties"]["dialect"]
    assert dialect["type"] == "string"
    assert dialect["description"].endswith("One of ingress, traefik, contour, openshift.")
    provider = type_of("OctaviaLoadBalancerArgs")["properties"]["provider"]
    assert provider["type"] == "string"
    own = component("OctaviaLoadBalancer")["inputProperties"]["provider"]
    assert own["$ref"] == f"#/types/{PREFIX}OctaviaProvider"


def test_endpoints_are_typed() -> None:
    endpoints = component("IngressApp")["properties"]["endpoints"]
    assert endpoints["items"]["$ref"] == f"#/types/{PREFIX}Endpoint"
    assert type_of("Endpoint")["properties"]["survivesReschedule"]["type"] == "boolean"


def test_the_running_host_gives_it(host: Host) -> None:
    found = version("exposure-components")
    assert host.schema() == json.loads(schema(definitions(components()), found))
