"""Programs that expose apps, and what they register."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import pulumi

from exposure_components import (
    CloudLoadBalancedApp,
    Gateway,
    GatewayApp,
    HostNetworkApp,
    HostPortApp,
    IngressApp,
    IngressController,
    NodePortApp,
)
from exposure_components.testing import Options, RecordedResource, Recording, run_program

NEEDED: Mapping[str, Mapping[str, Any]] = {
    "GatewayApp": {
        "gateway": {
            "name": "edge",
            "listeners": [{"name": "http", "port": 80, "protocol": "HTTP"}],
        }
    },
}
"""What a strategy asks for besides the args of every app."""


def behind_a_gateway(name: str, args: Any, opts: pulumi.ResourceOptions | None = None) -> Any:
    """A `GatewayApp`, of which the Gateway need not be said."""
    whole: Any = {**NEEDED["GatewayApp"], **args}
    return GatewayApp(name, whole, opts)


COMPONENTS: Mapping[str, Any] = {
    "CloudLoadBalancedApp": CloudLoadBalancedApp,
    "GatewayApp": behind_a_gateway,
    "HostNetworkApp": HostNetworkApp,
    "HostPortApp": HostPortApp,
    "IngressApp": IngressApp,
    "NodePortApp": NodePortApp,
}
"""By title; each takes the args of `app`."""
NODES = [
    {"name": "kubenode01", "address": "10.13.241.89"},
    {"name": "kubenode02", "address": "10.13.241.10"},
]
DEPLOYMENT = "kubernetes:apps/v1:Deployment"
SERVICE = "kubernetes:core/v1:Service"
NAMESPACE = "kubernetes:core/v1:Namespace"


def token(title: str) -> str:
    """The type of a component."""
    return f"exposure_components:index:{title}"


def app(**more: Any) -> dict[str, Any]:
    """An app without problems, but for what more says."""
    return {
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086}],
        "cluster": {"nodes": NODES},
        **more,
    }


def exposing(
    title: str, args: Any, name: str = "influxdb", opts: pulumi.ResourceOptions | None = None
) -> Callable[[], Any]:
    """A program of one app, that returns its outputs."""

    def program() -> Any:
        known = ["endpoints", "workload", "service"]
        if title == "IngressController":
            made: Any = IngressController(name, args, opts)
            known.append("controller")
        elif title == "Gateway":
            made, known = Gateway(name, args, opts), ["name", "namespace", "addresses", "gateway"]
        else:
            made = COMPONENTS[title](name, args, opts)
        return {key: getattr(made, key) for key in known}

    return program


def recorded(title: str, args: Any, *, preview: bool = False) -> Recording:
    """One run of such a program."""
    return run_program(exposing(title, args), preview=preview)


def component_of(recording: Recording, title: str) -> RecordedResource:
    """The component of a program of one app."""
    return recording.one(token(title))


def own_options(resource: RecordedResource) -> Options:
    """Options without those that the SDK of Kubernetes gives to each resource."""
    return replace(resource.options, aliases=(), version="")


class Address(pulumi.CustomResource):
    """Something whose address another provider knows once it is made."""

    address: pulumi.Output[str]

    def __init__(self, name: str) -> None:
        """Make it."""
        super().__init__("tests:index:Address", name, {"address": None})


def addressed(address: str, *, preview: bool) -> dict[str, Any]:
    """How a run answers for an `Address`."""
    known = {} if preview else {"address": address}
    return {"preview": preview, "outputs": {"tests:index:Address": lambda _: known}}
