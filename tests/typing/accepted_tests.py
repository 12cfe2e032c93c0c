"""Tests of users, with the library's own helpers, that type checkers must accept. Never run."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pulumi

from exposure_components import NodePortApp
from exposure_components.testing import (
    UNKNOWN,
    Exposed,
    GoldenManifests,
    RecordedResource,
    Recording,
    RunPulumi,
    assert_exposed,
    assert_golden,
    assert_not_exposed,
    exposed,
    run_program,
)


def program() -> None:
    NodePortApp("influxdb", {"image": "a", "ports": [{"container_port": 8086}]})


def outputs_of(resource: RecordedResource) -> Mapping[str, Any]:
    return {"spec": resource.inputs["spec"]}


def test_a_service() -> None:
    recording: Recording = run_program(
        program,
        preview=True,
        config={"replicas": "2"},
        outputs={"kubernetes:core/v1:Service": outputs_of},
        calls={"aws:index/getRegion:getRegion": lambda args: {"name": "eu"}},
    )
    service = recording.one("kubernetes:core/v1:Service", "influxdb")
    names: list[str] = [child.name for child in recording.children_of(None)]
    kinds: list[str] = [str(manifest["kind"]) for manifest in recording.manifests()]
    warnings: tuple[str, ...] = recording.warnings
    assert service.inputs["spec"] is not UNKNOWN
    assert [*names, *kinds, *warnings] == []


def test_fixtures(run_pulumi: RunPulumi, golden_manifests: GoldenManifests) -> None:
    recording = run_pulumi(program, preview=True, config={"replicas": "2"}, strict=False)
    other: Recording = run_pulumi(Path("..") / "shop", stack="lab")
    golden_manifests(recording)
    golden_manifests(other.manifests(), "golden/web.yaml")
    assert_golden(recording, Path("golden"), update=True)


def test_what_is_exposed() -> None:
    recording = run_program("shop/__main__.py")
    found: tuple[Exposed, ...] = assert_exposed(recording, "http://10.0.0.1:30000", app="influxdb")
    assert_not_exposed(recording, host="10.0.0.1", port=22, protocol="TCP")
    ports: list[int | None] = [each.port for each in (*found, *exposed(recording))]
    component = recording.one(NodePortApp.__name__)
    below: tuple[RecordedResource, ...] = recording.below(component)
    named: tuple[RecordedResource, ...] = recording.all(name="influxdb")
    parent: RecordedResource = recording.by_urn(component.parent)
    provider = recording.one(pulumi.ProviderResource)
    assert [*ports, *below, *named, parent, provider] == []
