"""What an app's args say of its balancer, as far as they are sound."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.aws_kinds import NlbIpAddressType, NlbTargetType
from exposure_components.checks.sound import Sound
from exposure_components.load_balancers.aws.words import KEY

WAYS = ("nodes", "autoscaling_group", "binding")
"""To choose targets."""


def balancer_of(app: Sound) -> Sound:
    """The args of the balancer that stands in front of the app."""
    return app.below("load_balancer").below(KEY)


def readable_targets(app: Sound, port: Sound) -> Mapping[str, Any]:
    """Who gets what the port's listener accepts; empty where that cannot be told."""
    for said in (port.below(KEY), balancer_of(app)):
        if "targets" in said.value:
            chosen: Mapping[str, Any] = said.get("targets") or {}
            return chosen if sum(way in chosen for way in WAYS) == 1 else {}
    return {"nodes": NlbTargetType.INSTANCE}


def reads_dualstack(app: Sound) -> bool:
    """Whether IPv6 clients reach the balancer."""
    return bool(balancer_of(app).get("ip_address_type") == NlbIpAddressType.DUALSTACK)
