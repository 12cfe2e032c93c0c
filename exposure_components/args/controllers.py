"""The controller that serves an app, as the app sees it."""

from collections.abc import Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.ingress_kinds import ControllerDialect, GatewayChannel


class Controller(TypedDict):
    """An ingress controller: the attribute `controller` of an `IngressController`, or what is
    known of one that runs already."""

    class_name: NotRequired[str]
    """Name of its IngressClass. Default: the cluster's default class."""
    dialect: NotRequired[ControllerDialect]
    """Whose words it understands beyond the Ingress API. Default: ingress, nobody's."""
    addresses: NotRequired[Sequence[Input[str]]]
    """IP addresses or DNS names at which clients reach it. Default: unknown; then `dns` leads
    nowhere, and an app without a host has no endpoint."""
    domain: NotRequired[str]
    """The wildcard name that leads to it, such as `*.kube.example.com`: an app's host outside of
    it is a warning. Default: unknown."""
    http_port: NotRequired[int]
    """Default: 80."""
    https_port: NotRequired[int]
    """Default: 443."""
    tcp_ports: NotRequired[Sequence[int]]
    """Ports that it passes on as they are. With Traefik each is an entry point called
    `tcp-<port>`. Default: none."""
    udp_ports: NotRequired[Sequence[int]]
    """The same for datagrams; entry points called `udp-<port>`. Default: none."""
    publishes_address: NotRequired[bool]
    """Whether it writes its address to each Ingress. Only then does `pulumi up` wait for it.
    Default: false."""
    default_class: NotRequired[bool]
    """True where its class is the cluster's default: apps that name none are behind it too."""
    default_certificate: NotRequired[bool]
    """Whether it has a certificate for hosts that bring none; unknown if left out."""
    gateway_api: NotRequired[GatewayChannel]
    """Which channel of the Gateway API it serves; none if left out."""
    client_ip_kept: NotRequired[bool]
    """Whether it sees the clients' own addresses. Default: unknown, and endpoints say false."""
    ready: NotRequired[Input[str]]
    """`class_name` once more, known once the controller's own kinds of objects exist in the
    cluster: what it shall read is not made before. Default: they exist."""
