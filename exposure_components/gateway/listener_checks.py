"""Listeners that cannot be, whoever makes them."""

from __future__ import annotations

from collections.abc import Hashable, Sequence

from exposure_components.args.gateway_kinds import ListenerProtocol, TlsMode
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.dns.domain_names import name_problems
from exposure_components.names import is_dns_subdomain
from exposure_components.ports import PORTS
from exposure_components.problems import Problem

_NAMELESS = (ListenerProtocol.TCP, ListenerProtocol.UDP)
_TOGETHER = {
    ListenerProtocol.HTTP: "HTTP",
    ListenerProtocol.HTTPS: "TLS",
    ListenerProtocol.TLS: "TLS",
    ListenerProtocol.TCP: "TCP",
    ListenerProtocol.UDP: "UDP",
}
"""Protocols that can share a port: names tell HTTPS and TLS apart."""


def listener_problems(listeners: Sequence[Sound]) -> list[Problem]:
    """Names, ports, hosts, and what stands twice."""
    found = [problem for each in listeners for problem in _one(each)]
    return [*found, *_twice(listeners)]


def _one(each: Sound) -> list[Problem]:
    found = in_range(each, "port", PORTS, "give the port that clients ask")
    name, hostname = each.get("name"), each.get("hostname")
    protocol = each.get("protocol")
    if name is not None and not is_dns_subdomain(name):
        found.append(each.problem("name", "is no name of a listener", "use a-z, 0-9, - and ."))
    if hostname is not None and protocol in _NAMELESS:
        rule = f"says nothing to {protocol}, which knows no hosts"
        found.append(each.problem("hostname", rule, "drop it, or choose another protocol"))
    elif hostname is not None and not is_dns_subdomain(hostname.removeprefix("*.")):
        rule, remedy = "is no host name", "use a-z, 0-9, - and ., no port"
        found += name_problems(each.at("hostname"), hostname, wildcard=True) or [
            each.problem("hostname", rule, remedy)
        ]
    if each.get("mode") == TlsMode.PASSTHROUGH and protocol == ListenerProtocol.HTTPS:
        rule = "leaves TLS to the pods, and HTTPS is terminated by the Gateway"
        found.append(each.problem("mode", rule, "choose the protocol TLS, or drop it"))
    if "mode" in each.value and protocol in (*_NAMELESS, ListenerProtocol.HTTP):
        rule, remedy = f"says nothing to {protocol}", "drop it, or choose HTTPS or TLS"
        found.append(each.problem("mode", rule, remedy))
    return found


def _twice(listeners: Sequence[Sound]) -> list[Problem]:
    names: dict[Hashable, Sound] = {}
    places: dict[Hashable, Sound] = {}
    spoken: dict[Hashable, Sound] = {}
    found: list[Problem] = []
    for each in listeners:
        name, port, protocol = (each.get(key) for key in ("name", "port", "protocol"))
        if name is not None and (first := names.setdefault(name, each)) is not each:
            found.append(each.problem("name", f"is {first.path}'s as well", "choose another"))
        if port is None or protocol is None:
            continue
        place = (port, protocol, each.get("hostname"))
        if (first := places.setdefault(place, each)) is not each:
            rule = f"is {first.path}'s as well, with its protocol and host"
            found.append(each.problem("port", rule, "give one of them another host or port"))
            continue
        transport = "UDP" if protocol == ListenerProtocol.UDP else "TCP"
        first = spoken.setdefault((port, transport), each)
        other = first.get("protocol")
        if _TOGETHER[protocol] != _TOGETHER[other]:
            rule = f"is {first.path}'s as well, where {other} is spoken"
            found.append(each.problem("port", rule, "give one of them another port"))
    return found
