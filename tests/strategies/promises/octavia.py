"""What a balancer of Octavia is, and what listens on it, where the args say nothing."""

from typing import Any

from exposure_components.testing import Timeouts
from tests.load_balancers.octavia.apps import OVN, TLS, UDP, app, balancer, port
from tests.load_balancers.octavia.programs import (
    BALANCER,
    FLOATING_IP,
    GROUP_RULE,
    LISTENER,
    MEMBERS,
    MONITOR,
    POLICY,
    POOL,
    PORT,
    RULE,
)
from tests.strategies.promises.promise import ABSENT, Found, Promise, count, endpoint, made, waits

TITLE = "CloudLoadBalancedApp"
PLAIN = app()
PING = {"http_path": "/ping"}
ASKED = app(readiness=PING)
ZONE = {"designate": {"name": "example.com", "id": "11111111-2222-3333-4444-555555555555"}}
REDIRECTING = app(
    port(8443, **TLS, redirect_from={"port": 80}),
    dns={"name": "influxdb.example.com", "zone": ZONE},
)
SENDING = app(port(protocol="HTTP", redirects=[{"url": "https://example.com"}]))
LOCAL = {"external_traffic_policy": "Local", "octavia": OVN}
CLOSED = {"vip_subnet": {"name": "vip"}}
NODES = [
    {"name": "kubenode01", "address": "10.13.241.89", "protocolPort": 30086},
    {"name": "kubenode02", "address": "10.13.241.10", "protocolPort": 30086},
]
TWO = app(UDP, port(), **LOCAL)
"""Datagrams, and a TCP port to ask at."""


def promise(field: str, value: Any, seen: Found, args: Any = PLAIN) -> Promise:
    """Of an app behind a balancer of its own."""
    return Promise(field, value, seen, args, TITLE)


PROMISES = [
    promise("LoadBalancer.shared", 1, count(BALANCER)),
    promise("OctaviaLoadBalancerArgs.existing", 1, count(BALANCER)),
    promise(
        "OctaviaLoadBalancerArgs.vip_address", [{"subnetId": "subnet-vip"}], made(PORT, "fixedIps")
    ),
    promise("Node.internal_address", NODES, made(MEMBERS, "members")),
    promise("OctaviaLoadBalancerArgs.floating_ip", 0, count(FLOATING_IP)),
    promise("OctaviaLoadBalancerArgs.provider", "amphora", made(BALANCER, "loadbalancerProvider")),
    promise("OctaviaLoadBalancerArgs.flavor", ABSENT, made(BALANCER, "flavorId")),
    promise(
        "OctaviaLoadBalancerArgs.availability_zone", ABSENT, made(BALANCER, "availabilityZone")
    ),
    promise(
        "OctaviaLoadBalancerArgs.node_security_group", 0, count(GROUP_RULE), app(octavia=CLOSED)
    ),
    promise("OctaviaLoadBalancerArgs.tags", ABSENT, made(BALANCER, "tags")),
    promise("OctaviaLoadBalancerArgs.timeout", Timeouts(), waits(BALANCER)),
    promise("OctaviaLoadBalancerArgs.timeout", Timeouts(), waits(LISTENER)),
    promise(
        "FloatingIp.address",
        ABSENT,
        made(FLOATING_IP, "address"),
        app(octavia=balancer(floating_ip={"network": "public"})),
    ),
    promise("Monitor.type", "TCP", made(MONITOR, "type")),
    promise("Monitor.type", "HTTP", made(MONITOR, "type"), ASKED),
    promise(
        "Monitor.type",
        "HTTPS",
        made(MONITOR, "type"),
        app(readiness={"http_path": "/ping", "scheme": "HTTPS"}),
    ),
    promise("Monitor.type", "UDP-CONNECT", made(MONITOR, "type"), app(UDP)),
    promise("Monitor.type", "TCP", made(MONITOR, "type"), TWO),
    promise("Monitor.type", 30086, made(MEMBERS, "members", 0, "monitorPort"), TWO),
    promise("Monitor.delay", 5, made(MONITOR, "delay")),
    promise("Monitor.timeout", 3, made(MONITOR, "timeout")),
    promise("Monitor.max_retries", 2, made(MONITOR, "maxRetries")),
    promise("Monitor.max_retries_down", 2, made(MONITOR, "maxRetriesDown")),
    promise("Monitor.url_path", "/ping", made(MONITOR, "urlPath"), ASKED),
    promise("Monitor.expected_codes", "200-399", made(MONITOR, "expectedCodes"), ASKED),
    promise("Monitor.port", ABSENT, made(MEMBERS, "members", 0, "monitorPort")),
    promise("OctaviaRedirect.path", "/", made(RULE, "value"), SENDING),
    promise("OctaviaRedirect.code", ABSENT, made(POLICY, "redirectHttpCode"), SENDING),
    promise(
        "RedirectFrom.host",
        "https://influxdb.example.com:8443",
        made(POLICY, "redirectPrefix"),
        REDIRECTING,
    ),
    promise("RedirectFrom.code", 301, made(POLICY, "redirectHttpCode"), REDIRECTING),
    promise("OctaviaListener.protocol", "TCP", made(LISTENER, "protocol")),
    promise("OctaviaListener.protocol", "UDP", made(LISTENER, "protocol"), app(UDP)),
    promise("OctaviaListener.proxy_protocol", "TCP", made(POOL, "protocol")),
    promise("OctaviaListener.connection_limit", -1, made(LISTENER, "connectionLimit")),
    promise("OctaviaListener.timeout_client_data", ABSENT, made(LISTENER, "timeoutClientData")),
    promise(
        "OctaviaListener.timeout_member_connect", ABSENT, made(LISTENER, "timeoutMemberConnect")
    ),
    promise("OctaviaListener.timeout_member_data", ABSENT, made(LISTENER, "timeoutMemberData")),
    promise("OctaviaListener.timeout_tcp_inspect", ABSENT, made(LISTENER, "timeoutTcpInspect")),
    promise("OctaviaListener.insert_headers", ABSENT, made(LISTENER, "insertHeaders")),
    promise(
        "OctaviaListener.insert_headers",
        {"X-Forwarded-For": "true"},
        made(LISTENER, "insertHeaders"),
        app(port(protocol="HTTP"), client_ip="preserve"),
    ),
    promise("OctaviaListener.method", "ROUND_ROBIN", made(POOL, "lbMethod")),
    promise("OctaviaListener.method", "SOURCE_IP_PORT", made(POOL, "lbMethod"), app(octavia=OVN)),
    promise("OctaviaListener.persistence", ABSENT, made(POOL, "persistence")),
    promise("OctaviaListener.monitor", "TCP", made(MONITOR, "type")),
    promise("OctaviaListener.weights", NODES, made(MEMBERS, "members")),
    promise("OctaviaListener.backup", NODES, made(MEMBERS, "members")),
    promise("OctaviaListener.redirect_from", 1, count(LISTENER), app(port(8443, **TLS))),
    promise("ForwardedAppArgs.client_ip", False, endpoint("client_ip_kept")),
    # An amphora judges the clients itself; with OVN the nodes' security group does.
    promise(
        "ForwardedAppArgs.client_ip",
        False,
        endpoint("client_ip_kept"),
        app(allowed_cidrs=["10.0.0.0/8"]),
    ),
    promise(
        "ForwardedAppArgs.client_ip",
        False,
        endpoint("client_ip_kept"),
        app(allowed_cidrs=["10.0.0.0/8"], octavia=balancer(provider="ovn")),
    ),
]
