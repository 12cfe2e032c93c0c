"""A load balancer in front of the nodes: the cloud's own, or one that this program makes."""

from collections.abc import Mapping, Sequence
from typing import Any, NotRequired

import pulumi
from pulumi import Output

from exposure_components.args.balancers import BalancedPort, LoadBalancer
from exposure_components.args.traffic import ForwardedAppArgs
from exposure_components.checks.balancers import choice_problems
from exposure_components.checks.collisions import Claim
from exposure_components.checks.node_ports import affinity_problems, number_problems
from exposure_components.checks.sound import Sound
from exposure_components.endpoints import Endpoint, Reach, scheme_and_path
from exposure_components.exposing import Strategy
from exposure_components.load_balancers.all import BALANCINGS, balancing_of
from exposure_components.load_balancers.contract import Backend, Front
from exposure_components.node_ports import affinity_fields, node_port_claims
from exposure_components.objects.network import PodNetwork
from exposure_components.ports import service_port_of
from exposure_components.problems import Problem
from exposure_components.strategies.component import (
    admit,
    component_options,
    component_type,
    register,
)
from exposure_components.strategies.references import ServiceReference, WorkloadReference


class CloudLoadBalancedAppArgs(ForwardedAppArgs):
    """An app behind a load balancer."""

    ports: Sequence[BalancedPort]
    """The ports that the container listens on. The balancer listens on the `port` of each."""
    load_balancer: NotRequired[LoadBalancer]
    """Which balancer. Default: the one that the cluster's own cloud provider makes."""


def _problems(args: Sound) -> list[Problem]:
    found = [*number_problems(args), *affinity_problems(args), *choice_problems(args, BALANCINGS)]
    # Where it is no mapping, that is a problem of its own.
    chosen = {"load_balancer": args.below("load_balancer").value}
    return [*found, *balancing_of(chosen).problems(args)]


def _service_fields(args: Any) -> Mapping[str, Any]:
    return {**affinity_fields(args), **balancing_of(args).service_fields(args)}


def _reaches(args: CloudLoadBalancedAppArgs) -> list[Reach]:
    balancing = balancing_of(args)
    return [
        Reach(
            port=port,
            host=None,
            number=service_port_of(port),
            node=None,
            survives_reschedule=True,
            client_ip_kept=balancing.client_ip_kept(args, port),
            scheme=balancing.scheme(port) or scheme,
            path=path,
        )
        for port in args["ports"]
        for scheme, path in [scheme_and_path(args, port)]
    ]


def _claims(component: str, args: Any) -> list[Claim]:
    return [*node_port_claims(component, args), *balancing_of(args).claims(component, args)]


CLOUD_LOAD_BALANCED = Strategy(
    title="CloudLoadBalancedApp",
    args=CloudLoadBalancedAppArgs,
    network=PodNetwork.OWN,
    problems=_problems,
    service_fields=_service_fields,
    service_annotations=lambda _name, args: balancing_of(args).service_annotations(args),
    timeout=lambda args: balancing_of(args).timeout(args),
    pods_see_clients=lambda args: balancing_of(args).pods_see_clients(args),
    has_alias=lambda args: balancing_of(args).has_alias(args),
    reaches=_reaches,
    warnings=lambda args: balancing_of(args).warnings(args),
    claims=_claims,
)


class CloudLoadBalancedApp(pulumi.ComponentResource):
    """Exposes an app by a load balancer.

    By default the cluster's own cloud provider makes it, for a Service of type LoadBalancer. Or
    this program makes it, in front of the NodePorts of every node: in OpenStack's Octavia or as
    an AWS Network Load Balancer, owned by the app or shared with others. A balancer for each app
    gets expensive: share one, or use an Ingress. Source: kubernetes.io, Service, type
    LoadBalancer.
    """

    endpoints: Output[Sequence[Endpoint]]
    """One per port, at the balancer."""
    workload: Output[WorkloadReference | None]
    """The workload that was made; None where an existing one is exposed."""
    service: Output[ServiceReference]
    """The Service of type LoadBalancer or NodePort."""

    def __init__(
        self, name: str, args: CloudLoadBalancedAppArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the app.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        exposure = admit(CLOUD_LOAD_BALANCED, name, args, opts)
        options = component_options(CLOUD_LOAD_BALANCED, name, opts)
        super().__init__(component_type(CLOUD_LOAD_BALANCED), name, None, options)

        def attach(service: pulumi.Resource, node_ports: Sequence[Any]) -> Front:
            backend = Backend(self, name, exposure.args, service, node_ports)
            return balancing_of(args).attach(backend)

        made = register(self, name, exposure, attach)
        self.endpoints, self.workload, self.service = made
