"""The choices of the Gateway API, spelled as it spells them."""

from enum import StrEnum


class RouteKind(StrEnum):
    """How a Gateway chooses what goes to a port."""

    HTTP = "HTTPRoute"
    """By host, path, headers, query and method; the default."""
    GRPC = "GRPCRoute"
    """By host, gRPC service, gRPC method and headers."""
    TLS = "TLSRoute"
    """By the name that a client asks for in TLS (SNI); the pods have the certificate."""
    TCP = "TCPRoute"
    """Every connection to a listener."""
    UDP = "UDPRoute"
    """Every datagram to a listener; the default for a port of UDP."""


class ListenerProtocol(StrEnum):
    """What clients speak at a listener."""

    HTTP = "HTTP"
    """HTTP without TLS."""
    HTTPS = "HTTPS"
    """HTTP within TLS that the Gateway terminates."""
    TLS = "TLS"
    """Anything within TLS."""
    TCP = "TCP"
    """Connections, whatever is spoken."""
    UDP = "UDP"
    """Datagrams."""


class TlsMode(StrEnum):
    """Who has the certificate that clients see."""

    TERMINATE = "Terminate"
    """The Gateway."""
    PASSTHROUGH = "Passthrough"
    """The pods; the Gateway sees the host name alone."""


class RoutesFrom(StrEnum):
    """Whose routes a listener takes."""

    SAME = "Same"
    """Those of the Gateway's own namespace; the default."""
    ALL = "All"
    """Those of all namespaces."""
    SELECTOR = "Selector"
    """Those of namespaces with certain labels."""


class AddressType(StrEnum):
    """What an address of a Gateway is."""

    IP_ADDRESS = "IPAddress"
    """IPv4 or IPv6; the default."""
    HOSTNAME = "Hostname"
    """A DNS name."""


class PathMatch(StrEnum):
    """How a path is matched."""

    PREFIX = "PathPrefix"
    """The path and all below it, element by element; the default."""
    EXACT = "Exact"
    """The path alone."""
    REGULAR_EXPRESSION = "RegularExpression"
    """In the dialect of the Gateway's controller."""


class ValueMatch(StrEnum):
    """How a header, a parameter, or a gRPC method is matched."""

    EXACT = "Exact"
    """The text itself; the default."""
    REGULAR_EXPRESSION = "RegularExpression"
    """In the dialect of the Gateway's controller."""


class HttpMethod(StrEnum):
    """Method of a request (RFC 9110)."""

    GET = "GET"
    """Read."""
    HEAD = "HEAD"
    """Read without a body."""
    POST = "POST"
    """Process."""
    PUT = "PUT"
    """Write the whole."""
    DELETE = "DELETE"
    """Remove."""
    CONNECT = "CONNECT"
    """Open a tunnel."""
    OPTIONS = "OPTIONS"
    """Ask what may be done."""
    TRACE = "TRACE"
    """Echo."""
    PATCH = "PATCH"
    """Write a part (RFC 5789)."""


class RedirectScheme(StrEnum):
    """Scheme that a client is sent to."""

    HTTP = "http"
    """Without TLS."""
    HTTPS = "https"
    """Within TLS."""
