"""A node that fails, in each way that the lab has, loses its pods to the other and comes back."""

import json
from collections.abc import Callable

import pytest

from tests.lab.lab import Lab
from tests.lab.objects import WHOAMI, deployment, node_port_service

PORT = 30921
PREFER_NODE2 = {
    "nodeAffinity": {
        "preferredDuringSchedulingIgnoredDuringExecution": [
            {
                "weight": 100,
                "preference": {
                    "matchExpressions": [
                        {
                            "key": "kubernetes.io/hostname",
                            "operator": "In",
                            "values": ["kubenode02"],
                        }
                    ]
                },
            }
        ]
    }
}


def pod_nodes(lab: Lab, namespace: str) -> list[str]:
    """Nodes of the pods that run and are not on their way out."""
    pods = json.loads(lab.kubectl("-n", namespace, "get", "pods", "-o", "json"))["items"]
    return [
        pod["spec"]["nodeName"]
        for pod in pods
        if pod["status"]["phase"] == "Running" and "deletionTimestamp" not in pod["metadata"]
    ]


def code(lab: Lab, node: str) -> int:
    return lab.curl(f"http://{lab.nodes[node]}:{PORT}/ping").code


@pytest.mark.parametrize(
    ("breaks", "mends", "code_of_the_dead_node"),
    [
        # Its packet filter rules stay and lead to the other node.
        pytest.param(Lab.stop, Lab.start, 204, id="stopped"),
        pytest.param(Lab.unplug, Lab.plug, 0, id="unplugged"),
        pytest.param(Lab.kill, Lab.start, 0, id="killed"),
    ],
)
def test_a_pod_leaves_a_failed_node(
    lab: Lab,
    breaks: Callable[[Lab, str], None],
    mends: Callable[[Lab, str], None],
    code_of_the_dead_node: int,
) -> None:
    with lab.namespace() as namespace:
        lab.apply(
            deployment("web", WHOAMI, affinity=PREFER_NODE2),
            node_port_service("web", "Cluster", {"port": 8080, "nodePort": PORT}),
            namespace=namespace,
        )
        lab.until("it runs on kubenode02", lambda: pod_nodes(lab, namespace) == ["kubenode02"])
        lab.until("both answer", lambda: [code(lab, n) for n in lab.nodes] == [204, 204])
        breaks(lab, "kubenode02")
        try:
            lab.until(
                "it runs on kubenode01", lambda: pod_nodes(lab, namespace) == ["kubenode01"], 90
            )
            lab.until("kubenode01 answers", lambda: code(lab, "kubenode01") == 204)
            dead = code_of_the_dead_node
            lab.until(f"kubenode02 answers {dead}", lambda: code(lab, "kubenode02") == dead)
        finally:
            mends(lab, "kubenode02")
        lab.until("both answer again", lambda: [code(lab, n) for n in lab.nodes] == [204, 204])
