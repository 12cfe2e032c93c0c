"""An ingress controller forwards requests by host and path: one address for many apps."""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired

import pulumi
from pulumi import Output

from exposure_components.args.app import AppArgs
from exposure_components.args.controllers import Controller
from exposure_components.args.ingress import (
    BackendTls,
    BasicAuth,
    IngressPath,
    IngressPort,
    IngressTimeouts,
    IngressTls,
    RateLimit,
    StickyCookie,
)
from exposure_components.args.ingress_kinds import ForwardTo
from exposure_components.endpoints import Endpoint
from exposure_components.exposing import Strategy
from exposure_components.ingress.all import spoken
from exposure_components.ingress.checks import ingress_problems
from exposure_components.ingress.claims import ingress_claims
from exposure_components.ingress.reaches import controller_hosts, ingress_reaches
from exposure_components.ingress.warnings import ingress_warnings
from exposure_components.objects.labels import Manifest
from exposure_components.objects.network import PodNetwork
from exposure_components.strategies.component import (
    admit,
    component_options,
    component_type,
    register,
)
from exposure_components.strategies.references import ServiceReference, WorkloadReference


class IngressAppArgs(AppArgs):
    """An app behind an ingress controller."""

    ports: Sequence[IngressPort]
    """The ports that the container listens on."""
    controller: NotRequired[Controller]
    """Which controller, and what is known of it. Default: the cluster's default class, and what
    the Ingress API itself has."""
    hosts: NotRequired[Sequence[str]]
    """Names by which clients ask for the app, such as `influxdb.kube.example.com`; the leftmost
    label may be `*`. Default: every host that no other app has."""
    paths: NotRequired[Sequence[IngressPath]]
    """Default: everything goes to the first TCP port without an `entry_port`."""
    tls: NotRequired[IngressTls]
    """Default: none, plain HTTP."""
    sticky_cookie: NotRequired[StickyCookie]
    """Default: each request goes to any pod."""
    timeouts: NotRequired[IngressTimeouts]
    """Default: the controller's own."""
    max_body_size: NotRequired[int]
    """Bytes that a request's body has at most; others get 413. Default: the controller's own."""
    rate_limit: NotRequired[RateLimit]
    """Default: none."""
    basic_auth: NotRequired[BasicAuth]
    """Default: nobody is asked who they are."""
    backend_tls: NotRequired[BackendTls]
    """Of ports whose `backend_protocol` is HTTPS or GRPCS."""
    forward_to: NotRequired[ForwardTo]
    """Default: as the controller does."""
    timeout: NotRequired[int]
    """Seconds that `pulumi up` waits for the controller's address, where it publishes one.
    Default: the provider's own, 600."""


def _annotations(name: str, args: Any) -> Mapping[str, Any]:
    return spoken(args).service_annotations(name, args)


def _routes(name: str, args: Any) -> list[Manifest]:
    return spoken(args).objects(name, args)


INGRESS = Strategy(
    title="IngressApp",
    args=IngressAppArgs,
    network=PodNetwork.OWN,
    problems=ingress_problems,
    reaches=ingress_reaches,
    leads_to=controller_hosts,
    known_by="`controller.addresses`",
    warnings=ingress_warnings,
    claims=ingress_claims,
    service_annotations=_annotations,
    routes=_routes,
    timeout=lambda args: args.get("timeout"),
    # They see the controller, which judges the clients by `allowed_cidrs`.
    pods_see_clients=lambda _args: False,
)


class IngressApp(pulumi.ComponentResource):
    """Exposes an app by an Ingress.

    A controller, which runs once for the whole cluster, sends requests to the app by their host
    and path; so many apps share one address. What the Ingress API has no word for is said in the
    controller's dialect, or refused. Source: kubernetes.io, Ingress.
    """

    endpoints: Output[Sequence[Endpoint]]
    """One for each host and path."""
    workload: Output[WorkloadReference | None]
    """The workload that was made; None where an existing one is exposed."""
    service: Output[ServiceReference]
    """The Service of type ClusterIP."""

    def __init__(
        self, name: str, args: IngressAppArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the app.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        exposure = admit(INGRESS, name, args, opts)
        options = component_options(INGRESS, name, opts)
        super().__init__(component_type(INGRESS), name, None, options)
        self.endpoints, self.workload, self.service = register(self, name, exposure)
