"""The node forwards ports of its own to the pod that runs on it."""

from collections.abc import Sequence

import pulumi
from pulumi import Output

from exposure_components.args.app import AppArgs
from exposure_components.args.ports import HostPort
from exposure_components.checks.host_ports import host_ip_problems, host_port_problems
from exposure_components.checks.sound import Sound
from exposure_components.endpoints import Endpoint
from exposure_components.exposing import Strategy
from exposure_components.host_ports import host_claims, host_reaches, host_warnings
from exposure_components.objects.network import PodNetwork
from exposure_components.problems import Problem
from exposure_components.strategies.component import (
    admit,
    component_options,
    component_type,
    register,
)
from exposure_components.strategies.references import ServiceReference, WorkloadReference


class HostPortAppArgs(AppArgs):
    """An app at ports of its node."""

    ports: Sequence[HostPort]
    """The ports that the container listens on, and the node's ports that lead to them."""


def _problems(args: Sound) -> list[Problem]:
    return [*host_port_problems(args, "hostPort"), *host_ip_problems(args)]


def _warnings(args: HostPortAppArgs) -> list[str]:
    return [
        *host_warnings(args, "hostPort", PodNetwork.HOST_PORTS),
        "the cluster's network plugin must support hostPort (CNI plugin portmap, or its own way); "
        "some ignore it (cilium#14109)",
    ]


HOST_PORT = Strategy(
    title="HostPortApp",
    args=HostPortAppArgs,
    network=PodNetwork.HOST_PORTS,
    problems=_problems,
    reaches=host_reaches,
    warnings=_warnings,
    claims=host_claims,
)


class HostPortApp(pulumi.ComponentResource):
    """Exposes an app by `hostPort`.

    Like `HostNetworkApp` with a network of the pod's own, so that the node's port may differ from
    the container's. The drawbacks are the same: the address changes when the pod moves, ports
    collide, and the pods need the privileged Pod Security level. Rollouts end the old pod before
    they start the new one, which waits for its port.
    """

    endpoints: Output[Sequence[Endpoint]]
    """One per port and node on which a pod may run."""
    workload: Output[WorkloadReference | None]
    """The workload that was made."""
    service: Output[ServiceReference]
    """The Service for clients inside of the cluster."""

    def __init__(
        self, name: str, args: HostPortAppArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the app.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        exposure = admit(HOST_PORT, name, args, opts)
        options = component_options(HOST_PORT, name, opts)
        super().__init__(component_type(HOST_PORT), name, None, options)
        self.endpoints, self.workload, self.service = register(self, name, exposure)
