"""Apps that a balancer of Octavia cannot serve as they ask for it."""

from exposure_components.args.octavia_kinds import Method, PersistenceType
from exposure_components.checks.addresses import is_address
from exposure_components.checks.sound import Sound
from exposure_components.kinds import ClientIp, ExternalTrafficPolicy, Protocol, SessionAffinity
from exposure_components.load_balancers.members import membership_problems
from exposure_components.load_balancers.octavia.checks import balancer_problems
from exposure_components.load_balancers.octavia.monitor_checks import monitor_problems
from exposure_components.load_balancers.octavia.port_checks import listener_problems
from exposure_components.load_balancers.octavia.words import (
    FORWARDED_FOR,
    READS_REQUESTS,
    is_ovn,
    listener_protocol,
    traffic_policy,
)
from exposure_components.ports import protocol_of
from exposure_components.problems import Problem

_NOT_OVN = (
    "proxy_protocol",
    "tls_container",
    "sni_containers",
    "timeout_client_data",
    "timeout_member_connect",
    "timeout_member_data",
    "timeout_tcp_inspect",
    "insert_headers",
    "redirects",
    "redirect_from",
    "backup",
    "weights",
)
"""Options of listeners that OVN's provider refuses (docs.openstack.org, Octavia Provider Feature
Matrix)."""


def app_problems(app: Sound) -> list[Problem]:
    """Of an app behind a balancer: the balancer's own, and those of each port."""
    balancer = app.below("load_balancer").below("octavia")
    found = [*balancer_problems(balancer), *_member_problems(app), *_intent_problems(app)]
    for port in app.items("ports"):
        found += [*listener_problems(app, port), *monitor_problems(app, port)]
        found += _ovn_problems(port) if is_ovn(balancer) else _client_ip_problems(app, port)
    return found


def _member_problems(app: Sound) -> list[Problem]:
    if {"cluster", "cluster.nodes"} & set(app.broken):
        return []
    nodes = app.below("cluster").items("nodes")
    if not nodes:
        rule = "is missing, and the balancer's members are the cluster's nodes"
        remedy = "list them, or read them by `live_nodes` or `openstack_nodes`"
        return [Problem("cluster.nodes", None, rule, remedy)]
    rule, remedy = "is no IP address, as members need one", "give the one that the balancer reaches"
    said = [(n, "internal_address" if "internal_address" in n.value else "address") for n in nodes]
    found = [
        node.problem(key, rule, remedy)
        for node, key in said
        if isinstance(node.plain(key), str) and not is_address(node.plain(key))
    ]
    return found + (membership_problems(app, traffic_policy(app.value)) if not app.broken else [])


def _intent_problems(app: Sound) -> list[Problem]:
    found: list[Problem] = []
    balancer = app.below("load_balancer").below("octavia")
    affinity = app.below("session_affinity")
    if affinity.get("type") == SessionAffinity.CLIENT_IP and not is_ovn(balancer):
        rule = "would keep all clients on one pod: the pods see the amphora's address"
        remedy = "use `octavia.persistence` of the port"
        found.append(affinity.problem("type", rule, remedy))
    chosen = app.below("load_balancer")
    shared = chosen.below("shared")
    opened = "shared" in chosen.value and "node_security_group" in balancer.value
    if opened and "source_cidr" not in shared.value:
        remedy = "take all of it from the `load_balancer` of an OctaviaLoadBalancer"
        found.append(Problem(shared.at("source_cidr"), None, "is missing", remedy))
    if not is_ovn(balancer):
        return found
    policy = app.get("external_traffic_policy")
    if policy == ExternalTrafficPolicy.CLUSTER and app.get("client_ip") == ClientIp.PRESERVE:
        rule = "hides the clients' addresses, which `client_ip` wants preserved"
        found.append(app.problem("external_traffic_policy", rule, "drop one of the two"))
    if "allowed_cidrs" in app.value and "node_security_group" not in balancer.value:
        at = balancer.at("node_security_group")
        rule = "is missing, and with OVN it alone can judge clients by `allowed_cidrs`"
        found.append(Problem(at, None, rule, "name that of the nodes"))
    return found


def _client_ip_problems(app: Sound, port: Sound) -> list[Problem]:
    own = port.below("octavia")
    if app.get("client_ip") != ClientIp.PRESERVE or "proxy_protocol" in own.value:
        return []
    if own.path in own.broken or own.at("protocol") in own.broken:
        return []
    if protocol_of(port) != Protocol.TCP:
        rule = "is not to be had by an amphora, which sends datagrams from its own address"
        return [app.problem("client_ip", rule, "use the provider ovn, or drop it")]
    if listener_protocol(port) not in READS_REQUESTS:
        rule = "is missing, and `client_ip` is preserve: an amphora connects from its own address"
        remedy = "use PROXYV2 if the app reads it, an HTTP listener, or the provider ovn"
        return [Problem(own.at("proxy_protocol"), None, rule, remedy)]
    headers = own.below("insert_headers")
    if "insert_headers" in own.value and headers.get(FORWARDED_FOR) != "true":
        rule = f"lacks {FORWARDED_FOR}, and `client_ip` is preserve"
        return [Problem(headers.path, None, rule, "add it, or drop one of the two")]
    return []


def _ovn_problems(port: Sound) -> list[Problem]:
    own = port.below("octavia")
    rule, remedy = "is not known to OVN", "drop it, or use the provider amphora"
    found = [Problem(own.at(k), None, rule, remedy) for k in _NOT_OVN if k in own.value]
    if own.get("connection_limit", -1) != -1:
        found.append(own.problem("connection_limit", rule, remedy))
    if own.get("protocol") not in (None, "TCP", "UDP", "SCTP"):
        found.append(own.problem("protocol", rule, "use TCP, UDP or SCTP"))
    if own.get("method") not in (None, Method.SOURCE_IP_PORT):
        found.append(own.problem("method", rule, "use SOURCE_IP_PORT, or leave it out"))
    sticky = own.below("persistence")
    if sticky.get("type") not in (None, PersistenceType.SOURCE_IP):
        found.append(sticky.problem("type", rule, "use SOURCE_IP"))
    return found
