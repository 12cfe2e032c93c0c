"""What clients are promised by a strategy, and at which addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from exposure_components.comparing.app import App, wanted_port
from exposure_components.comparing.fronts import Front
from exposure_components.comparing.words import port_words_of, words_of
from exposure_components.controllers.words import Asked
from exposure_components.endpoints import Endpoint, Reach
from exposure_components.exposing import Exposure, Strategy
from exposure_components.ingress.words import HTTP_PORT, HTTPS_PORT
from exposure_components.named import named
from exposure_components.nodes import HOSTNAME
from exposure_components.objects.network import PodNetwork
from exposure_components.ports import NODE_PORT_RANGE

_STAND_INS = ("<a node>", "<another node>")
"""Addresses of nodes that nobody has told."""
_SECURE = ("https", "wss", "grpcs")
_BY_NAME = ("http", "ws", "grpc", *_SECURE)
"""Schemes of requests, which say the host that they are for."""


class Stability(IntEnum):
    """What has to happen until clients must go elsewhere; the best first."""

    ONE_ADDRESS = 0
    """Nothing: no node is in the address."""
    NODE_FAILS = 1
    """The node fails that they ask."""
    POD_MOVES = 2
    """The pod moves to another node."""

    @property
    def text(self) -> str:
        """As people say it."""
        return ("one address", "until the node fails", "until the pod moves")[self]


@dataclass(frozen=True)
class Promises:
    """What clients get."""

    endpoints: Sequence[Endpoint]
    """Where the nodes are not known, two stand for them."""
    stability: Stability
    client_ip_kept: bool
    """Whether the app sees the clients' own addresses, at every endpoint."""
    ports: str
    """Which numbers clients can be given."""
    usual_ports: bool
    """Whether clients use the app's port, or those of HTTP, and no others."""
    tls: bool
    """Whether clients that speak HTTP are served by TLS."""


def promises(
    strategy: Strategy, app: App, front: Front | None, exposure: Exposure, *, by_request: bool
) -> Promises:
    """What an exposure comes to; of nodes that are not known, as if there were two.

    by_request: whether the app is asked by HTTP.
    """
    args = exposure.args if app.nodes else _with_stand_ins(exposure.args)
    found = strategy.reaches(args)
    reaches = named(found, args.get("dns")) if strategy.leads_to is None else found
    by_http = [r for r in reaches if r.scheme in _BY_NAME]
    return Promises(
        endpoints=[_endpoint(reach, front, args) for reach in reaches],
        stability=_stability(args, found),
        client_ip_kept=bool(reaches) and all(r.client_ip_kept for r in reaches),
        ports=_choice(strategy, app, by_request=by_request),
        usual_ports=all(_is_usual(reach) for reach in reaches),
        tls=bool(by_http) and all(r.scheme in _SECURE for r in by_http),
    )


def _with_stand_ins(args: Mapping[str, Any]) -> dict[str, Any]:
    """With nodes that fit the selector: one where that names a node, else two."""
    selector = args.get("node_selector", {})
    names = _STAND_INS[:1] if HOSTNAME in selector else _STAND_INS
    nodes = [{"name": name, "address": name, "labels": dict(selector)} for name in names]
    return {**args, "cluster": {**args.get("cluster", {}), "nodes": nodes}}


def _endpoint(reach: Reach, front: Front | None, args: Mapping[str, Any]) -> Endpoint:
    """At the address that is asked for, where the program does not know it yet."""
    asked = [each for each in Asked("", args).addresses if isinstance(each, str)]
    if isinstance(reach.host, str):
        host = reach.host
    else:
        host = asked[0] if asked else f"<{'the balancer' if front is None else front.label}>"
    return reach.endpoint(host, reach.number)


def _stability(args: Mapping[str, Any], reaches: Sequence[Reach]) -> Stability:
    """Of a name that leads to several nodes, what holds of each of them."""
    if not all(reach.survives_reschedule for reach in reaches):
        return Stability.POD_MOVES
    nodes = [node["address"] for node in args.get("cluster", {}).get("nodes", ())]
    # Requests find a controller by name; what it passes on as it is, by the address alone.
    bound = (r.node or (r.scheme not in _BY_NAME and r.host in nodes) for r in reaches)
    return Stability.NODE_FAILS if any(bound) else Stability.ONE_ADDRESS


def _is_usual(reach: Reach) -> bool:
    usual = {"http": HTTP_PORT, "https": HTTPS_PORT}.get(reach.scheme)
    return reach.number is not None and reach.number in (wanted_port(reach.port), usual)


def _choice(strategy: Strategy, app: App, *, by_request: bool) -> str:
    if strategy.network is PodNetwork.HOST:
        return "the container's"
    words = port_words_of(strategy)
    if "node_port" in words and "load_balancer" not in words_of(strategy):
        return str(app.args.get("cluster", {}).get("node_port_range", NODE_PORT_RANGE))
    by_routes = {"controller", "gateway"} & words_of(strategy).keys()
    return "the controller's" if by_routes and by_request else "any"
