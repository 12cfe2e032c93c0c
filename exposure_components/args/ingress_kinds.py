"""The choices of an Ingress, spelled as Kubernetes and the controllers spell them."""

from enum import StrEnum


class ControllerDialect(StrEnum):
    """Whose words say what the Ingress API itself cannot."""

    INGRESS = "ingress"
    """Nobody's: only what the Ingress API has, which every controller understands; the default."""
    TRAEFIK = "traefik"
    """Traefik 3: annotations, Middlewares, TCP and UDP routes."""
    CONTOUR = "contour"
    """Contour: HTTPProxy, where the Ingress API does not suffice."""
    OPENSHIFT = "openshift"
    """OpenShift's own router: a Route instead of an Ingress."""


class PathType(StrEnum):
    """How a path is matched."""

    PREFIX = "Prefix"
    """The path and all below it, element by element; the default."""
    EXACT = "Exact"
    """The path alone."""
    IMPLEMENTATION_SPECIFIC = "ImplementationSpecific"
    """As the controller likes."""


class BackendProtocol(StrEnum):
    """What the controller speaks to the pods."""

    HTTP = "HTTP"
    """HTTP/1.1; the default."""
    HTTPS = "HTTPS"
    """HTTP within TLS: the pods have a certificate."""
    H2C = "H2C"
    """HTTP/2 without TLS."""
    GRPC = "GRPC"
    """gRPC without TLS."""
    GRPCS = "GRPCS"
    """gRPC within TLS."""
    WEBSOCKET = "WebSocket"
    """HTTP/1.1 whose connections may turn into WebSockets."""


class ForwardTo(StrEnum):
    """Where the controller sends requests."""

    PODS = "pods"
    """Straight to the pods: what sticky cookies need."""
    SERVICE = "service"
    """To the Service, whose kube-proxy chooses the pod."""


class SameSite(StrEnum):
    """When browsers send a cookie with requests that other sites cause (RFC 6265bis)."""

    NONE = "None"
    """Always; only for cookies that are `secure`."""
    LAX = "Lax"
    """When the user follows a link."""
    STRICT = "Strict"
    """Never."""


class RatePeriod(StrEnum):
    """The time that a rate is counted in."""

    SECOND = "second"
    """The default."""
    MINUTE = "minute"
    """60 seconds."""
    HOUR = "hour"
    """3600 seconds."""


class RateScope(StrEnum):
    """Whose requests are counted together."""

    CLIENT = "client"
    """Those of one address; the default."""
    HOST = "host"
    """Those of all clients to one host."""


class GatewayChannel(StrEnum):
    """Which of the Gateway API's channels the cluster has (gateway-api.sigs.k8s.io, Versioning)."""

    STANDARD = "standard"
    """What is stable: Traefik serves HTTPRoute, GRPCRoute and TLSRoute."""
    EXPERIMENTAL = "experimental"
    """What may change as well: Traefik serves TCPRoute too."""


class IssuerKind(StrEnum):
    """Which of cert-manager's issuers."""

    ISSUER = "Issuer"
    """One of the app's namespace; the default."""
    CLUSTER_ISSUER = "ClusterIssuer"
    """One of the whole cluster."""
