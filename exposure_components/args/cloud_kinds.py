"""The choices that clouds offer for a Service of type LoadBalancer, spelled as they spell them."""

from enum import StrEnum


class IpFamily(StrEnum):
    """Of a Service's addresses (Kubernetes' `ipFamilies`)."""

    IPV4 = "IPv4"
    """Such as 10.0.0.1."""
    IPV6 = "IPv6"
    """Such as fd00::1."""


class IpFamilyPolicy(StrEnum):
    """How many families a Service has (Kubernetes' `ipFamilyPolicy`)."""

    SINGLE_STACK = "SingleStack"
    """One; Kubernetes' own default."""
    PREFER_DUAL_STACK = "PreferDualStack"
    """Both where the cluster has both."""
    REQUIRE_DUAL_STACK = "RequireDualStack"
    """Both, or the Service is refused."""


class ProxyProtocolVersion(StrEnum):
    """Form of the header that tells the client's address before the data."""

    V1 = "v1"
    """A line of text."""
    V2 = "v2"
    """Binary."""


class HealthCheckProtocol(StrEnum):
    """How a balancer asks for the health of its targets."""

    TCP = "tcp"
    """A connection is accepted."""
    HTTP = "http"
    """A path answers."""
    HTTPS = "https"
    """A path answers over TLS; the certificate is not verified."""


class AwsTargetType(StrEnum):
    """What the balancer sends to."""

    INSTANCE = "instance"
    """NodePorts of the nodes; the default where a load balancer class is set, as it is here."""
    IP = "ip"
    """The pods themselves; needs pods with addresses of the VPC."""


class AwsIpAddressType(StrEnum):
    """Families of the balancer's addresses."""

    IPV4 = "ipv4"
    """The controller's own default."""
    DUALSTACK = "dualstack"
    """IPv4 and IPv6."""


class AwsBackendProtocol(StrEnum):
    """What a TLS listener speaks with its targets."""

    TCP = "tcp"
    """Plain; the controller's own default."""
    SSL = "ssl"
    """TLS again."""


class AwsAlpnPolicy(StrEnum):
    """Which protocol a TLS listener negotiates."""

    HTTP1_ONLY = "HTTP1Only"
    """HTTP/1.*."""
    HTTP2_ONLY = "HTTP2Only"
    """HTTP/2."""
    HTTP2_OPTIONAL = "HTTP2Optional"
    """Rather HTTP/1.* than HTTP/2."""
    HTTP2_PREFERRED = "HTTP2Preferred"
    """Rather HTTP/2 than HTTP/1.*."""
    NONE = "None"
    """None; the controller's own default."""


class GcpNetworkTier(StrEnum):
    """Over whose network clients of a public balancer come."""

    PREMIUM = "Premium"
    """Google's; Google Cloud's own default."""
    STANDARD = "Standard"
    """The internet, up to the region."""
