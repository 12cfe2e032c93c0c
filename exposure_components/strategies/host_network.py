"""The pods share their node's network: clients reach them at the nodes' own addresses."""

from collections.abc import Sequence

import pulumi
from pulumi import Output

from exposure_components.args.app import AppArgs
from exposure_components.args.ports import HostNetworkPort
from exposure_components.checks.host_ports import host_port_problems
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

_FIRST_UNPRIVILEGED = 1024
"""Default of the sysctl net.ipv4.ip_unprivileged_port_start (ip-sysctl, Linux kernel)."""


class HostNetworkAppArgs(AppArgs):
    """An app in its node's network."""

    ports: Sequence[HostNetworkPort]
    """The ports that the container listens on, and so the node does."""


def _problems(args: Sound) -> list[Problem]:
    found = host_port_problems(args, "hostNetwork")
    for port in args.items("ports"):
        host, inner = port.get("host_port"), port.get("container_port")
        if host is not None and inner is not None and host != inner:
            rule = f"differs from the container_port {inner}, which is the node's port here"
            found.append(port.problem("host_port", rule, "drop it, or use HostPortApp"))
    if "allowed_cidrs" in args.value or args.below("network_policy").get("enabled", True):
        given = [k for k in ("allowed_cidrs", "network_policy") if k in args.value]
        rule = "has no effect: NetworkPolicies do not apply to pods in the node's network"
        remedy = "drop it and use a firewall on the nodes, or use HostPortApp or NodePortApp"
        found += [Problem(key, None, rule, remedy) for key in given]
    return found


def _warnings(args: HostNetworkAppArgs) -> list[str]:
    low = [p["container_port"] for p in args["ports"] if p["container_port"] < _FIRST_UNPRIVILEGED]
    found = host_warnings(args, "hostNetwork", PodNetwork.HOST)
    if low and not args.get("security", {}).get("run_as_root"):
        shown = ", ".join(map(str, low))
        found.append(
            f"port {shown}: a process that is not root may listen below {_FIRST_UNPRIVILEGED} only "
            "where the node's sysctl net.ipv4.ip_unprivileged_port_start allows it"
        )
    return found


HOST_NETWORK = Strategy(
    title="HostNetworkApp",
    args=HostNetworkAppArgs,
    network=PodNetwork.HOST,
    problems=_problems,
    reaches=host_reaches,
    warnings=_warnings,
    claims=host_claims,
)


class HostNetworkApp(pulumi.ComponentResource):
    """Exposes an app by `hostNetwork`.

    The fastest way, with three drawbacks: the address changes when the pod moves, no two pods of
    a node can have one port, and the pods need the privileged Pod Security level (on OpenShift
    the constraint `hostnetwork-v2`). Source: kubernetes.io, Pod networking, `hostNetwork`.
    """

    endpoints: Output[Sequence[Endpoint]]
    """One per port and node on which a pod may run."""
    workload: Output[WorkloadReference | None]
    """The workload that was made."""
    service: Output[ServiceReference]
    """The Service for clients inside of the cluster."""

    def __init__(
        self, name: str, args: HostNetworkAppArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        """Check the args and make the app.

        Raises `ExposureError` with all problems of the args before anything is registered.
        """
        exposure = admit(HOST_NETWORK, name, args, opts)
        options = component_options(HOST_NETWORK, name, opts)
        super().__init__(component_type(HOST_NETWORK), name, None, options)
        self.endpoints, self.workload, self.service = register(self, name, exposure)
