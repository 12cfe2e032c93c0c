"""Waiting for the name servers of a zone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pulumi
from pulumi import InvokeOptions, Output

from exposure_components.dns.contract import ZoneAdapter
from exposure_components.errors import refuse
from exposure_components.lookups import provider_reason
from exposure_components.problems import Problem

PATIENCE = 600
"""Seconds; what the provider of OpenStack would wait for a record set."""


@dataclass(frozen=True)
class Waiting:
    """For one zone, on behalf of a component."""

    adapter: ZoneAdapter
    zone: Mapping[str, Any]
    seconds: int
    parent: pulumi.Resource
    subject: str
    path: str
    """Where the args of the subject name the zone."""

    def after(self, made: Any) -> Output[Any]:
        """What was made, once the name servers have it. A preview makes nothing to wait for."""
        known: Output[Any] = Output.from_input(made)
        return known if pulumi.runtime.is_dry_run() else known.apply(self._wait)

    async def _wait(self, made: Any) -> Any:
        try:
            options = InvokeOptions(parent=self.parent)
            status = await self.adapter.wait(self.zone, self.seconds, options)
        except Exception as error:
            reason = provider_reason(str(error))
            said = f"whether its name servers have {self.zone['name']} could not be asked: {reason}"
            pulumi.log.warn(said, self.parent)
            return made
        if status is not None:
            rule = f"is {status} after {self.seconds} s: its name servers do not have all of it"
            remedy = "look at them; the next `pulumi up` waits again, and makes nothing twice"
            refuse(self.subject, [Problem(self.path, self.zone["name"], rule, remedy)])
        return made
