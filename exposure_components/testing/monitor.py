"""The engine's side of a program: records what is registered, called and logged, and answers.

Extends ``MockMonitor`` of ``pulumi.runtime.mocks``, which tells the SDK what an engine supports.
Problems are collected rather than raised: an exception in here would reach the program as a failed
request, once for every resource that depends on it.
"""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from google.protobuf import empty_pb2
from pulumi.runtime import mocks
from pulumi.runtime.proto import engine_pb2, provider_pb2, resource_pb2

from exposure_components.testing.calls import ProviderError
from exposure_components.testing.outputs import Answers
from exposure_components.testing.recording import Invoke, Log, RecordedResource, Severity
from exposure_components.testing.requests import read, registered
from exposure_components.testing.schema import input_problems
from exposure_components.testing.wire import Decoded, decode, encode

STACK: Final = "pulumi:pulumi:Stack"
"""Type of the root of every program."""

_SEVERITIES: Final = {
    engine_pb2.INFO: Severity.INFO,
    engine_pb2.WARNING: Severity.WARNING,
    engine_pb2.ERROR: Severity.ERROR,
}


class RecordingMonitor(mocks.MockMonitor):
    """Records registrations and calls; ``resources`` is by URN, in the order of arrival."""

    def __init__(
        self,
        answers: Answers,
        *,
        project: str,
        stack: str,
        config: Mapping[str, str],
        strict: bool,
    ) -> None:
        super().__init__(_NoMocks())
        self._answers = answers
        self._place = f"urn:pulumi:{stack}::{project}"
        self._strict = strict
        self._namespace = config.get("kubernetes:namespace", "")
        self._disabled = frozenset(json.loads(config.get("pulumi:disable-default-providers", "[]")))
        self.stack_urn = f"{self._place}::{STACK}::{project}-{stack}"
        self.exports: dict[str, Any] = {}
        self.recorded: dict[str, RecordedResource] = {}
        self.invokes: list[Invoke] = []
        self.problems: list[str] = []

    def make_urn(self, parent: str, type_: str, name: str) -> str:
        """The engine's URN: the types of all parents below the stack, then the name.

        The SDK's mock keeps the last parent only, so that URNs of nested components clash.
        """
        if parent and parent != self.stack_urn:
            type_ = f"{parent.split('::')[2]}${type_}"
        return f"{self._place}::{type_}::{name}"

    def RegisterResource(self, request: resource_pb2.RegisterResourceRequest) -> Any:  # noqa: N802
        if request.type == STACK:
            return resource_pb2.RegisterResourceResponse(urn=self.stack_urn)
        resource = registered(
            request,
            urn=self.make_urn(request.parent, request.type, request.name),
            default_namespace=self.namespace_of(request.provider),
        )
        identity, outputs = self.register(resource)
        secret = {str(path[0]) for path in resource.secrets} | set(request.additionalSecretOutputs)
        return resource_pb2.RegisterResourceResponse(
            urn=resource.urn,
            id=identity,
            object=encode(outputs, secret, given=(resource.inputs, request.object)),
        )

    def register(self, resource: RecordedResource) -> tuple[str, dict[str, Any]]:
        """Record a resource; its id, empty while that is unknown, and its outputs."""
        if self._strict:
            self._check(resource)
        return self._answer(resource)

    def ReadResource(self, request: resource_pb2.ReadResourceRequest) -> Any:  # noqa: N802
        resource = read(
            request,
            urn=self.make_urn(request.parent, request.type, request.name),
            default_namespace=self.namespace_of(request.provider),
        )
        _, outputs = self._answer(resource)
        response = resource_pb2.ReadResourceResponse(urn=resource.urn, properties=encode(outputs))
        # Older SDKs have no such field, and keep the id of the request.
        if "id" in response.DESCRIPTOR.fields_by_name:
            response.id = resource.read_id or ""
        return response

    def RegisterResourceOutputs(  # noqa: N802
        self, request: resource_pb2.RegisterResourceOutputsRequest
    ) -> Any:
        self.register_outputs(request.urn, decode(request.outputs))
        return empty_pb2.Empty()

    def register_outputs(self, urn: str, outputs: Decoded) -> None:
        """Record what a component, or the stack, says that came of it."""
        if urn == self.stack_urn:
            self.exports = outputs.values
        else:
            self.recorded[urn] = replace(
                self.recorded[urn], outputs=outputs.values, output_secrets=outputs.secrets
            )

    def Invoke(self, request: resource_pb2.ResourceInvokeRequest) -> Any:  # noqa: N802
        args = decode(request.args).values
        self.invokes.append(Invoke(request.tok, args, request.provider))
        try:
            result = self._answers.call(request.tok, args)
        except ProviderError as refused:
            failure = provider_pb2.CheckFailure(reason=str(refused))
            return resource_pb2.ResourceInvokeResponse(failures=[failure])
        if result is None:
            return resource_pb2.ResourceInvokeResponse(unknown=True)
        response = resource_pb2.ResourceInvokeResponse()
        # The field's name is a keyword of Python.
        getattr(response, "return").CopyFrom(encode(result))
        return response

    def _answer(self, resource: RecordedResource) -> tuple[str, dict[str, Any]]:
        identity, outputs = self._answers.resource(resource)
        self.recorded[resource.urn] = replace(
            resource, id=identity, outputs=outputs if resource.custom or resource.remote else {}
        )
        return identity, outputs

    def _check(self, resource: RecordedResource) -> None:
        """What the engine or the provider would refuse."""
        if resource.urn in self.recorded:
            self.problems.append(f"{resource.urn}: duplicate URN")
        if not resource.custom:
            return
        self.problems += input_problems(resource.type, resource.name, dict(resource.inputs))
        package = resource.type.partition(":")[0]
        if not resource.provider and package != "pulumi" and self._disabled & {package, "*"}:
            self.problems.append(
                f"{resource.type} {resource.name}: has no explicit provider, "
                "and pulumi:disable-default-providers takes the default one away"
            )

    def namespace_of(self, provider: str) -> str:
        """The namespace of objects that name none; of the default provider for none."""
        urn = provider.rpartition("::")[0]
        explicit = self.recorded.get(urn)
        if explicit is None:
            return self._namespace
        return str(explicit.inputs.get("namespace", ""))


class RecordingEngine(mocks.MockEngine):
    """Records the lines that a program logs."""

    def __init__(self) -> None:
        super().__init__(None)
        self.logs: list[Log] = []

    def Log(self, request: engine_pb2.LogRequest) -> None:  # noqa: N802
        severity = _SEVERITIES.get(request.severity)
        if severity is not None:
            self.logs.append(Log(severity, request.message, request.urn))


class _NoMocks(mocks.Mocks):
    """``MockMonitor`` asks for mocks; the recording monitor answers before they are asked."""

    def call(self, args: mocks.MockCallArgs) -> Any:
        raise NotImplementedError

    def new_resource(self, args: mocks.MockResourceArgs) -> Any:
        raise NotImplementedError
