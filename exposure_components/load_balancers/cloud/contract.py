"""What every provider of balancers tells about itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from exposure_components.checks.sound import Sound
from exposure_components.kinds import ExternalTrafficPolicy, Protocol
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.problems import Problem


@dataclass(frozen=True)
class Keeping:
    """How the client's address is kept, or why it cannot be."""

    policy: ExternalTrafficPolicy = ExternalTrafficPolicy.CLUSTER
    """The traffic policy that it takes. Cluster where something else keeps it."""
    at_pods: bool = False
    """Whether the pods are then reached from the clients' addresses alone: not from the
    balancer's, and not by its health checks."""
    refused: str = ""
    """Why nothing keeps it, as the rest of a sentence that starts with `preserve`."""
    remedy: str = ""
    """What would."""


LOCAL = Keeping(ExternalTrafficPolicy.LOCAL, at_pods=True)
"""Of a balancer that passes packets on as they are."""


def _nothing(_asked: Asked) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Preset:
    """What tells one provider from another."""

    key: str
    """Its key in `load_balancer.cloud`, whose annotation there is the type of its args."""
    title: str
    """Who makes the balancer, as a message names it."""
    annotations: Callable[[Asked], Mapping[str, Any]]
    problems: Callable[[Sound, Asked], list[Problem]]
    """Of the preset, which stands first."""
    keeping: Callable[[Asked], Keeping]
    protocols: Callable[[Asked], frozenset[Protocol]]
    """What such a balancer speaks."""
    kept_anyway: Callable[[Asked, Mapping[str, Any]], bool] = lambda _asked, _port: False
    """Whether the app learns the client's address at a port by more than the traffic policy."""
    service_fields: Callable[[Asked], Mapping[str, Any]] = _nothing
    """Of the Service's spec, beside those that no provider changes."""
    needs_node_ports: Callable[[Asked], bool] = lambda _asked: False
    """Whether its balancer sends to NodePorts or asks them for health."""
    takes_class: bool = True
    """Whether it serves a Service that names a load balancer class."""
    decides_public: bool = True
    """Whether the Service can say that its balancer is internal or public."""
    sends_proxy_protocol: Callable[[Asked], bool] = lambda _asked: False
    """Whether the app must read the header of the PROXY protocol."""
    speaks_proxy_protocol: bool = False
    """Whether it can."""
    warnings: Callable[[Asked], list[str]] = lambda _asked: []


def address_field(asked: Asked) -> dict[str, Any]:
    """The fixed address, of providers that take it from the Service's spec."""
    return {"loadBalancerIP": asked.cloud["address"]} if "address" in asked.cloud else {}
