"""What can stand in front of an app: what is there, and else what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.args.gateway_kinds import ListenerProtocol, RoutesFrom
from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.checks.shapes import is_output
from exposure_components.comparing.app import FRONTS, App, wanted_port
from exposure_components.comparing.words import words_of
from exposure_components.controllers.app import sees_clients
from exposure_components.controllers.reference import reference
from exposure_components.controllers.words import Asked
from exposure_components.exposing import Strategy
from exposure_components.ingress.words import HTTP_PORT, HTTPS_PORT
from exposure_components.kinds import Platform, Protocol
from exposure_components.ports import protocol_of
from exposure_components.values import mapping

_CLOUDS = {"aws": "aws", "azure": "azure", "gce": "gcp", "openstack": "openstack"}
"""By what a node's `provider_id` begins with: the key in `load_balancer.cloud` (each cloud
provider's ProviderName in its own sources)."""
_ADD_ONS = {"aws": "the AWS Load Balancer Controller"}
"""By that key: what a cluster of the cloud has only where somebody brought it."""


@dataclass(frozen=True)
class Front:
    """One thing that can stand in front of an app."""

    arg: str
    """Arg of the app that names it."""
    label: str
    """As people call it."""
    value: Any
    """Value of the arg; None to leave the arg out."""
    missing: str | None = None
    """What would have to be made or brought first."""
    is_own: bool = False
    """Whether it is what the app's args name already."""


def fronts(
    strategy: Strategy,
    app: App,
    shared: Sequence[tuple[str, str, Any]],
    strategies: Mapping[str, Strategy],
) -> list[Front | None]:
    """What can stand in front of the app by that strategy; None where nothing has to.

    shared: what apps of the program can share, as the arg, its name and the arg's value.
    """
    arg = next((key for key in FRONTS if key in words_of(strategy)), None)
    if arg is None:
        return [None]
    there: dict[str, Front] = {}
    if own := mapping(app.args.get(arg)):
        label = _label(arg, own)
        there[label] = Front(arg, label, own, is_own=True)
    elif app.strategy == strategy.title and arg != "gateway":
        there[_DEFAULTS[arg]] = Front(arg, _DEFAULTS[arg], None, is_own=True)
    for kind, name, value in shared:
        if kind == arg:
            label = f"{_NOUNS[arg]} {name}"
            there.setdefault(label, Front(arg, label, value))
    if arg == "load_balancer" and not any("cloud" in (f.value or {}) for f in there.values()):
        for each in _clouds(app):
            there.setdefault(each.label, each)
    return [*there.values()] or [_MISSING[arg](app, strategies)]


_NOUNS = {"controller": "controller", "gateway": "Gateway", "load_balancer": "balancer"}
_DEFAULTS = {
    "controller": "the default controller",
    "load_balancer": "the cluster's cloud",
}
"""What stands in front where the args say nothing."""


def _label(arg: str, value: Mapping[str, Any]) -> str:
    shared = mapping(value.get("shared")) or {}
    name = {
        "controller": value.get("class_name"),
        "gateway": value.get("name"),
        "load_balancer": shared.get("name"),
    }[arg]
    if isinstance(name, str):
        return f"{_NOUNS[arg]} {name}"
    if arg != "load_balancer":
        return f"{_NOUNS[arg]} {value.get('dialect', 'of the default class')}"
    own = next((key for key in ("octavia", "aws") if key in value), None)
    if own is not None:
        made = "existing" if "existing" in value[own] else "own"
        return f"{made} balancer ({own})"
    cloud = [key for key in value.get("cloud", {}) if key in (*_CLOUDS.values(), "metallb")]
    if "metallb" in cloud:
        return "MetalLB"
    return f"{_DEFAULTS[arg]} ({cloud[0]})" if cloud else _DEFAULTS[arg]


