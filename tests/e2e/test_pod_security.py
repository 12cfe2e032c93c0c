"""What each strategy and controller needs of a namespace, as the API server judges it."""

from collections.abc import Iterator
from typing import Any

import pytest

from exposure_components.checks.security import LEVELS
from exposure_components.kinds import PodSecurityLevel
from exposure_components.objects.namespaces import ENFORCED
from exposure_components.objects.workloads import WORKLOADS
from exposure_components.testing import Recording
from tests.e2e.admission import Server
from tests.e2e.test_admission import alone
from tests.e2e.test_isolation import APPS, of_strategy
from tests.e2e.test_traffic import whoami
from tests.e2e.ways import recorded

CONTROLLERS: dict[str, dict[str, Any]] = {
    "Contour on the nodes' ports": {"contour": {}},
    "Contour behind a balancer": {"contour": {}, "load_balancer": {"cloud": {"metallb": {}}}},
    "Traefik on the nodes' ports": {"traefik": {}},
    "Traefik behind a balancer": {"traefik": {}, "load_balancer": {"cloud": {"metallb": {}}}},
}
ON_NODES = {"HostNetworkApp", "HostPortApp"} | {name for name in CONTROLLERS if "nodes" in name}
"""What takes ports of the node's own, which is all that needs more than the restricted level."""


def of_controller(name: str) -> dict[str, Any]:
    """A stack of one controller."""
    return {
        "cluster": whoami("")["cluster"],
        "apps": {},
        "controllers": {"edge": CONTROLLERS[name]},
    }


def pod_specs(recording: Recording) -> Iterator[tuple[str, Any]]:
    """Of each workload, with its namespace."""
    for manifest in recording.manifests():
        if manifest["kind"] in WORKLOADS:
            yield manifest["metadata"]["namespace"], manifest["spec"]["template"]["spec"]


@pytest.mark.parametrize("name", [*APPS, *CONTROLLERS])
def test_only_what_takes_ports_of_nodes_needs_more_than_the_restricted_level(
    server: Server, namespaces: dict[PodSecurityLevel, str], name: str
) -> None:
    recording = recorded(of_strategy(name) if name in APPS else of_controller(name))
    created = {
        m["metadata"]["name"]: m["metadata"]["labels"][ENFORCED]
        for m in recording.manifests()
        if m["kind"] == "Namespace"
    }
    specs = list(pod_specs(recording))
    assert specs
    for namespace, spec in specs:
        pod = {"apiVersion": "v1", "kind": "Pod", "metadata": {"name": "pod"}, "spec": alone(spec)}
        admitted = [level for level in LEVELS if server.refusal(pod, namespaces[level]) == ""]
        takes = any(p.get("hostPort") for c in spec["containers"] for p in c.get("ports", []))
        if takes or spec.get("hostNetwork"):
            assert name in ON_NODES
            assert admitted == [PodSecurityLevel.PRIVILEGED]
        else:
            assert admitted == list(LEVELS)
        assert created[namespace] == ("privileged" if name in ON_NODES else "restricted")
