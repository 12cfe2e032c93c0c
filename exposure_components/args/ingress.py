"""What an Ingress says of an app."""

from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.ingress_kinds import (
    BackendProtocol,
    IssuerKind,
    PathType,
    RatePeriod,
    RateScope,
    SameSite,
)
from exposure_components.args.ports import Port


class IngressPort(Port):
    """A port that the controller forwards to."""

    backend_protocol: NotRequired[BackendProtocol]
    """What the app speaks there. Default: HTTP."""
    entry_port: NotRequired[int]
    """Port of the controller whose connections or datagrams go to this one as they are, without
    HTTP; one of the controller's `tcp_ports` or `udp_ports`. Default: none, it is asked by
    HTTP."""


class IngressPath(TypedDict):
    """Which requests go to which port."""

    path: str
    """Starts with `/`."""
    type: NotRequired[PathType]
    """Default: Prefix."""
    port: NotRequired[int]
    """The `container_port` that they go to. Default: the first TCP port without an
    `entry_port`."""


class Issuer(TypedDict):
    """An issuer of cert-manager, which must run in the cluster."""

    name: str
    """Of the issuer."""
    kind: NotRequired[IssuerKind]
    """Default: Issuer."""


class PemCertificate(TypedDict):
    """A certificate in the args; a Secret is made of it."""

    certificate: Input[str]
    """PEM: the certificate of the hosts, then those that signed it."""
    private_key: Input[str]
    """PEM: the key of the first certificate, without a password. Give it as a secret."""


class Hsts(TypedDict):
    """HTTP Strict Transport Security (RFC 6797): browsers keep to HTTPS."""

    max_age: int
    """Seconds for which they remember it."""
    include_subdomains: NotRequired[bool]
    """Default: false."""
    preload: NotRequired[bool]
    """Consent to the browsers' built-in list. Default: false."""


class IngressTls(TypedDict):
    """TLS of the hosts: exactly one of the first five, and how it is kept to."""

    secret_name: NotRequired[str]
    """A Secret of type kubernetes.io/tls in the app's namespace."""
    issuer: NotRequired[Issuer]
    """cert-manager gets a certificate from it."""
    certificate: NotRequired[PemCertificate]
    """The certificate itself."""
    default_certificate: NotRequired[bool]
    """True for the controller's own default certificate."""
    passthrough: NotRequired[bool]
    """True leaves TLS to the pods: the controller sees the host name alone, no path and no
    header."""
    redirect: NotRequired[bool]
    """Whether requests without TLS are sent to HTTPS; else they are answered. Default: true; with
    passthrough there is nothing that could."""
    hsts: NotRequired[Hsts]
    """Default: none."""


class BackendTls(TypedDict):
    """Whom the controller believes that it speaks to the pods, by HTTPS or GRPCS."""

    ca: NotRequired[Input[str]]
    """PEM: who signed the pods' certificates. Default: whom the controller trusts anyway."""
    server_name: NotRequired[str]
    """The name that the pods' certificates are for. Default: the Service's, within the cluster,
    such as `influxdb.databases.svc`; then `namespace` must be given."""
    insecure: NotRequired[bool]
    """True believes every certificate. Default: false."""


class StickyCookie(TypedDict):
    """A cookie that leads a client's requests to one pod."""

    name: NotRequired[str]
    """Default: the controller's own."""
    max_age: NotRequired[int]
    """Seconds that browsers keep it. Default: until they are closed."""
    secure: NotRequired[bool]
    """Whether it is sent by HTTPS alone. Default: true with TLS."""
    http_only: NotRequired[bool]
    """Whether scripts cannot read it. Default: true."""
    same_site: NotRequired[SameSite]
    """Default: Lax."""


class IngressTimeouts(TypedDict):
    """How long the controller waits, in whole seconds. Default of each: the controller's own."""

    connect: NotRequired[int]
    """For a connection to a pod."""
    response: NotRequired[int]
    """For a pod's answer, from the end of the request."""
    idle: NotRequired[int]
    """Until it closes a connection to a pod that nobody uses."""


class RateLimit(TypedDict):
    """How many requests are let through; others get 429."""

    requests: int
    """In each period, on the average."""
    per: NotRequired[RatePeriod]
    """Default: second."""
    burst: NotRequired[int]
    """So many more may come at once. Default: the controller's own."""
    scope: NotRequired[RateScope]
    """Default: client."""


class BasicAuth(TypedDict):
    """Name and password by HTTP (RFC 7617)."""

    secret_name: str
    """Secret in the app's namespace whose key `users` holds lines as htpasswd makes them."""
    realm: NotRequired[str]
    """What browsers show. Default: the controller's own."""
