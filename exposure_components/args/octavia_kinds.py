"""The choices that Octavia's API offers, spelled exactly as it spells them."""

from enum import StrEnum


class OctaviaProvider(StrEnum):
    """What carries the traffic."""

    AMPHORA = "amphora"
    """Virtual machines with haproxy; the default."""
    OVN = "ovn"
    """The virtual switches themselves: light, and layer 4 only."""


class OctaviaListenerProtocol(StrEnum):
    """What a listener speaks with clients."""

    TCP = "TCP"
    """Connections, passed on as they are."""
    UDP = "UDP"
    """Datagrams."""
    SCTP = "SCTP"
    """Needs a kernel with SCTP in the amphora."""
    HTTP = "HTTP"
    """Requests, with their headers."""
    HTTPS = "HTTPS"
    """TLS, passed on as it is to an app that ends it."""
    TERMINATED_HTTPS = "TERMINATED_HTTPS"
    """TLS that ends at the balancer; the app speaks HTTP."""


class ProxyProtocol(StrEnum):
    """How the client's address is told to an app that reads the PROXY protocol."""

    V1 = "PROXY"
    """A line of text."""
    V2 = "PROXYV2"
    """Binary."""


class Method(StrEnum):
    """How a member is chosen for a connection."""

    ROUND_ROBIN = "ROUND_ROBIN"
    """In turn; the default of amphorae."""
    LEAST_CONNECTIONS = "LEAST_CONNECTIONS"
    """The one with the fewest."""
    SOURCE_IP = "SOURCE_IP"
    """By the client's address."""
    SOURCE_IP_PORT = "SOURCE_IP_PORT"
    """By the client's address and port; the only one of OVN, and its default."""


class PersistenceType(StrEnum):
    """How a client is known again."""

    SOURCE_IP = "SOURCE_IP"
    """By its address."""
    HTTP_COOKIE = "HTTP_COOKIE"
    """By a cookie that the balancer sets."""
    APP_COOKIE = "APP_COOKIE"
    """By a cookie that the app sets."""


class MonitorType(StrEnum):
    """How a member's health is asked for."""

    HTTP = "HTTP"
    """By a request."""
    HTTPS = "HTTPS"
    """By a request over TLS."""
    PING = "PING"
    """By an ICMP echo: tells of the node, not of the app."""
    TCP = "TCP"
    """By a connection."""
    TLS_HELLO = "TLS-HELLO"
    """By a TLS handshake."""
    UDP_CONNECT = "UDP-CONNECT"
    """By a datagram that is not refused."""
    SCTP = "SCTP"
    """By an SCTP association."""


class RedirectCode(StrEnum):
    """Status of a redirect."""

    MOVED_PERMANENTLY = "301"
    """For good; clients may remember it."""
    FOUND = "302"
    """For now; Octavia's default."""
    SEE_OTHER = "303"
    """To be fetched by GET."""
    TEMPORARY_REDIRECT = "307"
    """For now, with the same method."""
    PERMANENT_REDIRECT = "308"
    """For good, with the same method."""
