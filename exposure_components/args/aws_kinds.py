"""The choices that AWS offers for a Network Load Balancer, spelled exactly as its API does."""

from enum import StrEnum


class NlbProtocol(StrEnum):
    """What a listener accepts."""

    TCP = "TCP"
    """Connections, passed on as they are."""
    UDP = "UDP"
    """Datagrams."""
    TCP_UDP = "TCP_UDP"
    """Both on one port; made by itself of a TCP and a UDP port of one number."""
    TLS = "TLS"
    """Connections whose TLS ends at the balancer."""


class NlbTargetProtocol(StrEnum):
    """What a TLS listener speaks with the targets."""

    TCP = "TCP"
    """Plain: TLS has ended."""
    TLS = "TLS"
    """TLS anew; the balancer does not verify the targets' certificates."""


class NlbTargetType(StrEnum):
    """What a target group's targets are."""

    INSTANCE = "instance"
    """EC2 instances: nodes, at their NodePort."""
    IP = "ip"
    """IP addresses: of nodes at their NodePort, or of pods at their own port."""


class NlbIpAddressType(StrEnum):
    """From which addresses clients reach the balancer."""

    IPV4 = "ipv4"
    """IPv4 alone; the default."""
    DUALSTACK = "dualstack"
    """IPv4 and IPv6; the targets stay IPv4, and see no IPv6 client's address."""


class NlbAlpnPolicy(StrEnum):
    """Which HTTP version a TLS listener agrees on."""

    HTTP1_ONLY = "HTTP1Only"
    """HTTP/1.0 and 1.1."""
    HTTP2_ONLY = "HTTP2Only"
    """HTTP/2."""
    HTTP2_OPTIONAL = "HTTP2Optional"
    """HTTP/1 rather than HTTP/2."""
    HTTP2_PREFERRED = "HTTP2Preferred"
    """HTTP/2 rather than HTTP/1."""
    NONE = "None"
    """No negotiation; the default."""


class NlbHealthCheckProtocol(StrEnum):
    """How a target is asked for its health."""

    TCP = "TCP"
    """It accepts a connection; the default."""
    HTTP = "HTTP"
    """It answers a request."""
    HTTPS = "HTTPS"
    """It answers a request over TLS; its certificate is not verified."""
