"""What runs an ingress controller."""

from collections.abc import Mapping, Sequence
from typing import NotRequired, TypedDict

from pulumi import Input

from exposure_components.args.app import Resources
from exposure_components.args.balancers import LoadBalancer
from exposure_components.args.cluster import Cluster
from exposure_components.args.dns import Dns
from exposure_components.args.ingress import PemCertificate
from exposure_components.args.ingress_kinds import GatewayChannel
from exposure_components.args.scheduling import Toleration
from exposure_components.args.security import Namespace
from exposure_components.kinds import ClientIp, ImagePullPolicy


class TraefikController(TypedDict):
    """Traefik 3."""

    image: NotRequired[Input[str]]
    """Default: `traefik:v3.7.15`, which this release was tried with."""
    gateway_api: NotRequired[GatewayChannel]
    """Serves Gateways too, with a GatewayClass of the class's name; which channel of the Gateway
    API's kinds is in the cluster: of the wrong one Traefik serves nothing. Default: it serves
    none."""
    args: NotRequired[Sequence[Input[str]]]
    """More of Traefik's arguments, such as `--accesslog=true`. Default: none."""


class ContourController(TypedDict):
    """Contour, with an Envoy beside it in each pod: needs Kubernetes 1.29.

    Envoy opens `http_port` once there is an app, and `https_port` once one has TLS.
    """

    image: NotRequired[Input[str]]
    """Of Contour. Default: `ghcr.io/projectcontour/contour:v1.33.8`, which this release was tried
    with."""
    envoy_image: NotRequired[Input[str]]
    """Default: `docker.io/envoyproxy/envoy:distroless-v1.38.3`, which this release was tried
    with."""
    args: NotRequired[Sequence[Input[str]]]
    """More arguments of `contour serve`, such as `--debug`. Default: none."""


class ProxyProtocolSource(TypedDict):
    """Who tells the clients' addresses by the PROXY protocol."""

    cidrs: Sequence[str]
    """Where connections come from that a balancer sends, at least one: its own subnet, or the
    nodes' and pods' networks where kube-proxy passes them on (policy Cluster). Who else connects
    is not believed; but Envoy, with Contour, believes everybody."""


class DefaultCertificate(TypedDict):
    """What hosts without a certificate of their own are served with: exactly one of these."""

    secret_name: NotRequired[str]
    """A Secret of type kubernetes.io/tls in the controller's namespace."""
    certificate: NotRequired[PemCertificate]
    """The certificate itself."""


class IngressControllerArgs(TypedDict):
    """An ingress controller: one address for many apps."""

    traefik: NotRequired[TraefikController]
    """Default, unless `contour` is given."""
    contour: NotRequired[ContourController]
    """Instead of Traefik."""

    name: NotRequired[str]
    """Name of the objects in the cluster. Default: the component's name."""
    class_name: NotRequired[str]
    """Name of its IngressClass. Default: the same as of its objects."""
    default_class: NotRequired[bool]
    """Whether it serves each Ingress that names no class. Default: false."""
    domain: NotRequired[str]
    """The wildcard name that leads to it, such as `*.kube.example.com`. Default: the name in
    `dns`, if that is a wildcard."""
    dns: NotRequired[Dns]
    """A name that is made for its addresses, such as `*.kube.example.com`. Default: none."""

    load_balancer: NotRequired[LoadBalancer]
    """What stands in front of it. Default: nothing, a pod on each node takes the ports of the
    node itself."""
    replicas: NotRequired[int]
    """Pods behind a load balancer. Default: 2."""
    http_port: NotRequired[int]
    """Default: 80."""
    https_port: NotRequired[int]
    """Default: 443."""
    tcp_ports: NotRequired[Sequence[int]]
    """More ports, whose connections go to an app as they are. Default: none."""
    udp_ports: NotRequired[Sequence[int]]
    """More ports, whose datagrams go to an app as they are. Default: none."""
    metrics_port: NotRequired[int]
    """Port of the pods at which Prometheus finds metrics; not one of the node's. Default:
    none."""
    proxy_protocol: NotRequired[ProxyProtocolSource]
    """The balancer in front is told to send it. Default: nobody is believed."""
    client_ip: NotRequired[ClientIp]
    """Behind a load balancer: whether the controller must see the clients' addresses, if not by
    the PROXY protocol. Default: any. On the nodes' own ports it sees them anyway."""
    allowed_cidrs: NotRequired[Sequence[Input[str]]]
    """The only clients that may reach the controller, and so any app. Default: every client."""
    default_certificate: NotRequired[DefaultCertificate]
    """Default: one that the controller makes up, which no client trusts."""
    crds: NotRequired[bool]
    """Whether the controller's own kinds of objects are brought to the cluster. They go with it,
    and with them all objects of these kinds, whoever made them; false where somebody else brings
    them, such as another controller of the same make. Default: true."""

    namespace: NotRequired[Namespace]
    """Where it runs. Default: one that is created, of the objects' name."""
    cluster: NotRequired[Cluster]
    """Facts about the target. Default: nothing is known."""
    node_selector: NotRequired[Mapping[str, str]]
    """Labels of the nodes that it runs on. Default: every node."""
    tolerations: NotRequired[Sequence[Toleration]]
    """Default: none."""
    resources: NotRequired[Resources]
    """Default: none."""
    image_pull_policy: NotRequired[ImagePullPolicy]
    """Default: Kubernetes' own."""
    image_pull_secrets: NotRequired[Sequence[str]]
    """Names of Secrets with credentials of the image's registry."""
    termination_grace_period: NotRequired[int]
    """Seconds that it has to end. Default: Kubernetes' own, 30."""
    drain: NotRequired[int]
    """Seconds that a pod which shall end goes on serving. Needs Kubernetes 1.30. Default:
    none."""
    labels: NotRequired[Mapping[str, Input[str]]]
    """More labels of every object and of the pods."""
    annotations: NotRequired[Mapping[str, Input[str]]]
    """Annotations of every object."""
    pod_annotations: NotRequired[Mapping[str, Input[str]]]
    """Annotations of the pods."""
