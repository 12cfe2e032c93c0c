"""An object of Kubernetes as a resource of the Kubernetes provider."""

from collections.abc import Mapping
from typing import Any

import pulumi
from pulumi import Output, ResourceOptions
from pulumi.output import UNKNOWN
from pulumi_kubernetes._utilities import get_resource_opts_defaults

_SECRET = ("data", "stringData")
"""Fields of a Secret. Encrypted in the state, as by the SDK's own class."""


class KubernetesObject(pulumi.CustomResource):
    """A manifest as it is, of any kind.

    The SDK has a class for each kind, which turns every field to Python's spelling and back, and
    every object to a class of its own: a good part of a program's time (decision 16).
    """

    metadata: Output[Any]
    """As the cluster has it, spelled as Kubernetes does."""
    spec: Output[Any]
    """As the cluster has it."""
    status: Output[Any]
    """What its controller says; None in rendered manifests."""

    def __init__(self, name: str, manifest: Mapping[str, Any], opts: ResourceOptions) -> None:
        fields = {**manifest, "status": None}
        if manifest["kind"] == "Secret":
            fields |= {key: Output.secret(fields[key]) for key in _SECRET if key in fields}
            opts.additional_secret_outputs = [*_SECRET]
        opts = ResourceOptions.merge(get_resource_opts_defaults(), opts)
        super().__init__(_token(manifest), name, fields, opts)

    @property
    def namespace(self) -> Output[Any]:
        """Where it lives; of the manifest, or the provider's own."""
        return _field(self.metadata, "namespace")

    @property
    def object_name(self) -> Output[Any]:
        """What the cluster calls it."""
        return _field(self.metadata, "name")


def _field(fields: Output[Any], key: str) -> Output[Any]:
    """One of them, which may be known in a preview when others are not."""
    return fields.apply(lambda known: UNKNOWN if known is UNKNOWN else known.get(key), True)


def _token(manifest: Mapping[str, Any]) -> str:
    version = manifest["apiVersion"]
    return f"kubernetes:{'core/v1' if version == 'v1' else version}:{manifest['kind']}"
