"""What the args of an app mean in Octavia, where they leave it open."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.octavia_kinds import (
    OctaviaListenerProtocol,
    OctaviaProvider,
    ProxyProtocol,
)
from exposure_components.kinds import ClientIp, ExternalTrafficPolicy
from exposure_components.ports import Fields

KEY = "octavia"
"""In `load_balancer`, and in a port."""
READS_REQUESTS = (OctaviaListenerProtocol.HTTP, OctaviaListenerProtocol.TERMINATED_HTTPS)
"""Listeners that know the headers and the path of what they pass on."""
FORWARDED_FOR = "X-Forwarded-For"
_SCHEMES = {
    OctaviaListenerProtocol.HTTP: "http",
    OctaviaListenerProtocol.HTTPS: "https",
    OctaviaListenerProtocol.TERMINATED_HTTPS: "https",
}


def balancer(args: Mapping[str, Any]) -> Mapping[str, Any]:
    """The args of the balancer that stands in front of the app."""
    found: Mapping[str, Any] = args.get("load_balancer", {}).get(KEY, {})
    return found


def stands_behind(component: str, args: Mapping[str, Any]) -> str:
    """What tells the app's balancer from the others of the program."""
    shared = args["load_balancer"].get("shared")
    if shared:
        return str(shared["name"])
    return existing_name(balancer(args)) or f"{component} alone"


def existing_name(balancer: Mapping[str, Any]) -> str | None:
    """What tells a balancer that is made elsewhere, where the program knows it by now."""
    existing: Mapping[str, Any] = balancer.get("existing", {})
    known = [value for value in existing.values() if isinstance(value, str)]
    return f"existing {known[0]}" if known else None


def options(port: Fields) -> Mapping[str, Any]:
    """What a port says of its listener."""
    return port.get(KEY) or {}


def is_ovn(balancer: Fields) -> bool:
    """Whether the virtual switches carry the traffic, and not amphorae."""
    return bool(balancer.get("provider") == OctaviaProvider.OVN)


def listener_protocol(port: Fields) -> OctaviaListenerProtocol:
    """What clients speak."""
    spoken = options(port).get("protocol") or port.get("protocol") or OctaviaListenerProtocol.TCP
    return OctaviaListenerProtocol(spoken)


def pool_protocol(port: Fields) -> str:
    """What the balancer speaks with the nodes."""
    proxy = options(port).get("proxy_protocol")
    if proxy is not None:
        return str(ProxyProtocol(proxy))
    spoken = listener_protocol(port)
    return "HTTP" if spoken in READS_REQUESTS else str(spoken)


def scheme(port: Fields) -> str | None:
    """What a URL starts with, where the listener knows."""
    return _SCHEMES.get(listener_protocol(port))


def traffic_policy(args: Any) -> ExternalTrafficPolicy:
    """Local where it is asked for; with OVN also where clients' addresses must reach the pods.

    An amphora connects from its own address: there Local would keep nothing that is of use.
    """
    if "external_traffic_policy" in args:
        return ExternalTrafficPolicy(args["external_traffic_policy"])
    keeps = is_ovn(balancer(args)) and args.get("client_ip") == ClientIp.PRESERVE
    return ExternalTrafficPolicy.LOCAL if keeps else ExternalTrafficPolicy.CLUSTER


def client_ip_kept(args: Any, port: Any) -> bool:
    """Whether the app learns the client's address: from the packets, a header, or PROXY."""
    local = traffic_policy(args) is ExternalTrafficPolicy.LOCAL
    by_packets = local and is_ovn(balancer(args))
    by_header = FORWARDED_FOR in inserted_headers(args, port)
    return by_packets or by_header or "proxy_protocol" in options(port)


def inserted_headers(args: Any, port: Any) -> Mapping[str, str]:
    """The headers that tell an HTTP app of its client."""
    given = options(port).get("insert_headers")
    if given is not None:
        return {key: value for key, value in given.items() if value.lower() != "false"}
    wanted = args.get("client_ip") == ClientIp.PRESERVE and "proxy_protocol" not in options(port)
    reads = listener_protocol(port) in READS_REQUESTS
    return {FORWARDED_FOR: "true"} if wanted and reads else {}
