"""What OpenStack's cloud controller manager (OCCM) is told.

Source: kubernetes/cloud-provider-openstack, docs/openstack-cloud-controller-manager,
expose-applications-using-loadbalancer-type-service.md.
"""

from collections.abc import Mapping
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.cloud_kinds import ProxyProtocolVersion
from exposure_components.args.octavia_kinds import Method, OctaviaProvider


class OpenstackPreset(TypedDict):
    """Told under `loadbalancer.openstack.org/`; what is not said is as OCCM is configured."""

    provider: NotRequired[OctaviaProvider]
    """OCCM's `lb-provider`: a fact about the cluster, of which OCCM is not told. OVN keeps the
    client's address, and knows no PROXY protocol, timeouts, flavors or TLS. Default: amphora,
    OCCM's own."""
    config_class: NotRequired[str]
    """Name of a LoadBalancerClass in OCCM's configuration; its subnets win over those here."""
    load_balancer_id: NotRequired[Input[str]]
    """An existing balancer to share, by a public Service only; then what else is said about the
    balancer is ignored."""
    flavor_id: NotRequired[Input[str]]
    """Of the balancer. Amphora only."""
    availability_zone: NotRequired[Input[str]]
    """Of the balancer. Amphora only."""

    network_id: NotRequired[Input[str]]
    """Network of the VIP."""
    subnet_id: NotRequired[Input[str]]
    """Subnet of the VIP."""
    member_subnet_id: NotRequired[Input[str]]
    """Subnet of the nodes."""
    port_id: NotRequired[Input[str]]
    """Neutron port that becomes the VIP."""
    floating_network_id: NotRequired[Input[str]]
    """Network of the floating IP of a public balancer."""
    floating_subnet: NotRequired[str]
    """Name of the subnet of the floating IP."""
    floating_subnet_id: NotRequired[Input[str]]
    """Id of the subnet of the floating IP; wins over name and tags."""
    floating_subnet_tags: NotRequired[str]
    """Tags of the subnet of the floating IP, separated by commas."""
    keep_floatingip: NotRequired[bool]
    """True leaves the floating IP when the Service goes; OCCM's own is false."""
    hostname: NotRequired[Input[str]]
    """Reported as the balancer's address instead of the IP address."""
    node_selector: NotRequired[Mapping[str, str]]
    """Labels of the nodes that are members."""

    proxy_protocol: NotRequired[ProxyProtocolVersion]
    """The balancer sends PROXY headers, which the app must read. Amphora only. Default: none,
    or v1 where `app_reads_proxy_protocol`."""
    x_forwarded_for: NotRequired[bool]
    """True makes it speak HTTP, and tell the client's address in X-Forwarded-For. Amphora
    only."""
    default_tls_container_ref: NotRequired[Input[str]]
    """Barbican's reference of certificate and key: the balancer ends TLS. Amphora only."""
    lb_method: NotRequired[Method]
    """How a node is chosen; OCCM's own is ROUND_ROBIN. OVN has SOURCE_IP_PORT only."""
    connection_limit: NotRequired[int]
    """Connections of a listener; -1, which is OCCM's own, for no limit."""
    timeout_client_data: NotRequired[int]
    """Milliseconds that a client may be silent; OCCM's own is 50000. Amphora only."""
    timeout_member_connect: NotRequired[int]
    """Milliseconds to connect to a node; OCCM's own is 5000. Amphora only."""
    timeout_member_data: NotRequired[int]
    """Milliseconds that a node may be silent; OCCM's own is 50000. Amphora only."""
    timeout_tcp_inspect: NotRequired[int]
    """Milliseconds to wait for more data to inspect; OCCM's own is 0. Amphora only."""

    enable_health_monitor: NotRequired[bool]
    """Whether nodes are asked for their health. Default: true with the policy Local, which needs
    it; else as OCCM is configured."""
    health_monitor_delay: NotRequired[int]
    """Seconds between two questions."""
    health_monitor_timeout: NotRequired[int]
    """Seconds to wait for an answer, less than the delay."""
    health_monitor_max_retries: NotRequired[int]
    """Good answers that bring a node back, 1 to 10."""
    health_monitor_max_retries_down: NotRequired[int]
    """Bad answers that take a node out, 1 to 10."""
