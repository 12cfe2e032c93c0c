"""The Gateways that apps of a stack share."""

from typing import Any

import pulumi
from pulumi import Output

from exposure_components.exposing import object_name
from exposure_components.gateway.component import Gateway, claims_of_gateway, problems_of_gateway
from exposure_components.gateway.reference import addresses_of, reference
from exposure_components.objects.labels import namespace_name
from exposure_components.sharing.contract import Sharing


def _promised(name: str, entry: Any) -> Any:
    late: Output[str] = Output.from_input(name)  # It is made when the apps are.
    named = object_name(name, entry)
    given, addresses = namespace_name(named, entry), addresses_of(entry)
    return reference(
        named,
        entry,
        namespace=late if given is None else given,
        addresses=[late] if addresses is None else addresses,
        ready=late,
    )


def _made(name: str, entry: Any, opts: pulumi.ResourceOptions | None) -> Any:
    return Gateway(name, entry, opts).gateway


GATEWAYS = Sharing(
    config="gateways",
    arg="gateway",
    thing="Gateway",
    problems=problems_of_gateway,
    promised=_promised,
    made=_made,
    takes_cluster=True,
    claims=claims_of_gateway,
)
