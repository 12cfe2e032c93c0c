"""A Gateway and its Secrets as resources of the Kubernetes provider."""

from collections.abc import Mapping, Sequence
from typing import Any

import pulumi
from pulumi import CustomTimeouts, Output, ResourceOptions
from pulumi_kubernetes import core
from pulumi_kubernetes.apiextensions import CustomResource, CustomResourceArgs
from pulumi_kubernetes.meta.v1.outputs import ObjectMeta

from exposure_components.objects.labels import APP_LABEL, Manifest


class GatewayObject(CustomResource):  # type: ignore[misc]
    """The object, and what its controller tells of it, which the SDK has for no custom kind."""

    # Of a class that derives from it the SDK types its own properties alone.
    @property
    @pulumi.getter
    def metadata(self) -> Output[ObjectMeta]:
        """As the cluster has it."""
        return pulumi.get(self, "metadata")  # type: ignore[no-any-return]

    @property
    @pulumi.getter
    def status(self) -> Output[Any]:
        """Addresses and conditions; None in rendered manifests."""
        return pulumi.get(self, "status")  # type: ignore[no-any-return]

    def _internal_init(
        self,
        resource_name: str,
        api_version: str,
        kind: str,
        opts: Any = None,
        metadata: Any = None,
        spec: Any = None,
        __props__: Any = None,
    ) -> None:
        props: Any = CustomResourceArgs.__new__(CustomResourceArgs)
        fields = {"metadata": metadata, "spec": spec, "status": None}
        props.__dict__.update(api_version=api_version, kind=kind, **fields)
        token = f"kubernetes:{api_version}:{kind}"
        pulumi.CustomResource.__init__(self, token, resource_name, props, opts)


def register_gateway(
    component: pulumi.Resource, name: str, manifests: Sequence[Manifest], timeout: int | None
) -> GatewayObject:
    """Register each manifest as a child of the component; the Gateway is the last.

    timeout: seconds to wait for the Gateway.
    """
    space: Any = None
    for manifest in manifests[:-1]:
        options = ResourceOptions(parent=component)
        if manifest["kind"] == "Namespace":
            space = core.v1.Namespace(name, metadata=manifest["metadata"], opts=options)
            continue
        metadata = manifest["metadata"]
        core.v1.Secret(
            name + str(metadata["name"]).removeprefix(metadata["labels"][APP_LABEL]),
            metadata=_placed(manifest, space),
            type=manifest["type"],
            string_data=manifest["stringData"],
            opts=options,
        )
    gateway = manifests[-1]
    waits = None if timeout is None else f"{timeout}s"
    return GatewayObject(
        name,
        api_version=gateway["apiVersion"],
        kind=gateway["kind"],
        metadata=_placed(gateway, space),
        spec=gateway["spec"],
        opts=ResourceOptions(
            parent=component,
            custom_timeouts=None if waits is None else CustomTimeouts(create=waits, update=waits),
        ),
    )


def _placed(manifest: Mapping[str, Any], space: Any) -> Any:
    named = {} if space is None else {"namespace": space.metadata.name}
    return {**manifest["metadata"], **named}
