"""A Gateway: what is made of it, and what an app knows of one."""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.cluster import Cluster
from exposure_components.args.controllers import Controller
from exposure_components.args.gateway_kinds import (
    AddressType,
    ListenerProtocol,
    RoutesFrom,
    TlsMode,
)
from exposure_components.args.ingress import Issuer, PemCertificate
from exposure_components.args.ingress_kinds import ControllerDialect
from exposure_components.args.security import Namespace


class ListenerTls(TypedDict):
    """TLS of a listener."""

    mode: NotRequired[TlsMode]
    """Default: Terminate for HTTPS, Passthrough for TLS."""
    secret_names: NotRequired[Sequence[str]]
    """Secrets of type kubernetes.io/tls in the Gateway's namespace; the client's SNI chooses.
    Default: one that is made of `certificate`, or that the Gateway's `issuer` fills."""
    certificate: NotRequired[PemCertificate]
    """The certificate itself. Default: none."""


class Listener(TypedDict):
    """A port at which a Gateway listens."""

    name: str
    """Unique in the Gateway; routes name it as their `section_name`."""
    port: int
    """Where clients reach it, 1 to 65535. Of Traefik it is the port of an entry point."""
    protocol: ListenerProtocol
    """What clients speak."""
    hostname: NotRequired[str]
    """The only host that it serves; `*.kube.example.com` is all below, however deep. Not for TCP
    and UDP. Default: every host."""
    tls: NotRequired[ListenerTls]
    """For HTTPS and TLS alone."""
    routes_from: NotRequired[RoutesFrom]
    """Whose routes it takes. Default: Same."""
    namespaces: NotRequired[Mapping[str, str]]
    """Labels of the namespaces whose routes it takes, with `routes_from` Selector."""


class GatewayAddress(TypedDict):
    """An address that a Gateway asks for."""

    value: Input[str]
    """IP address or DNS name."""
    type: NotRequired[AddressType]
    """Default: IPAddress."""


class Infrastructure(TypedDict):
    """What a controller makes for the Gateway, such as a Service and pods."""

    labels: NotRequired[Mapping[str, str]]
    """At most 8. Default: none."""
    annotations: NotRequired[Mapping[str, str]]
    """At most 8. Default: none."""


class GatewayArgs(TypedDict):
    """A Gateway that apps share."""

    listeners: Sequence[Listener]
    """At least one, at most 64."""
    class_name: NotRequired[Input[str]]
    """Name of the GatewayClass. This or `controller`."""
    controller: NotRequired[Controller]
    """An `IngressController` that serves the Gateway API as well: its class has the same name, and
    its addresses and ports are known."""
    name: NotRequired[str]
    """Of the object. Default: the component's name."""
    namespace: NotRequired[Namespace]
    """Where it lives. Default: the provider's namespace."""
    cluster: NotRequired[Cluster]
    """Facts about the target. Default: nothing is known."""
    issuer: NotRequired[Issuer]
    """cert-manager fills the Secrets of all listeners that terminate TLS; each needs a
    `hostname`. Its support of the Gateway API must be switched on. Default: none."""
    addresses: NotRequired[Sequence[GatewayAddress]]
    """Those that it asks its controller for. Default: the controller chooses."""
    infrastructure: NotRequired[Infrastructure]
    """Default: none."""
    labels: NotRequired[Mapping[str, Input[str]]]
    """Of its objects. Default: none but the library's own."""
    annotations: NotRequired[Mapping[str, Input[str]]]
    """Of its objects. Default: none but the library's own."""
    wait: NotRequired[bool]
    """Whether `pulumi up` waits until the controller has programmed it, which it tells by the
    condition Programmed. Apps come after it. Default: true."""
    timeout: NotRequired[int]
    """Seconds that `pulumi up` waits. Default: the provider's own, 600."""


class KnownListener(TypedDict):
    """What an app knows of a listener."""

    name: str
    """Unique in the Gateway."""
    port: int
    """Where clients reach it."""
    protocol: ListenerProtocol
    """What clients speak."""
    hostname: NotRequired[str]
    """The only host that it serves, or `*.kube.example.com`. Default: every host."""
    mode: NotRequired[TlsMode]
    """Default: Terminate for HTTPS, Passthrough for TLS."""
    routes_from: NotRequired[RoutesFrom]
    """Whose routes it takes. Default: unknown."""


class KnownGateway(TypedDict):
    """A Gateway: the attribute `gateway` of the component, or what is known of one that exists."""

    name: str
    """Of the object."""
    namespace: NotRequired[Input[str]]
    """Where it lives. Default: the app's namespace."""
    section_name: NotRequired[str]
    """The only listener that the app's HTTPRoute or GRPCRoute attaches to. Default: each that
    takes it, or each of HTTPS where there is one and `redirect` is not off."""
    listeners: NotRequired[Sequence[KnownListener]]
    """Default: unknown; then nothing is redirected, the app has no endpoint, and whether a
    listener takes its routes shows only in their status."""
    addresses: NotRequired[Sequence[Input[str]]]
    """IP addresses or DNS names at which clients reach it. Default: unknown; then `dns` leads
    nowhere, and an app without a host has no endpoint."""
    client_ip_kept: NotRequired[bool]
    """Whether it sees the clients' own addresses. Default: false."""
    dialect: NotRequired[ControllerDialect]
    """Who serves it: what that lacks of the Gateway API is refused. Unknown if left out."""
    publishes_status: NotRequired[bool]
    """Whether its controller tells which routes it took. Only then does `pulumi up` wait for
    that. Default: false."""
    ready: NotRequired[Input[str]]
    """`name` once more, known once the Gateway is there: routes are not made before. Default: it
    exists."""
