"""Run a Pulumi program in a unit test, strictly and in isolation, and assert on what it did.

    from exposure_components.testing import run_program

    def test_the_service_listens_on_port_80() -> None:
        recording = run_program(my_program, config={"replicas": "2"})
        service = recording.one("kubernetes:core/v1:Service")
        assert service.inputs["spec"]["ports"] == [{"port": 80}]

The pytest plugin that comes with the package gives it as the fixture ``run_pulumi``.
Works for every Pulumi program in Python. Needs no engine, no plugin and no cluster.
"""

from exposure_components.testing.calls import ProviderError
from exposure_components.testing.exposed import (
    Exposed,
    assert_exposed,
    assert_not_exposed,
    exposed,
)
from exposure_components.testing.failures import UnknownResultError
from exposure_components.testing.fixtures import GoldenManifests, RunPulumi
from exposure_components.testing.golden import assert_golden
from exposure_components.testing.outputs import (
    Call,
    ResourceOutputs,
    UnmockedCallError,
)
from exposure_components.testing.program import SchemaError, run_program
from exposure_components.testing.recording import (
    Alias,
    Invoke,
    Log,
    Options,
    RecordedResource,
    Recording,
    Severity,
    Timeouts,
)
from exposure_components.testing.wire import UNKNOWN, Path, Unknown

__all__ = [
    "UNKNOWN",
    "Alias",
    "Call",
    "Exposed",
    "GoldenManifests",
    "Invoke",
    "Log",
    "Options",
    "Path",
    "ProviderError",
    "RecordedResource",
    "Recording",
    "ResourceOutputs",
    "RunPulumi",
    "SchemaError",
    "Severity",
    "Timeouts",
    "Unknown",
    "UnknownResultError",
    "UnmockedCallError",
    "assert_exposed",
    "assert_golden",
    "assert_not_exposed",
    "exposed",
    "run_program",
]
