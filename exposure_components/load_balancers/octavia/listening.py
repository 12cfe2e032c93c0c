"""A port of an app as Octavia's objects: pool, members, monitor, listener, redirects, rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.args.octavia_kinds import Method, MonitorType, RedirectCode
from exposure_components.dns.record_sets import client_name
from exposure_components.endpoints import scheme_and_path
from exposure_components.kinds import ExternalTrafficPolicy, Protocol
from exposure_components.load_balancers.members import balanced_address, members
from exposure_components.load_balancers.octavia.words import (
    balancer,
    inserted_headers,
    is_ovn,
    listener_protocol,
    options,
    pool_protocol,
    traffic_policy,
)
from exposure_components.objects.labels import present
from exposure_components.ports import protocol_of, service_port_of

NO_LIMIT = -1
"""Octavia's connection_limit for as many as there are; the article's, and its default."""
_ANYWHERE = "0.0.0.0/0"
_TIMEOUTS = (
    "timeout_client_data",
    "timeout_member_connect",
    "timeout_member_data",
    "timeout_tcp_inspect",
)
_READY_CODES = "200-399"
"""What a readiness probe takes for a success (kubernetes.io, HTTP probes)."""

Fields = dict[str, Any]
"""Properties of one of the provider's resources."""


@dataclass(frozen=True)
class Ports:
    """The NodePorts behind the app's ports, as they are known so far."""

    app: Sequence[Mapping[str, Any]]
    node_ports: Sequence[Any]

    def of(self, port: Mapping[str, Any]) -> Any:
        """The NodePort that leads to a port; an Output where the cluster allocates it."""
        return self.node_ports[list(self.app).index(port)]


def pool(args: Any, port: Any) -> Fields:
    """The nodes' side of a port."""
    chosen = Method.SOURCE_IP_PORT if is_ovn(balancer(args)) else Method.ROUND_ROBIN
    sticky = options(port).get("persistence")
    return {
        "protocol": pool_protocol(port),
        "lb_method": str(options(port).get("method", chosen)),
        **present(persistence=None if sticky is None else {k: str(v) for k, v in sticky.items()}),
    }


def pool_members(args: Any, port: Any, ports: Ports) -> list[Fields]:
    """The nodes, and where on them the app is."""
    own = options(port)
    asked_at = own.get("monitor", {}).get("port")
    if asked_at is None and (other := _asked_instead(args, port)) is not None:
        asked_at = ports.of(other)
    return [
        {
            "name": node["name"],
            "address": balanced_address(node),
            "protocol_port": ports.of(port),
            **present(
                weight=own.get("weights", {}).get(node["name"]),
                backup=True if node["name"] in own.get("backup", []) else None,
                monitor_port=asked_at,
            ),
        }
        for node in members(args, traffic_policy(args))
    ]


def monitor(args: Any, port: Any) -> Fields:
    """How a node's health is asked for."""
    own = options(port).get("monitor", {})
    kind = monitor_type(args, port)
    by_request = kind in (MonitorType.HTTP, MonitorType.HTTPS)
    path = own.get("url_path", scheme_and_path(args, port)[1]) or "/"
    return {
        "type": str(kind),
        "delay": own.get("delay", 5),
        "timeout": own.get("timeout", 3),
        "max_retries": own.get("max_retries", 2),
        "max_retries_down": own.get("max_retries_down", 2),
        **present(
            url_path=path if by_request else None,
            http_method="GET" if by_request else None,
            expected_codes=own.get("expected_codes", _READY_CODES) if by_request else None,
        ),
    }


def monitor_type(args: Any, port: Any) -> MonitorType:
    """What a node's health is asked for by."""
    if (given := options(port).get("monitor", {}).get("type")) is not None:
        return MonitorType(given)
    if protocol_of(port) == Protocol.SCTP:
        return MonitorType.TCP if is_ovn(balancer(args)) else MonitorType.SCTP
    if protocol_of(port) == Protocol.UDP:
        return MonitorType.UDP_CONNECT if _asked_instead(args, port) is None else MonitorType.TCP
    scheme, path = scheme_and_path(args, port)
    if not path or is_ovn(balancer(args)):
        return MonitorType.TCP
    return MonitorType.HTTPS if scheme == "https" else MonitorType.HTTP


