from typing import Any

import pytest

from tests.pure.apps import app, exposed, manifest

SELECTOR = {"matchLabels": {"exposure-components/app": "influxdb"}}


def kinds(**more: Any) -> list[str]:
    return [o["kind"] for o in exposed(app(**more)).objects]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({}, None),
        ({"replicas": 2}, {"maxUnavailable": 1}),
        ({"autoscaled": True}, {"maxUnavailable": 1}),
        ({"replicas": 2, "kind": "StatefulSet"}, {"maxUnavailable": 1}),
        ({"kind": "DaemonSet", "autoscaled": True}, None),
        ({"replicas": 2, "disruption_budget": {"enabled": False}}, None),
        ({"disruption_budget": {"enabled": True}}, {"maxUnavailable": 1}),
        ({"disruption_budget": {"max_unavailable": 2}}, {"maxUnavailable": 2}),
        ({"replicas": 3, "disruption_budget": {"min_available": 2}}, {"minAvailable": 2}),
        ({"disruption_budget": {"min_available": 0}}, {"minAvailable": 0}),
    ],
    ids=[
        *("one pod", "two pods", "autoscaled", "StatefulSet", "DaemonSet", "off", "on", "two away"),
        *("two stay", "none stays"),
    ],
)
def test_a_disruption_budget(more: dict[str, Any], expected: dict[str, int] | None) -> None:
    assert ("PodDisruptionBudget" in kinds(**more)) is (expected is not None)
    if expected is not None:
        made = manifest("PodDisruptionBudget", app(**more))
        assert made["spec"] == {"selector": SELECTOR, **expected}


PORTS = [{"protocol": "TCP", "port": 8086}]
CIDR = {"ipBlock": {"cidr": "10.0.0.0/8"}}
FRIENDS = {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "friends"}}}
DNS = {"ports": [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}]}
INGRESS = ["Ingress"]
BOTH = ["Ingress", "Egress"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            {"allowed_cidrs": ["10.0.0.0/8"]},
            {"policyTypes": INGRESS, "ingress": [{"from": [CIDR], "ports": PORTS}]},
        ),
        (
            {"network_policy": {"namespaces": ["friends"]}},
            {"policyTypes": INGRESS, "ingress": [{"from": [FRIENDS], "ports": PORTS}]},
        ),
        (
            {"allowed_cidrs": ["10.0.0.0/8"], "network_policy": {"namespaces": ["friends"]}},
            {"policyTypes": INGRESS, "ingress": [{"from": [CIDR, FRIENDS], "ports": PORTS}]},
        ),
        (
            {"network_policy": {"enabled": True}},
            {"policyTypes": INGRESS, "ingress": [{"ports": PORTS}]},
        ),
        (
            {"network_policy": {"egress_cidrs": ["10.0.0.0/8"]}},
            {
                "policyTypes": BOTH,
                "ingress": [{"ports": PORTS}],
                "egress": [DNS, {"to": [CIDR]}],
            },
        ),
        (
            {"network_policy": {"egress_cidrs": []}},
            {"policyTypes": BOTH, "ingress": [{"ports": PORTS}], "egress": [DNS]},
        ),
    ],
    ids=["CIDRs", "namespace", "both", "ports alone", "egress", "DNS alone"],
)
def test_a_network_policy(more: dict[str, Any], expected: dict[str, Any]) -> None:
    made = manifest("NetworkPolicy", app(**more))
    assert made["spec"] == {"podSelector": SELECTOR, **expected}


@pytest.mark.parametrize("more", [{}, {"network_policy": {"enabled": False}}], ids=["none", "off"])
def test_no_network_policy(more: dict[str, Any]) -> None:
    assert "NetworkPolicy" not in kinds(**more)


def test_an_empty_policy_opens_the_ports_alone() -> None:
    # `network_policy` is given, and is on where it is given.
    made = manifest("NetworkPolicy", app(network_policy={}))
    assert made["spec"]["ingress"] == [{"ports": PORTS}]
