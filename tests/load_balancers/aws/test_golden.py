"""The resource graphs of whole programs. `UPDATE_GOLDEN=1` writes them anew: read the difference
then. No AWS answered any of them."""

import json
import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from exposure_components.testing import RecordedResource, Recording
from tests.load_balancers.aws.cases import CASES, two_apps_on_one_balancer
from tests.load_balancers.aws.programs import (
    BALANCER,
    BINDING,
    EGRESS,
    GROUP,
    INGRESS,
    LISTENER,
    SECURITY_GROUP,
    recorded,
)

GRAPHS = Path(__file__).parent / "graphs"
SERVICE = "kubernetes:core/v1:Service"
EACH = pytest.mark.parametrize("name", CASES)
PAIRS = {("TCP", "TCP"), ("UDP", "UDP"), ("TCP_UDP", "TCP_UDP"), ("TLS", "TCP"), ("TLS", "TLS")}
PORTS = range(1, 65536)
AUTO_NAME = re.compile(r"(?!internal-)[A-Za-z0-9][A-Za-z0-9-]{0,30}[A-Za-z0-9]")
MADE_UP = re.compile(r"sg-[0-9a-f]{8,17}|.*-id")
"""Ids of security groups, as the testing kit has AWS answer them."""
Graph = list[dict[str, Any]]


def graph(recording: Recording) -> Graph:
    """Each resource with its inputs and what they come from, as plain values.

    An id that AWS would make up is written as the resource that has it.
    """
    urns = {each.urn: each for each in recording.resources}

    def named(urn: str) -> str:
        return f"{urns[urn].type} {urns[urn].name}"

    def told(value: Any, sources: tuple[str, ...]) -> Any:
        if isinstance(value, dict):
            return {key: told(each, sources) for key, each in value.items()}
        if isinstance(value, list):
            return [told(each, sources) for each in value]
        if isinstance(value, str) and MADE_UP.fullmatch(value):
            return f"id of {next(named(u) for u in sources if urns[u].type == SECURITY_GROUP)}"
        return value

    def seen(each: RecordedResource) -> dict[str, Any]:
        sources = each.property_dependencies
        return {
            "type": each.type,
            "name": each.name,
            "parent": named(each.parent) if each.parent in urns else None,
            "inputs": {k: told(v, sources.get(k, ())) for k, v in each.inputs.items()},
            "dependencies": sorted(named(urn) for urn in each.dependencies),
        }

    found: Graph = json.loads(json.dumps([seen(each) for each in recording.resources]))
    return found


@EACH
def test_graphs_are_as_they_were(name: str) -> None:
    path = GRAPHS / f"{name}.json"
    found = graph(recorded(CASES[name]))
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(json.dumps(found, indent=2) + "\n")
    assert found == golden(name)


def test_no_file_is_left_over() -> None:
    assert {path.stem for path in GRAPHS.iterdir()} == CASES.keys()


@EACH
def test_a_preview_has_the_same_resources(name: str) -> None:
    preview, up = (recorded(CASES[name], preview=dry) for dry in (True, False))
    assert [r.urn for r in preview.resources] == [r.urn for r in up.resources]


def golden(name: str) -> Graph:
    """What was written."""
    found: Graph = json.loads((GRAPHS / f"{name}.json").read_text())
    return found


def of(resources: Graph, *types: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Name and inputs of those of the types."""
    return ((each["name"], each["inputs"]) for each in resources if each["type"] in types)


@EACH
def test_names_are_within_the_limits_of_aws(name: str) -> None:
    for logical, inputs in of(golden(name), BALANCER, GROUP):
        assert "name" not in inputs
        assert AUTO_NAME.fullmatch(f"{logical}-0123abc")


@EACH
def test_numbers_are_within_the_limits_of_aws(name: str) -> None:
    resources = golden(name)
    for _, inputs in of(resources, GROUP, LISTENER):
        assert inputs["port"] in PORTS
    for _, inputs in of(resources, GROUP):
        check = inputs["healthCheck"]
        assert check["port"] == "traffic-port" or int(check["port"]) in PORTS
        assert 5 <= check.get("interval", 30) <= 300
        assert 2 <= check.get("healthyThreshold", 3) <= 10
        assert 0 <= inputs.get("deregistrationDelay", 300) <= 3600
    for _, inputs in of(resources, INGRESS, EGRESS):
        assert inputs["fromPort"] == inputs["toPort"]
        assert inputs["toPort"] in PORTS
        ends = {"cidrIpv4", "cidrIpv6", "referencedSecurityGroupId"}
        assert len(ends & inputs.keys()) == 1


@EACH
def test_listeners_and_target_groups_speak_one_protocol(name: str) -> None:
    resources = golden(name)
    groups = {f"{GROUP} {group}": inputs for group, inputs in of(resources, GROUP)}
    for each in resources:
        if each["type"] != LISTENER:
            continue
        (group,) = (groups[key] for key in each["dependencies"] if key in groups)
        assert (each["inputs"]["protocol"], group["protocol"]) in PAIRS
    keys = [(inputs["loadBalancerArn"], inputs["port"]) for _, inputs in of(resources, LISTENER)]
    assert len(set(keys)) == len(keys)


@EACH
def test_what_is_referred_to_is_there(name: str) -> None:
    resources = golden(name)
    there: set[str] = set()
    for each in resources:
        assert set(each["dependencies"]) <= there
        there.add(f"{each['type']} {each['name']}")
    assert len(there) == len(resources)


@EACH
def test_bindings_refer_to_a_port_of_the_service(name: str) -> None:
    resources = golden(name)
    for _, inputs in of(resources, BINDING):
        # A text is the name of a port, a number its `port` (LookupServicePort of the controller).
        asked = inputs["spec"]["serviceRef"]["port"]
        key = "name" if isinstance(asked, str) else "port"
        (service,) = of(resources, SERVICE)
        assert asked in [each[key] for each in service[1]["spec"]["ports"]]


def test_the_order_of_apps_and_ports_changes_nothing() -> None:
    def by_name(found: Graph) -> list[tuple[str, str]]:
        aws = [each for each in found if each["type"].startswith("aws:")]
        return sorted((f"{e['type']} {e['name']}", json.dumps(e, sort_keys=True)) for e in aws)

    reverse = graph(recorded(two_apps_on_one_balancer(reverse=True)))
    assert by_name(reverse) == by_name(golden("two-apps"))
