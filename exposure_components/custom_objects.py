"""Objects of kinds that an addon brings to the cluster."""

from typing import Any

import pulumi
from pulumi import Output
from pulumi_kubernetes.apiextensions import CustomResource, CustomResourceArgs
from pulumi_kubernetes.meta.v1.outputs import ObjectMeta


class CustomObject(CustomResource):  # type: ignore[misc]
    """One of them, and what its controller tells of it, which the SDK leaves out."""

    # Of a class that derives from it the SDK types its own properties alone.
    @property
    @pulumi.getter
    def metadata(self) -> Output[ObjectMeta]:
        """As the cluster has it."""
        return pulumi.get(self, "metadata")  # type: ignore[no-any-return]

    @property
    @pulumi.getter
    def status(self) -> Output[Any]:
        """What its controller says; None in rendered manifests."""
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