def listener(args: Any, port: Any) -> Fields:
    """The clients' side of a port."""
    own = options(port)
    allowed = None if is_ovn(balancer(args)) else args.get("allowed_cidrs")
    return {
        "protocol": str(listener_protocol(port)),
        "protocol_port": service_port_of(port),
        "connection_limit": own.get("connection_limit", NO_LIMIT),
        **{key: own[key] for key in _TIMEOUTS if key in own},
        **present(
            allowed_cidrs=allowed,
            default_tls_container_ref=own.get("tls_container"),
            sni_container_refs=own.get("sni_containers"),
            insert_headers=dict(inserted_headers(args, port)) or None,
        ),
    }


def redirects(port: Any) -> list[tuple[Fields, Fields]]:
    """Each L7 policy of the listener, and its rule."""
    return [
        (
            _policy(each, position=index + 1),
            {"type": "PATH", "compare_type": "STARTS_WITH", "value": each.get("path", "/")},
        )
        for index, each in enumerate(options(port).get("redirects", []))
    ]


def redirecting_listener(args: Any, port: Any) -> tuple[Fields, Fields, Fields] | None:
    """A listener that only sends clients to this one: itself, its policy and its rule."""
    wanted = options(port).get("redirect_from")
    if wanted is None:
        return None
    number = service_port_of(port)
    host = wanted["host"] if "host" in wanted else client_name(args["dns"])
    policy = {
        "action": "REDIRECT_PREFIX",
        "host": host,
        "suffix": "" if number == 443 else f":{number}",
        "redirect_http_code": int(wanted.get("code", RedirectCode.MOVED_PERMANENTLY)),
        "position": 1,
    }
    allowed = args.get("allowed_cidrs")
    plain = {
        "protocol": "HTTP",
        "protocol_port": wanted["port"],
        "connection_limit": NO_LIMIT,
        **present(allowed_cidrs=allowed),
    }
    return plain, policy, {"type": "PATH", "compare_type": "STARTS_WITH", "value": "/"}


def client_sources(args: Any) -> list[Any]:
    """Who else than the balancer must reach the NodePorts, as CIDRs: the clients with OVN."""
    return list(args.get("allowed_cidrs", [_ANYWHERE])) if is_ovn(balancer(args)) else []


@dataclass(frozen=True)
class Opening:
    """A NodePort that the nodes' security group lets the balancer reach."""

    name: str
    """After what Neutron has one rule of."""
    protocol: str
    number: Any
    for_clients: bool
    """False for one at which only health is asked for."""


def openings(args: Any, ports: Ports) -> list[Opening]:
    """Exactly the NodePorts that clients are sent to, and those at which health is asked for."""
    found: dict[tuple[str, Any], Opening] = {}
    for port in args["ports"]:
        number = ports.of(port)
        known = number if isinstance(number, int) else f"for-{service_port_of(port)}"
        protocol = protocol_of(port).lower()
        found[protocol, known] = Opening(f"{protocol}-{known}", protocol, number, True)
    for port in args["ports"]:
        if (number := options(port).get("monitor", {}).get("port")) is not None:
            protocol = _ASKED_BY.get(monitor_type(args, port), "tcp")
            opening = Opening(f"{protocol}-{number}", protocol, number, False)
            found.setdefault((protocol, number), opening)
    return list(found.values())


_ASKED_BY = {MonitorType.UDP_CONNECT: "udp", MonitorType.SCTP: "sctp"}


def _policy(redirect: Mapping[str, Any], position: int) -> Fields:
    if "url" in redirect:
        target = {"action": "REDIRECT_TO_URL", "redirect_url": redirect["url"]}
    else:
        target = {"action": "REDIRECT_PREFIX", "redirect_prefix": redirect["prefix"]}
    code = redirect.get("code")
    return {
        **target,
        "position": position,
        **present(redirect_http_code=None if code is None else int(code)),
    }


def _asked_instead(args: Any, port: Any) -> Any:
    """The TCP port that tells of a UDP port's health under the policy Local.

    A node without a pod drops datagrams in silence, which UDP-CONNECT takes for health.
    """
    if protocol_of(port) != Protocol.UDP or "type" in options(port).get("monitor", {}):
        return None
    if traffic_policy(args) is not ExternalTrafficPolicy.LOCAL:
        return None
    return next((p for p in args["ports"] if protocol_of(p) == Protocol.TCP), None)
