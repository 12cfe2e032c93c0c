"""The host as a process of its own, and the engine's side of it, as in `pulumi up`."""

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import Any

import grpc
from google.protobuf import empty_pb2, struct_pb2
from pulumi.runtime.proto import (
    engine_pb2_grpc,
    provider_pb2,
    provider_pb2_grpc,
    resource_pb2,
    resource_pb2_grpc,
)

from exposure_components.testing import Call
from exposure_components.testing.monitor import RecordingMonitor
from exposure_components.testing.outputs import Answers
from exposure_components.testing.recording import RecordedResource
from exposure_components.testing.wire import decode

CALLS: Mapping[str, Call] = {
    "openstack:networking/getSubnet:getSubnet": lambda args: {
        "id": "known",
        "networkId": "known",
        "cidr": "10.13.242.0/24",
        **args,
    },
}
"""What is looked up is there."""
PATIENCE = 60
"""Seconds for one call: a busy machine starts a process slowly."""


class Monitor(resource_pb2_grpc.ResourceMonitorServicer):
    """Takes what the host registers, by the testing kit's recording monitor."""

    def __init__(self, recording: RecordingMonitor) -> None:
        self.recording = recording

    def SupportsFeature(self, request: Any, _context: Any) -> Any:  # noqa: N802
        supported = request.id in ("secrets", "outputValues", "resourceReferences", "aliasSpecs")
        return resource_pb2.SupportsFeatureResponse(hasSupport=supported)

    def GetDeploymentInfo(self, _request: Any, context: Any) -> Any:  # noqa: N802
        context.abort(grpc.StatusCode.UNIMPLEMENTED, "an engine that answers SupportsFeature")

    def RegisterResource(self, request: Any, _context: Any) -> Any:  # noqa: N802
        return self.recording.RegisterResource(request)

    def RegisterResourceOutputs(self, request: Any, _context: Any) -> Any:  # noqa: N802
        return self.recording.RegisterResourceOutputs(request)

    def Invoke(self, request: Any, _context: Any) -> Any:  # noqa: N802
        return self.recording.Invoke(request)


class Engine(engine_pb2_grpc.EngineServicer):
    """Takes the lines that the host logs."""

    def __init__(self) -> None:
        self.lines: list[str] = []

    def Log(self, request: Any, _context: Any) -> Any:  # noqa: N802
        self.lines.append(request.message)
        return empty_pb2.Empty()


class Host:
    """A running host, and a program that has it make components."""

    def __init__(self, process: subprocess.Popen[str], channel: grpc.Channel) -> None:
        self.process = process
        self.stub = provider_pb2_grpc.ResourceProviderStub(channel)

    def schema(self) -> dict[str, Any]:
        """The schema that the host gives."""
        response = self.stub.GetSchema(provider_pb2.GetSchemaRequest(version=0), timeout=PATIENCE)
        found: dict[str, Any] = json.loads(response.schema)
        return found


class Program:
    """One `pulumi preview` or `pulumi up` of a program that uses components of a host."""

    def __init__(self, host: Host, engine_address: str, monitor: Monitor, preview: bool) -> None:
        self.address = engine_address
        """Of its monitor."""
        self._host, self._preview = host, preview
        self._recording = monitor.recording

    @property
    def resources(self) -> list[RecordedResource]:
        """What the components registered, in order."""
        return list(self._recording.recorded.values())

    def only(self, kind: str, name: str | None = None) -> RecordedResource:
        """The one resource of a kind, such as `Service`."""
        found = [r for r in self.resources if r.type.endswith(f":{kind}")]
        (one,) = [r for r in found if name in (None, r.name)]
        return one

    def make(
        self,
        title: str,
        name: str,
        inputs: Mapping[str, Any],
        depends_on: Mapping[str, list[str]] | None = None,
    ) -> provider_pb2.ConstructResponse:
        """Make a component. depends_on: URNs that the inputs come from, by input."""
        struct = struct_pb2.Struct()
        struct.update(inputs)
        needed = {
            key: provider_pb2.ConstructRequest.PropertyDependencies(urns=urns)
            for key, urns in (depends_on or {}).items()
        }
        request = provider_pb2.ConstructRequest(
            project="project",
            stack="stack",
            monitorEndpoint=self.address,
            dryRun=self._preview,
            parallel=16,
            type=f"exposure_components:index:{title}",
            name=name,
            parent=self._recording.stack_urn,
            inputs=struct,
            inputDependencies=needed,
            accepts_output_values=True,
        )
        made: provider_pb2.ConstructResponse = self._host.stub.Construct(request, timeout=PATIENCE)
        return made

    def outputs(self, response: provider_pb2.ConstructResponse) -> dict[str, Any]:
        """The outputs of a component as plain values."""
        return decode(response.state).values


_ports: set[int] = set()
"""That were served at. By the one of its monitor a host tells a program from others, and free ports
are given out again."""


def _fresh_port(server: grpc.Server) -> int:
    port = server.add_insecure_port("127.0.0.1:0")
    while port in _ports:
        port = server.add_insecure_port("127.0.0.1:0")
    _ports.add(port)
    return port


@contextmanager
def serving(*servicers: tuple[Any, Any], address: str | None = None) -> Iterator[str]:
    """Serve at an address, or at a port that was not served at before."""
    server = grpc.server(ThreadPoolExecutor(max_workers=8))
    for add, servicer in servicers:
        add(servicer, server)
    if address is None:
        address = f"127.0.0.1:{_fresh_port(server)}"
    else:
        server.add_insecure_port(address)
    server.start()
    try:
        yield address
    finally:
        server.stop(grace=None).wait()


@contextmanager
def hosting() -> Iterator[Host]:
    """Start the host as the engine does, and end it."""
    with serving((engine_pb2_grpc.add_EngineServicer_to_server, Engine())) as address:
        process = subprocess.Popen(
            [sys.executable, "-m", "exposure_components.host", address, "--logtostderr"],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            assert process.stdout is not None
            port = int(process.stdout.readline())
            with grpc.insecure_channel(f"127.0.0.1:{port}") as channel:
                yield Host(process, channel)
        finally:
            process.terminate()
            process.wait(timeout=PATIENCE)
            if process.stdout is not None:
                process.stdout.close()


@contextmanager
def running(host: Host, *, preview: bool = False, address: str | None = None) -> Iterator[Program]:
    """Run a program that uses the host's components. address: of its monitor."""
    answers = Answers({}, CALLS, preview=preview)
    recording = RecordingMonitor(answers, project="project", stack="stack", config={}, strict=False)
    monitor = Monitor(recording)
    served = (resource_pb2_grpc.add_ResourceMonitorServicer_to_server, monitor)
    with serving(served, address=address) as place:
        yield Program(host, place, monitor, preview)
    assert recording.problems == []
