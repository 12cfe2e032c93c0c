"""Args of apps, and what is wrong with them."""

from typing import Any

from exposure_components.exposing import Exposure, Strategy, expose, problems
from exposure_components.strategies.cloud_load_balanced import CLOUD_LOAD_BALANCED
from exposure_components.strategies.host_network import HOST_NETWORK
from exposure_components.strategies.host_port import HOST_PORT
from exposure_components.strategies.ingress import INGRESS
from exposure_components.strategies.node_port import NODE_PORT

STRATEGIES = (CLOUD_LOAD_BALANCED, HOST_NETWORK, HOST_PORT, INGRESS, NODE_PORT)
NODES = [
    {"name": "kubenode01", "address": "10.13.241.89"},
    {"name": "kubenode02", "address": "10.13.241.10"},
]


class Later:
    """Behaves like an Output, of which pure code knows only the manners."""

    def apply(self, func: Any) -> "Later":
        """A value made of this one, once that is known."""
        del func
        return self

    def is_known(self) -> bool:
        """Whether the value will be known in this run."""
        return False


def app(**more: Any) -> dict[str, Any]:
    """An app without problems, but for what more says."""
    return {"image": "influxdb:1.8", "ports": [{"container_port": 8086}], **more}


def problem_lines(args: Any, strategy: Strategy = NODE_PORT, name: str = "influxdb") -> list[str]:
    """What is wrong, as the user reads it."""
    return [str(problem) for problem in problems(strategy, name, args)]


def exposed(args: Any, strategy: Strategy = NODE_PORT, name: str = "influxdb") -> Exposure:
    """What args without problems come to."""
    assert problem_lines(args, strategy, name) == []
    return expose(strategy, name, args)


def manifest(
    kind: str, args: Any, strategy: Strategy = NODE_PORT, name: str = "influxdb"
) -> dict[str, Any]:
    """The only object of a kind."""
    (found,) = [o for o in exposed(args, strategy, name).objects if o["kind"] == kind]
    return found


def pod_spec(args: Any, strategy: Strategy = NODE_PORT) -> dict[str, Any]:
    """The spec of the pods of an app."""
    workloads = ("Deployment", "StatefulSet", "DaemonSet")
    (found,) = [o for o in exposed(args, strategy).objects if o["kind"] in workloads]
    spec: dict[str, Any] = found["spec"]["template"]["spec"]
    return spec


def container(args: Any, strategy: Strategy = NODE_PORT) -> dict[str, Any]:
    """The app's own container."""
    found: dict[str, Any] = pod_spec(args, strategy)["containers"][0]
    return found
