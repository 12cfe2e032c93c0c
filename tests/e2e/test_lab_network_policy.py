"""NetworkPolicies hold, and see clients' addresses through host and node ports."""

import json
from typing import Any

import pytest

from tests.lab.lab import Lab
from tests.lab.objects import WHOAMI, node_port_service, pod

ON_NODE2 = {"nodeSelector": {"kubernetes.io/hostname": "kubenode02"}}


def allow(*cidrs: str) -> dict[str, Any]:
    """A policy for the pod `web`: only these may come in."""
    rules = [{"from": [{"ipBlock": {"cidr": cidr}} for cidr in cidrs]}] if cidrs else []
    return {
        "apiVersion": "networking.k8s.io/v1",
        "kind": "NetworkPolicy",
        "metadata": {"name": "web"},
        "spec": {
            "podSelector": {"matchLabels": {"app": "web"}},
            "policyTypes": ["Ingress"],
            "ingress": rules,
        },
    }


def seen(lab: Lab, url: str) -> dict[str, str]:
    """Which address each client comes with; empty for a client that gets no answer."""
    answers = {client: lab.curl(url, client=client) for client in lab.clients}
    return {c: json.loads(a.body)["client"] if a.code == 200 else "" for c, a in answers.items()}


@pytest.mark.parametrize("way", ["host port", "node port"])
def test_an_ip_block_serves_one_outside_client_and_refuses_the_other(lab: Lab, way: str) -> None:
    lab.addon("network-policy")
    host_port = {"containerPort": 8080, "hostPort": 8087}
    service = node_port_service("web", "Local", {"port": 8080, "nodePort": 30911})
    with lab.namespace() as namespace:
        if way == "host port":
            lab.apply(pod("web", {**WHOAMI, "ports": [host_port]}, **ON_NODE2), namespace=namespace)
        else:
            lab.apply(pod("web", WHOAMI, **ON_NODE2), service, namespace=namespace)
        url = f"http://{lab.nodes['kubenode02']}:{8087 if way == 'host port' else 30911}/"
        first, second = lab.clients["client"], lab.clients["client2"]
        both = {"client": first, "client2": second}
        lab.until("both are served", lambda: seen(lab, url) == both)

        lab.apply(allow(f"{second}/32"), namespace=namespace)
        lab.until("one is refused", lambda: seen(lab, url) == {"client": "", "client2": second})

        lab.apply(allow(f"{first}/32", f"{second}/32"), namespace=namespace)
        lab.until("both are served again", lambda: seen(lab, url) == both)

        lab.apply(allow(), namespace=namespace)
        lab.until("both are refused", lambda: seen(lab, url) == {"client": "", "client2": ""})


def test_a_policy_leaves_the_kubelets_probes_alone(lab: Lab) -> None:
    lab.addon("network-policy")
    with lab.namespace() as namespace:
        lab.apply(allow(), namespace=namespace)
        lab.apply(pod("web", WHOAMI, **ON_NODE2), namespace=namespace)
        ready = ("wait", "--for=condition=Ready", "pod/web", "--timeout=60s")
        assert "condition met" in lab.kubectl("-n", namespace, *ready)
