"""Records made from the requests that the SDK sends to the engine."""

from collections.abc import Iterable

from pulumi.runtime import rpc
from pulumi.runtime.proto import alias_pb2, resource_pb2

from exposure_components.testing.recording import Alias, Options, RecordedResource, Timeouts
from exposure_components.testing.wire import decode


def registered(
    request: resource_pb2.RegisterResourceRequest, *, urn: str, default_namespace: str
) -> RecordedResource:
    """The record of a resource or component that the program makes."""
    inputs = decode(request.object)
    return RecordedResource(
        type=request.type,
        name=request.name,
        urn=urn,
        parent=request.parent,
        custom=request.custom,
        remote=request.remote,
        inputs=inputs.values,
        outputs={},
        secrets=inputs.secrets,
        output_secrets=frozenset(),
        provider=request.provider,
        providers=dict(request.providers),
        dependencies=tuple(request.dependencies),
        property_dependencies={
            key: tuple(value.urns) for key, value in request.propertyDependencies.items()
        },
        options=_options(request),
        default_namespace=default_namespace,
    )


def read(
    request: resource_pb2.ReadResourceRequest, *, urn: str, default_namespace: str
) -> RecordedResource:
    """The record of an existing object that the program gets by its id."""
    state = decode(request.properties)
    return RecordedResource(
        type=request.type,
        name=request.name,
        urn=urn,
        parent=request.parent,
        custom=True,
        remote=False,
        inputs=state.values,
        outputs={},
        secrets=state.secrets,
        output_secrets=frozenset(),
        provider=request.provider,
        providers={},
        dependencies=tuple(request.dependencies),
        property_dependencies={},
        options=Options(),
        default_namespace=default_namespace,
        read_id="" if request.id == rpc.UNKNOWN else request.id,
    )


def _options(request: resource_pb2.RegisterResourceRequest) -> Options:
    timeouts = request.customTimeouts
    return Options(
        protect=request.protect if request.HasField("protect") else None,
        delete_before_replace=(
            request.deleteBeforeReplace if request.deleteBeforeReplaceDefined else None
        ),
        retain_on_delete=request.retainOnDelete if request.HasField("retainOnDelete") else None,
        ignore_changes=tuple(request.ignoreChanges),
        replace_on_changes=tuple(request.replaceOnChanges),
        additional_secret_outputs=tuple(request.additionalSecretOutputs),
        aliases=tuple(_alias(each) for each in _aliases(request)),
        timeouts=Timeouts(timeouts.create, timeouts.update, timeouts.delete),
        deleted_with=request.deletedWith,
        import_id=request.importId,
        version=request.version,
    )


def _aliases(request: resource_pb2.RegisterResourceRequest) -> Iterable[alias_pb2.Alias]:
    # The SDK's stub does not say what the container holds.
    return request.aliases  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def _alias(alias: alias_pb2.Alias) -> Alias:
    if alias.WhichOneof("alias") == "urn":
        return Alias(urn=alias.urn)
    spec = alias.spec
    return Alias(
        name=spec.name,
        type=spec.type,
        project=spec.project,
        stack=spec.stack,
        parent=spec.parentUrn,
        no_parent=spec.noParent,
    )
