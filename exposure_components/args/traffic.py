"""How traffic gets from nodes to pods: the args of strategies whose Service has NodePorts."""

from typing import NotRequired, TypedDict

from exposure_components.args.app import AppArgs
from exposure_components.kinds import ClientIp, ExternalTrafficPolicy, SessionAffinity


class Stickiness(TypedDict):
    """How long a client stays with its pod."""

    type: SessionAffinity
    """ClientIP keeps all connections of one address on one pod."""
    timeout: NotRequired[int]
    """Seconds without a connection after which it ends, 1 to 86400. Default: Kubernetes' own,
    10800."""


class ForwardedAppArgs(AppArgs):
    """An app that nodes forward traffic to."""

    client_ip: NotRequired[ClientIp]
    """Whether the app must see the client's address. Default: any; preserve where
    `allowed_cidrs` is given and judged at the pods."""
    external_traffic_policy: NotRequired[ExternalTrafficPolicy]
    """Kubernetes' own word for what `client_ip` asks. Default: what `client_ip` needs."""
    session_affinity: NotRequired[Stickiness]
    """Default: each connection goes to any pod."""
