"""A Gateway forwards requests, calls, connections or datagrams by the routes of the Gateway API."""

from collections.abc import Sequence
from typing import NotRequired

import pulumi
from pulumi import Output

from exposure_components.args.app import AppArgs
from exposure_components.args.gateway import KnownGateway
from exposure_components.args.gateway_routes import GatewayPort, GrpcRule, HttpRule
from exposure_components.endpoints import Endpoint
from exposure_components.exposing import Strategy
from exposure_components.gateway.checks import gateway_app_problems
from exposure_components.gateway.claims import gateway_claims
from exposure_components.gateway.reaches import gateway_hosts, gateway_reaches
from exposure_components.gateway.routes import routes
from exposure_components.gateway.warnings import gateway_warnings
from exposure_components.objects.network import PodNetwork
from exposure_components.strategies.component import (
    admit,
    component_options,
    component_type,
    register,
)
from exposure_components.strategies.references import ServiceReference, WorkloadReference


class GatewayAppArgs(AppArgs):
    """An app behind a Gateway."""

    ports: Sequence[GatewayPort]
    """The ports that the container listens on."""
    gateway: KnownGateway
    """Which Gateway, and what is known of it."""
    hosts: NotRequired[Sequence[str]]
    """Names by which clients ask for the app, such as `influxdb.kube.example.com`; the leftmost
    label may be `*`, which is all below, however deep. Default: every host of the listeners that
    no other app has. TLSRoutes need some."""
    rules: NotRequired[Sequence[HttpRule]]
    """Of the ports with an HTTPRoute. Default: everything goes to the first of them."""
    grpc_rules: NotRequired[Sequence[GrpcRule]]
    """Of the ports with a GRPCRoute. Default: everything goes to the first of them."""
    redirect: NotRequired[bool]
    """Whether requests without TLS are sent to HTTPS, and gRPC without TLS finds nothing, where
    the Gateway has a listener of HTTPS for the app. Default: true, where listeners are known."""
    timeout: NotRequired[int]
    """Seconds that `pulumi up` waits until the Gateway takes the routes, where it tells. Default:
    the provider's own, 600."""


GATEWAY = Strategy(
    title="GatewayApp",
    args=GatewayAppArgs,
    network=PodNetwork.OWN,
    problems=gateway_app_problems,
    reaches=gateway_reaches,
    leads_to=gateway_hosts,
    known_by="`gateway.addresses`",
    warnings=gateway_warnings,
    claims=gateway_claims,
    routes=routes,
    timeout=lambda args: args.get("timeout"),
    # They see the Gateway.
    pods_see_clients=lambda _args: False,
)


class GatewayApp(pulumi.ComponentResource):
    """Exposes an app by routes of the Gateway API.

    A Gateway, which runs once for many apps, sends requests to the app by their host, path,
    headers and more; connections and datagrams by its listeners. Canaries get their share by
    weights. `pulumi up` waits until a `Gateway` of the program takes the routes. Source:
    gateway-api.sigs.k8s.io.
    """

    endpoints: Output[Sequence[Endpoint]]
    """One for each host, listener and path."""
    workload: Output[WorkloadReference | None]
    """The workload that was made; None where an existing one is exposed."""
    service: Output[ServiceReference]
    """The Service of type ClusterIP."""

    def __init__(
        self, name: str, args: GatewayAppArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the app.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        exposure = admit(GATEWAY, name, args, opts)
        options = component_options(GATEWAY, name, opts)
        super().__init__(component_type(GATEWAY), name, None, options)
        self.endpoints, self.workload, self.service = register(self, name, exposure)
