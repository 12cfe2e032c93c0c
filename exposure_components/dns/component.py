"""Names in a zone, as a component."""

from collections.abc import Sequence
from typing import Any

import pulumi
from pulumi import Output

from exposure_components.args.dns import DnsRecordsArgs
from exposure_components.checks.sound import sound
from exposure_components.claims import component_claim, stake
from exposure_components.dns.claims import dns_claims
from exposure_components.dns.record_checks import record_problems
from exposure_components.dns.record_sets import own_record_sets
from exposure_components.dns.registration import register_named
from exposure_components.errors import refuse


class DnsRecords(pulumi.ComponentResource):
    """Records in an existing zone, or in one that it makes.

    For names that no single app has: a wildcard of an ingress controller, a zone that several
    apps share by its `zone_id`.
    """

    zone_id: Output[str]
    """Id of the zone that was made, or found."""
    names: Output[Sequence[str]]
    """The names, sorted, without a dot at their ends."""
    name_servers: Output[Sequence[str] | None]
    """Who answers for a created zone, to be named in the zone above it. None for an existing zone,
    and in OpenStack, whose operators name them."""

    def __init__(
        self, name: str, args: DnsRecordsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the records.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        subject = f"DnsRecords {name}"
        readable, found = sound(args, DnsRecordsArgs)
        refuse(subject, [*found, *record_problems(readable)])
        sets = own_record_sets(args)
        own = component_claim(subject, name, opts, "DnsRecords")
        stake(subject, [own, *dns_claims(subject, args["zone"], sets)])
        super().__init__("exposure_components:index:DnsRecords", name, None, opts)
        children = [(f"{name}-{each.name}{each.suffix}", each) for each in sets]
        zone = register_named(self, name, args, children, subject=subject)
        outputs: dict[str, Any] = {
            "zone_id": zone.id,
            "names": sorted({each.name for each in sets}),
            "name_servers": zone.name_servers,
        }
        self.register_outputs(outputs)
        self.zone_id, self.names, self.name_servers = map(Output.from_input, outputs.values())
