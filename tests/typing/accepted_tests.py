"""Tests of users, with the library's own helpers, that type checkers must accept. Never run."""

from collections.abc import Mapping
from typing import Any

from exposure_components import NodePortApp
from exposure_components.testing import UNKNOWN, RecordedResource, Recording, run_program


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
