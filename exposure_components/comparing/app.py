"""The app that is compared, and what of it holds whichever strategy exposes it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.args.gateway_kinds import RouteKind
from exposure_components.endpoints import scheme_and_path
from exposure_components.exposing import Strategy
from exposure_components.gateway.words import BY_REQUEST
from exposure_components.kinds import ClientIp, Protocol
from exposure_components.ports import protocol_of, service_port_of

FRONTS = ("controller", "gateway", "load_balancer")
"""Args by which an app names what stands in front of it."""
OF_REQUESTS = (
    "hosts",
    "paths",
    "rules",
    "grpc_rules",
    "sticky_cookie",
    "timeouts",
    "max_body_size",
    "rate_limit",
    "basic_auth",
)
"""Args that only make sense where HTTP is spoken."""
_HTTP = ("http", "https", "h2c", "ws", "wss", "grpc")
"""Schemes and appProtocols of HTTP in all its forms; Kubernetes' own begin with a prefix."""
_PREFIX = "kubernetes.io/"


@dataclass(frozen=True)
class App:
    """An app by its args, which may hold words of every strategy."""

    name: str
    args: Mapping[str, Any]
    strategy: str | None = None
    """Title of the one that exposes it now."""

    @property
    def ports(self) -> Sequence[Mapping[str, Any]]:
        """The ports that the container listens on."""
        found: Sequence[Mapping[str, Any]] = self.args.get("ports", ())
        return found

    @property
    def nodes(self) -> Sequence[Mapping[str, Any]]:
        """Those of its cluster, as far as they are known."""
        found: Sequence[Mapping[str, Any]] = self.args.get("cluster", {}).get("nodes", ())
        return found

    @property
    def needs_client_ip(self) -> bool:
        """Whether it must see the clients' own addresses."""
        return bool(self.args.get("client_ip") == ClientIp.PRESERVE)

    def is_http(self, port: Mapping[str, Any], strategies: Mapping[str, Strategy]) -> bool:
        """Whether requests come in at a port, as far as the args say so."""
        if protocol_of(port) != Protocol.TCP or "entry_port" in port:
            return False
        if "route" in port:
            return RouteKind(port["route"]) in BY_REQUEST
        if any(key in self.args for key in OF_REQUESTS) or self._is_behind_routes(strategies):
            return True
        return scheme_and_path(self.args, port)[0].removeprefix(_PREFIX) in _HTTP

    def _is_behind_routes(self, strategies: Mapping[str, Strategy]) -> bool:
        if self.strategy is None or self.strategy not in strategies:
            return False
        words = strategies[self.strategy].args.__annotations__
        return "controller" in words or "gateway" in words


def wanted_port(port: Mapping[str, Any]) -> int:
    """The number that clients shall use."""
    number = port.get("host_port", port.get("entry_port"))
    return service_port_of(port) if number is None else int(number)
