"""What MetalLB is told. Source: metallb.io, Usage."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from pulumi import Input


class MetalLbPreset(TypedDict):
    """Told under `metallb.io/`, and under `metallb.universe.tf/`, the only one before
    0.14.9; newer versions read both, and report the old one by an event (metallb#2495)."""

    address_pool: NotRequired[str]
    """Name of the IPAddressPool. Not said: any that assigns automatically."""
    load_balancer_ips: NotRequired[Sequence[Input[str]]]
    """Fixed addresses, one per family; instead of `address`."""
    allow_shared_ip: NotRequired[str]
    """Any word. Services with the same one and other ports may share an address; with the policy
    Local only if they have the same pods."""
