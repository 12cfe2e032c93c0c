"""A load balancer of OpenStack's Octavia, and what listens on it.

Words, units and limits are those of its API (docs.openstack.org, Octavia API v2).
"""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.octavia_kinds import (
    Method,
    MonitorType,
    OctaviaListenerProtocol,
    OctaviaProvider,
    PersistenceType,
    ProxyProtocol,
    RedirectCode,
)


class NameOrId(TypedDict):
    """Something that exists in the project: exactly one of the two."""

    name: NotRequired[str]
    """Looked up in the project."""
    id: NotRequired[Input[str]]
    """Taken as it is."""


class FloatingIp(TypedDict):
    """A public address in front of the VIP. A resource of its own: it outlives the balancer."""

    network: str
    """Name of the external network that it is from."""
    address: NotRequired[Input[str]]
    """Default: any that is free."""


class OctaviaLoadBalancerArgs(TypedDict):
    """A load balancer; internal as long as it has no floating IP."""

    existing: NotRequired[NameOrId]
    """One that is made elsewhere; then only what the apps need is made. Default: one is made."""
    host: NotRequired[Input[str]]
    """Where clients find the one that exists, such as its floating IP. Not given: its VIP."""
    vip_subnet: NotRequired[NameOrId]
    """Subnet of the balancer's address, the VIP. Needed unless the balancer exists."""
    vip_address: NotRequired[Input[str]]
    """The VIP. Default: any that is free in the subnet. Either is kept when the balancer is
    replaced: it belongs to a port of its own."""
    floating_ip: NotRequired[FloatingIp]
    """Makes the balancer public. Default: it is internal."""
    provider: NotRequired[OctaviaProvider]
    """Default: amphora."""
    flavor: NotRequired[NameOrId]
    """Default: the cloud's own."""
    availability_zone: NotRequired[str]
    """Default: the cloud's own."""
    member_subnet: NotRequired[NameOrId]
    """Subnet of the nodes, where the balancer cannot reach them from the VIP's by a router."""
    node_security_group: NotRequired[NameOrId]
    """Security group of the nodes: gets a rule for each NodePort, from the balancer's subnet; with
    OVN, which keeps the clients' addresses, from `allowed_cidrs` or everywhere besides. Default:
    no rules are made."""
    tags: NotRequired[Sequence[str]]
    """Default: none."""
    timeout: NotRequired[int]
    """Seconds to wait for each change, while the balancer is busy with another one too. Default:
    the provider's own, 600."""


class Persistence(TypedDict):
    """A client stays with its node."""

    type: PersistenceType
    """How it is known again."""
    cookie_name: NotRequired[str]
    """Needed for APP_COOKIE."""


class Monitor(TypedDict):
    """How the health of a node is asked for."""

    type: NotRequired[MonitorType]
    """Default: HTTP or HTTPS where `readiness` asks so, TCP for other TCP ports and with OVN,
    UDP-CONNECT for UDP; of a UDP port under the policy Local: TCP, at the NodePort of the app's
    first TCP port."""
    delay: NotRequired[int]
    """Seconds between two questions. Default: 5."""
    timeout: NotRequired[int]
    """Seconds to wait for an answer, less than `delay`. Default: 3."""
    max_retries: NotRequired[int]
    """Good answers that bring a node back, 1 to 10. Default: 2."""
    max_retries_down: NotRequired[int]
    """Bad answers that take a node out, 1 to 10. Default: 2."""
    url_path: NotRequired[str]
    """Default: that of `readiness`."""
    expected_codes: NotRequired[str]
    """Such as `204`, `200,204` or `200-399`. Default: 200-399, what Kubernetes takes for ready."""
    port: NotRequired[int]
    """Another NodePort to ask at, by TCP (Octavia's monitor_port); `node_security_group` gets a
    rule for it. Default: that of the traffic."""


class OctaviaRedirect(TypedDict):
    """Clients that ask for some path are sent elsewhere: exactly one of `url` and `prefix`."""

    path: NotRequired[str]
    """What the path starts with. Default: `/`, every path."""
    url: NotRequired[Input[str]]
    """Where to, whatever the path."""
    prefix: NotRequired[Input[str]]
    """Where to, with the path behind it, such as `https://influxdb.kube.example.com`."""
    code: NotRequired[RedirectCode]
    """Default: 302, Octavia's own."""


class RedirectFrom(TypedDict):
    """A plain HTTP port from which clients are sent to this one."""

    port: int
    """Such as 80."""
    host: NotRequired[Input[str]]
    """What they are sent to. Default: the name in `dns`."""
    code: NotRequired[RedirectCode]
    """Default: 301."""


class OctaviaListener(TypedDict):
    """Options of one listener, its pool and its monitor."""

    protocol: NotRequired[OctaviaListenerProtocol]
    """Default: the port's own."""
    proxy_protocol: NotRequired[ProxyProtocol]
    """For an app that reads the PROXY protocol: tells it the client's address. Default: none."""
    tls_container: NotRequired[Input[str]]
    """Barbican's reference of certificate and key. Needed for TERMINATED_HTTPS."""
    sni_containers: NotRequired[Sequence[Input[str]]]
    """More certificates, chosen by the name that a client asks for."""
    connection_limit: NotRequired[int]
    """Connections at once; -1 for no limit. Default: -1."""
    timeout_client_data: NotRequired[int]
    """Milliseconds without data from the client. Default: Octavia's own, 50000."""
    timeout_member_connect: NotRequired[int]
    """Milliseconds to connect to a node. Default: Octavia's own, 5000."""
    timeout_member_data: NotRequired[int]
    """Milliseconds without data from the node. Default: Octavia's own, 50000."""
    timeout_tcp_inspect: NotRequired[int]
    """Milliseconds to look at the beginning of a connection. Default: Octavia's own, 0."""
    insert_headers: NotRequired[Mapping[str, str]]
    """Headers for an HTTP app, such as `{"X-Forwarded-For": "true"}`. Default: that one where
    `client_ip` is preserve."""
    method: NotRequired[Method]
    """Default: ROUND_ROBIN; with OVN SOURCE_IP_PORT."""
    persistence: NotRequired[Persistence]
    """Default: none."""
    monitor: NotRequired[Monitor]
    """Default: what is right for the port."""
    weights: NotRequired[Mapping[str, int]]
    """By a node's name, 0 to 256; a node with weight 0 gets no new connections. Default: 1."""
    backup: NotRequired[Sequence[str]]
    """Names of nodes that serve only when no other does. Default: none."""
    redirects: NotRequired[Sequence[OctaviaRedirect]]
    """Of an HTTP or TERMINATED_HTTPS listener, in the order in which they are tried."""
    redirect_from: NotRequired[RedirectFrom]
    """Of a TERMINATED_HTTPS listener. Default: no other port is opened."""
