"""The same app, as another strategy says it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.gateway_kinds import RouteKind
from exposure_components.comparing.app import FRONTS, App, wanted_port
from exposure_components.comparing.fronts import Front
from exposure_components.comparing.words import port_words_of, words_of
from exposure_components.exposing import Strategy
from exposure_components.kinds import Protocol
from exposure_components.objects.network import PodNetwork
from exposure_components.ports import node_port_range, protocol_of


def args_for(
    strategy: Strategy, app: App, front: Front | None, strategies: Mapping[str, Strategy]
) -> dict[str, Any]:
    """The args that the strategy takes, with what stands in front of the app.

    Words that it does not have are left out: `lost` tells them.
    """
    words, in_front = words_of(strategy), _in_front(front)
    if app.strategy == strategy.title and (front is None or front.is_own):
        return {**app.args, **in_front}
    kept = {k: v for k, v in app.args.items() if k in words and k not in (*FRONTS, "ports")}
    ports = [_port(strategy, app, port, strategies) for port in app.ports]
    return {**kept, "ports": ports, **in_front}


def _in_front(front: Front | None) -> dict[str, Any]:
    return {} if front is None or front.value is None else {front.arg: front.value}


def _port(
    strategy: Strategy, app: App, port: Mapping[str, Any], strategies: Mapping[str, Strategy]
) -> dict[str, Any]:
    words, number = port_words_of(strategy), wanted_port(port)
    made = {key: value for key, value in port.items() if key in words}
    if strategy.network is PodNetwork.HOST:
        made.pop("host_port", None)  # The container's own is the node's.
    elif "host_port" in words and number != port["container_port"]:
        made["host_port"] = number
    if "load_balancer" in words_of(strategy):
        made |= {"port": number} if number != port["container_port"] else {}
        if made.get("node_port") not in node_port_range(app.args.get("cluster", {})):
            made.pop("node_port", None)  # Any will do behind a balancer.
    by_request = app.is_http(port, strategies)
    if "entry_port" in words and not by_request:
        made.setdefault("entry_port", number)
    if "route" in words and not by_request and protocol_of(port) == Protocol.TCP:
        made.setdefault("route", str(RouteKind.TCP))
    return made
