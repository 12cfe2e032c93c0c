"""Programs of one controller, and what they register."""

from collections.abc import Callable, Mapping
from typing import Any

from exposure_components import IngressApp, IngressController
from exposure_components.testing import Call, Recording, run_program

NODES = [
    {"name": "kubenode01", "address": "10.13.241.89", "labels": {"edge": "yes"}},
    {"name": "kubenode02", "address": "10.13.241.10"},
]
ON_NODES: dict[str, Any] = {"cluster": {"nodes": NODES}}
CERTIFICATE = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
KEY = "-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\n"


FOUND: Mapping[str, Call] = {
    "openstack:networking/getSubnet:getSubnet": lambda _args: {
        "id": "vip",
        "networkId": "edge",
        "cidr": "10.0.0.0/24",
    },
}
"""A project with one subnet."""


def app_behind(controller: Any, **more: Any) -> Any:
    """An app without problems, but for what more says."""
    return {
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086}],
        "hosts": ["influxdb.kube.example.com"],
        "controller": controller,
        **more,
    }


def running(args: Any, app: dict[str, Any] | None = None) -> Callable[[], Any]:
    """A program of one controller, and of an app behind it."""

    def program() -> Any:
        made = IngressController("traefik", args)
        if app is not None:
            IngressApp("influxdb", app_behind(made.controller, **app))
        return {"endpoints": made.endpoints, "class_name": made.class_name}

    return program


def recorded(args: Any, app: dict[str, Any] | None = None) -> Recording:
    """One run of such a program."""
    return run_program(running(args, app), calls=FOUND)


def manifest(recording: Recording, kind: str) -> Any:
    """The only manifest of a kind."""
    (found,) = (m for m in recording.manifests() if m["kind"] == kind)
    return found


def container(recording: Recording) -> Any:
    """The controller's container."""
    kinds = [m["kind"] for m in recording.manifests()]
    kind = "DaemonSet" if "DaemonSet" in kinds else "Deployment"
    return manifest(recording, kind)["spec"]["template"]["spec"]["containers"][0]
