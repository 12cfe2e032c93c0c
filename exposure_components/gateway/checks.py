"""All that is wrong with what an app asks of a Gateway."""

from __future__ import annotations

from exposure_components.args.gateway_kinds import RouteKind
from exposure_components.checks.cluster import host_problems as address_problems
from exposure_components.checks.numbers import at_least_one
from exposure_components.checks.sound import Sound
from exposure_components.gateway.attachment_checks import attachment_problems
from exposure_components.gateway.backend_checks import backend_problems
from exposure_components.gateway.limits import at_most
from exposure_components.gateway.listener_checks import listener_problems
from exposure_components.gateway.rule_checks import grpc_rule_problems, http_rule_problems
from exposure_components.gateway.served_checks import route_problems
from exposure_components.gateway.words import BY_REQUEST, route_of
from exposure_components.ingress.host_checks import host_problems
from exposure_components.kinds import Protocol
from exposure_components.names import is_dns_label, is_dns_subdomain
from exposure_components.ports import protocol_of
from exposure_components.problems import Problem

_MOST_HOSTS = 16
_MOST_NAMES = 1024
"""Of a TLSRoute."""


def gateway_app_problems(args: Sound) -> list[Problem]:
    """Gateway, hosts, routes, and what the Gateway API has no word for."""
    found = [*_gateway_problems(args), *host_problems(args), *_cidr_problems(args)]
    kinds: list[RouteKind] = []
    for port in args.items("ports"):
        if port.get("route", "") is not None and port.get("protocol", "") is not None:
            kinds.append(route_of(port))
            found += _port_problems(port, kinds[-1])
            found += backend_problems(args, port, protocol_of(port))
    found += [*_kind_problems(args, kinds), *_host_problems(args, kinds)]
    found += [*http_rule_problems(args, kinds), *grpc_rule_problems(args, kinds)]
    return [
        *found,
        *attachment_problems(args),
        *route_problems(args),
        *at_least_one(args, "timeout", "second"),
    ]


def _gateway_problems(args: Sound) -> list[Problem]:
    gateway = args.below("gateway")
    found: list[Problem] = []
    for key in ("name", "section_name"):
        name = gateway.get(key)
        if name is not None and not is_dns_subdomain(name):
            what = "a Gateway" if key == "name" else "a listener"
            found.append(gateway.problem(key, f"is no name of {what}", "use a-z, 0-9, - and ."))
    namespace = gateway.plain("namespace")
    if namespace is not None and not is_dns_label(namespace):
        rule = "is no DNS label (RFC 1123)"
        found.append(gateway.problem("namespace", rule, "use a-z, 0-9 and dashes"))
    for at, address in gateway.texts("addresses"):
        found += address_problems(at, address)
    if gateway.value.get("listeners") == []:
        rule, remedy = "is empty", "leave it out where nothing is known of them"
        found.append(Problem(gateway.at("listeners"), None, rule, remedy))
    return [*found, *listener_problems(gateway.items("listeners"))]


def _cidr_problems(args: Sound) -> list[Problem]:
    if "allowed_cidrs" not in args.value:
        return []
    rule = "would let everybody in: the Gateway API has no word for it"
    remedy = (
        "allow them in front of the Gateway, at its load balancer, or use an IngressApp whose "
        "controller has allow lists"
    )
    return [Problem("allowed_cidrs", None, rule, remedy)]


def _port_problems(port: Sound, kind: RouteKind) -> list[Problem]:
    protocol, found = protocol_of(port), list[Problem]()
    if protocol == Protocol.SCTP:
        rule = "is carried by no route of the Gateway API"
        found.append(port.problem("protocol", rule, "use a strategy that passes packets on"))
    elif (kind is RouteKind.UDP) != (protocol == Protocol.UDP):
        rule = f"does not lead to a port of {protocol}"
        remedy = "give the port another protocol, or another route"
        found.append(Problem(port.at("route"), str(kind), rule, remedy))
    if kind in BY_REQUEST:
        rules = "grpc_rules" if kind is RouteKind.GRPC else "rules"
        for key, instead in (("section_name", "gateway.section_name"), ("backends", rules)):
            if key in port.value:
                rule = f"is for the other routes: one {kind} leads to all such ports"
                found.append(Problem(port.at(key), None, rule, f"use `{instead}`"))
    name = port.get("section_name")
    if name is not None and not is_dns_subdomain(name):
        rule = "is no name of a listener"
        found.append(port.problem("section_name", rule, "use a-z, 0-9, - and ."))
    return found


def _kind_problems(args: Sound, kinds: list[RouteKind]) -> list[Problem]:
    if not set(BY_REQUEST) <= set(kinds):
        return []
    second = next(i for i, kind in enumerate(kinds) if kind in BY_REQUEST and kind != kinds[0])
    rule = (
        "has the hosts of a port with the other kind: a listener takes one of HTTPRoute and "
        "GRPCRoute for a host"
    )
    remedy = "expose the port by another GatewayApp, with `selector` and hosts of its own"
    return [args.items("ports")[second].problem("route", rule, remedy)]


def _host_problems(args: Sound, kinds: list[RouteKind]) -> list[Problem]:
    most = _MOST_HOSTS if {*kinds} & {*BY_REQUEST} else _MOST_NAMES
    remedy = "make the others an app of their own, by `selector`"
    # That it is empty is said already.
    found = at_most(args, "hosts", most, remedy) if args.value.get("hosts") else []
    if RouteKind.TLS in kinds and not args.value.get("hosts"):
        rule, remedy = "is missing: a TLSRoute chooses by name", "name the `hosts`"
        found.append(Problem("hosts", None, rule, remedy))
    return found
