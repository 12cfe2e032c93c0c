"""What GKE is told. Source: docs.cloud.google.com, LoadBalancer Service parameters."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.cloud_kinds import GcpNetworkTier


class GcpPreset(TypedDict):
    """Told under `networking.gke.io/` and `cloud.google.com/`; what is not said is Google's own
    default."""

    ip_addresses: NotRequired[Sequence[Input[str]]]
    """Names of reserved regional addresses, at most one per family; instead of `address`."""
    subnet: NotRequired[Input[str]]
    """Name of the subnet that an internal address, or a public IPv6 one, is from."""
    allow_global_access: NotRequired[bool]
    """True lets clients of other regions reach an internal balancer."""
    network_tier: NotRequired[GcpNetworkTier]
    """Of a public balancer; a fixed address must be of the same."""
    l4_rbs: NotRequired[bool]
    """Whether a public balancer has a backend service, as Google recommends; false makes one with
    a target pool. Default: true."""
    weighted: NotRequired[bool]
    """True sends each node a share that follows the number of its pods. Needs the policy Local."""
