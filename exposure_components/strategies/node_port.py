"""Every node forwards one of its NodePorts to the pods, wherever they run."""

from collections.abc import Sequence
from typing import Any

import pulumi
from pulumi import Output

from exposure_components.args.ports import NodePort
from exposure_components.args.traffic import ForwardedAppArgs
from exposure_components.checks.node_ports import (
    affinity_problems,
    number_problems,
    policy_problems,
)
from exposure_components.checks.sound import Sound
from exposure_components.endpoints import Endpoint, Reach, scheme_and_path
from exposure_components.exposing import Strategy
from exposure_components.kinds import ExternalTrafficPolicy, WorkloadKind
from exposure_components.node_ports import (
    affinity_fields,
    allocation_warnings,
    node_port_claims,
    traffic_policy,
)
from exposure_components.nodes import eligible
from exposure_components.objects.network import PodNetwork
from exposure_components.problems import Problem
from exposure_components.strategies.component import (
    admit,
    component_options,
    component_type,
    register,
)
from exposure_components.strategies.references import ServiceReference, WorkloadReference


class NodePortAppArgs(ForwardedAppArgs):
    """An app at a NodePort of every node."""

    ports: Sequence[NodePort]
    """The ports that the container listens on, and the NodePorts that lead to them."""


def _problems(args: Sound) -> list[Problem]:
    return [*number_problems(args), *policy_problems(args), *affinity_problems(args)]


def _service_fields(args: NodePortAppArgs) -> dict[str, Any]:
    policy = str(traffic_policy(args))
    return {"type": "NodePort", "externalTrafficPolicy": policy, **affinity_fields(args)}


def _reaches(args: NodePortAppArgs) -> list[Reach]:
    nodes = args.get("cluster", {}).get("nodes", [])
    local = traffic_policy(args) is ExternalTrafficPolicy.LOCAL
    answering = eligible(nodes, args.get("node_selector", {})) if local else nodes
    # Spread evenly is a wish: of the workloads only a DaemonSet has a pod on every node for sure.
    everywhere = not local or args.get("kind") == WorkloadKind.DAEMON_SET
    return [
        Reach(
            port=port,
            host=node["address"],
            number=port.get("node_port"),
            node=node["name"],
            survives_reschedule=everywhere,
            client_ip_kept=local,
            scheme=scheme,
            path=path,
        )
        for port in args["ports"]
        for scheme, path in [scheme_and_path(args, port)]
        for node in (answering if args.get("replicas") != 0 else [])
    ]


def _warnings(args: NodePortAppArgs) -> list[str]:
    found: list[str] = []
    if not args.get("cluster", {}).get("nodes"):
        found.append("endpoints are not known: give the cluster's nodes in `cluster.nodes`")
    if traffic_policy(args) is ExternalTrafficPolicy.LOCAL:
        why = "judging allowed_cidrs" if "allowed_cidrs" in args else "keeping the client's address"
        if args.get("kind") != WorkloadKind.DAEMON_SET:
            found.append(
                f"externalTrafficPolicy is Local, for {why}: a node without a pod drops what "
                "reaches it; use kind DaemonSet, or a load balancer that checks its members' health"
            )
    return [*found, *allocation_warnings(args["ports"])]


NODE_PORT = Strategy(
    title="NodePortApp",
    args=NodePortAppArgs,
    network=PodNetwork.OWN,
    problems=_problems,
    service_fields=_service_fields,
    reaches=_reaches,
    warnings=_warnings,
    claims=node_port_claims,
)


class NodePortApp(pulumi.ComponentResource):
    """Exposes an app by a Service of type NodePort.

    Clients reach the app at one port of every node, wherever its pods run. The ports are those
    of the cluster's range, 30000-32767 by default; for other ports, and so that a failed node is
    no client's concern, put a load balancer in front. Source: kubernetes.io, Service, type
    NodePort.
    """

    endpoints: Output[Sequence[Endpoint]]
    """One per port and node of the cluster; where the client's address is kept, per node that may
    run a pod."""
    workload: Output[WorkloadReference | None]
    """The workload that was made; None where an existing one is exposed."""
    service: Output[ServiceReference]
    """The Service of type NodePort."""

    def __init__(
        self, name: str, args: NodePortAppArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the app.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        exposure = admit(NODE_PORT, name, args, opts)
        options = component_options(NODE_PORT, name, opts)
        super().__init__(component_type(NODE_PORT), name, None, options)
        self.endpoints, self.workload, self.service = register(self, name, exposure)