def _clouds(app: App) -> Iterator[Front]:
    known = {
        _CLOUDS.get(provider.partition("://")[0])
        for node in app.nodes
        if isinstance(provider := node.get("provider_id"), str)
    }
    if len(known) == 1 and (key := known.pop()) is not None:
        value: dict[str, Any] = {"cloud": {key: {}}}
        yield Front(
            "load_balancer", f"{_DEFAULTS['load_balancer']} ({key})", value, _ADD_ONS.get(key)
        )
        return
    missing = "a controller of the cluster's cloud that makes load balancers"
    yield Front("load_balancer", _DEFAULTS["load_balancer"], None, missing)
    yield Front("load_balancer", "MetalLB", {"cloud": {"metallb": {}}}, "MetalLB with a pool")


def _controller(app: App, strategies: Mapping[str, Strategy]) -> Front:
    """OpenShift has a router anyway; else one of ours, on the nodes' own ports."""
    cluster = app.args.get("cluster", {})
    if cluster.get("platform") == Platform.OPENSHIFT:
        router = {"dialect": str(ControllerDialect.OPENSHIFT)}
        return Front("controller", "OpenShift's router", router)
    raw = [port for port in app.ports if not app.is_http(port, strategies)]
    opened = {
        f"{protocol.lower()}_ports": sorted({wanted_port(p) for p in raw if _is(p, protocol)})
        for protocol in (Protocol.TCP, Protocol.UDP)
    }
    entry = {"cluster": cluster, **{key: ports for key, ports in opened.items() if ports}}
    asked = Asked("traefik", entry)
    known = reference(asked, client_ip_kept=sees_clients(asked))
    more = [f"{key} {', '.join(map(str, ports))}" for key, ports in opened.items() if ports]
    missing = f"an IngressController{' with ' + ' and '.join(more) if more else ''}"
    return Front("controller", "an IngressController", known, missing)


def _gateway(app: App, strategies: Mapping[str, Strategy]) -> Front:
    listeners = list(
        {(each["port"], each["protocol"]): each for each in _listeners(app, strategies)}.values()
    )
    known = {"name": "gateway", "listeners": listeners}
    shown = ", ".join(f"{each['protocol']} {each['port']}" for each in listeners)
    missing = f"a Gateway with listeners of {shown}, and a controller that serves it"
    return Front("gateway", "a Gateway", known, missing)


def _listeners(app: App, strategies: Mapping[str, Strategy]) -> Iterator[dict[str, Any]]:
    for port in app.ports:
        if app.is_http(port, strategies):
            yield _listener("http", HTTP_PORT, ListenerProtocol.HTTP)
            if "tls" in app.args:
                yield _listener("https", HTTPS_PORT, ListenerProtocol.HTTPS)
        else:
            protocol = ListenerProtocol.UDP if _is(port, Protocol.UDP) else ListenerProtocol.TCP
            number = wanted_port(port)
            yield _listener(f"{protocol.lower()}-{number}", number, protocol)


def _listener(name: str, port: int, protocol: ListenerProtocol) -> dict[str, Any]:
    taken = {"routes_from": str(RoutesFrom.ALL)}
    return {"name": name, "port": port, "protocol": str(protocol), **taken}


def _is(port: Mapping[str, Any], protocol: Protocol) -> bool:
    return protocol_of(port) == protocol


_MISSING: Mapping[str, Any] = {"controller": _controller, "gateway": _gateway}


def makes_balancer(args: Mapping[str, Any]) -> bool:
    """Whether a balancer is made for the app alone, by its `load_balancer`."""
    chosen = mapping(args.get("load_balancer")) or {}
    if "shared" in chosen:
        return False
    for key in ("octavia", "aws"):
        if key in chosen:
            return "existing" not in chosen[key]
    cloud = mapping(chosen.get("cloud")) or {}
    given = (mapping(cloud.get("openstack")) or {}).get("load_balancer_id")
    return "metallb" not in cloud and not isinstance(given, str) and not is_output(given)
