"""What every way of balancing tells about itself: the cluster's cloud, Octavia, AWS."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from exposure_components.checks.collisions import Claim
from exposure_components.checks.sound import Sound
from exposure_components.exposing import NOT_AWAITED
from exposure_components.kinds import ExternalTrafficPolicy
from exposure_components.problems import Problem


@dataclass(frozen=True)
class Front:
    """Where clients find a balancer."""

    host: Any
    """IP address or DNS name; an Output."""
    zone_id: Any = None
    """Hosted zone of an AWS balancer's name, which an ALIAS record needs."""
    dual_stack: bool = False
    """Whether that name has IPv6 addresses too."""


@dataclass(frozen=True)
class Backend:
    """An app that a balancer is put in front of, as its component made it."""

    component: Any
    """Parent of what the balancer needs for the app."""
    name: str
    """Of the component; what the balancer needs is named after it."""
    args: Any
    """Of the app, without problems."""
    service: Any
    """The Service, as a resource."""
    node_ports: Sequence[Any]
    """The Service's NodePorts, one per port of the app; an Output where the cluster allocates."""


class Attach(Protocol):
    """Registers what a balancer needs for an app, and the balancer if the app owns it."""

    def __call__(self, backend: Backend) -> Front:
        """Tell where clients find the app."""
        ...


@dataclass(frozen=True)
class Balancing:
    """What tells one way of balancing from another, as functions of the app's args."""

    key: str
    """Its key in `load_balancer`, and in a port that has options for it."""
    args: Any
    """Type of what stands under the key in `load_balancer`."""
    problems: Callable[[Sound], list[Problem]]
    """What only this way refuses, of the app's args."""
    service_fields: Callable[[Any], Mapping[str, Any]]
    """What it makes of the spec of the Service."""
    traffic_policy: Callable[[Any], ExternalTrafficPolicy]
    client_ip_kept: Callable[[Any, Any], bool]
    """Of the app's args and a port: whether the app learns the client's own address."""
    pods_see_clients: Callable[[Any], bool]
    """Whether packets reach the pods from the clients' addresses, so that a NetworkPolicy can
    judge them."""
    warnings: Callable[[Any], list[str]]
    attach: Attach
    scheme: Callable[[Any], str | None] = lambda _port: None
    """Of a port: what clients speak where the balancer translates, such as `https`."""
    service_annotations: Callable[[Any], Mapping[str, Any]] = lambda _args: NOT_AWAITED
    has_alias: Callable[[Any], bool] = lambda _args: False
    """Whether an ALIAS record can lead to it."""
    timeout: Callable[[Any], int | None] = lambda _args: None
    """Seconds that `up` waits for the Service. None: as long as the provider does."""
    claims: Callable[[str, Any], list[Claim]] = lambda _component, _args: []
    """What an app behind it takes for itself, such as a listener of a shared balancer."""
