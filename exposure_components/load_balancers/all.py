"""Every way of balancing, by its key in `load_balancer`."""

from collections.abc import Mapping
from typing import Any

from exposure_components.load_balancers.aws.balancing import AWS
from exposure_components.load_balancers.cloud.balancing import CLOUD
from exposure_components.load_balancers.contract import Balancing
from exposure_components.load_balancers.octavia.balancing import OCTAVIA

BALANCINGS: Mapping[str, Balancing] = {b.key: b for b in (CLOUD, OCTAVIA, AWS)}


def balancing_of(args: Mapping[str, Any]) -> Balancing:
    """The one that the args choose: the cluster's own cloud where they say nothing."""
    chosen: Mapping[str, Any] = args.get("load_balancer") or {}
    return next((b for key, b in BALANCINGS.items() if key in chosen), CLOUD)
