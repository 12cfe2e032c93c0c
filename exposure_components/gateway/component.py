"""A Gateway that apps share."""

from collections.abc import Mapping, Sequence
from typing import Any, cast

import pulumi
from pulumi import Output

from exposure_components.args.gateway import GatewayArgs, KnownGateway
from exposure_components.checks.collisions import Claim
from exposure_components.checks.sound import sound
from exposure_components.claims import component_claim, stake
from exposure_components.errors import refuse
from exposure_components.exposing import cluster_name, object_name
from exposure_components.gateway.gateway_checks import gateway_problems
from exposure_components.gateway.objects import objects
from exposure_components.gateway.reference import addresses_of, reference
from exposure_components.late import checked_late
from exposure_components.noted import note_shared
from exposure_components.objects.labels import namespace_name
from exposure_components.problems import Problem

TITLE = "Gateway"


def problems_of_gateway(name: str, args: Any) -> list[Problem]:
    """All that is wrong with the args of such a component."""
    readable, found = sound(args, GatewayArgs)
    return [*found, *gateway_problems(name, readable)]


def claims_of_gateway(name: str, args: Any) -> list[Claim]:
    """What such a component takes, so that no other can have it."""
    named = object_name(name, args)
    cluster = cluster_name(args)
    found: list[Claim] = []
    for manifest in objects(named, args):
        kind, made = manifest["kind"], manifest["metadata"]["name"]
        if kind == "Namespace":
            found.append(Claim(name, "namespace.create", made, ("namespace", cluster, made)))
        else:
            key = ("object", cluster, manifest["metadata"].get("namespace"), kind, made)
            found.append(Claim(name, "name", made, key))
    return found


class Gateway(pulumi.ComponentResource):
    """A Gateway of the Gateway API: listeners that the routes of several apps attach to.

    An app attaches to it with `"gateway": gateway.gateway` in its args. A controller must serve
    its GatewayClass, and the definitions of the Gateway API 1.6 must be in the cluster. Source:
    gateway-api.sigs.k8s.io.
    """

    name: Output[str]
    """Of the object."""
    namespace: Output[str]
    """Where it lives."""
    addresses: Output[Sequence[str]]
    """Where clients reach it; none in rendered manifests whose args do not say it."""

    def __init__(
        self, name: str, args: GatewayArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the Gateway.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        subject = f"{TITLE} {name}"
        refuse(subject, problems_of_gateway(name, args))
        named = object_name(name, args)
        stake(
            subject,
            [component_claim(subject, name, opts, "gateway"), *claims_of_gateway(name, args)],
        )
        super().__init__(f"exposure_components:index:{TITLE}", name, None, opts)
        # Only here is the provider's package imported: `import exposure_components` stays quick.
        from exposure_components.resources import register_objects

        checked = checked_late(subject, args)
        registered = register_objects(self, name, objects(named, checked), args.get("timeout"))
        made = cast(Any, registered["Gateway"])
        # It must not be known before the Gateway is there, and told so by its controller.
        self.name, self.namespace = made.object_name, made.namespace
        known = addresses_of(checked)
        told: Output[Sequence[str]] = made.status.apply(_told)
        self.addresses = told if known is None else Output.all(*known)
        first = [told.apply(_first)]
        given = namespace_name(named, args)  # type: ignore[arg-type]
        self._gateway = reference(
            named,
            checked,
            namespace=self.namespace if given is None else given,
            addresses=first if known is None else known,
            ready=self.name,
        )
        note_shared("gateway", name, self._gateway)
        self.register_outputs(
            {"name": self.name, "namespace": self.namespace, "addresses": self.addresses}
        )

    @property
    def gateway(self) -> KnownGateway:
        """What an app behind it has for `gateway`. No output: it stays in the program."""
        return self._gateway


def _first(addresses: Sequence[str]) -> str | None:
    return addresses[0] if addresses else None


def _told(status: Mapping[str, Any] | None) -> list[str]:
    addresses: Sequence[Mapping[str, str]] = (status or {}).get("addresses") or ()
    return [each["value"] for each in addresses]
