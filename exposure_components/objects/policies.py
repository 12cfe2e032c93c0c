"""What protects the pods from maintenance and from strangers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_components.kinds import WorkloadKind
from exposure_components.objects.labels import Manifest, metadata, present, selector
from exposure_components.ports import protocol_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_components.args.app import AppArgs
    from exposure_components.args.ports import Port

_DNS = [{"protocol": "UDP", "port": 53}, {"protocol": "TCP", "port": 53}]


def disruption_budgets(name: str, app: AppArgs) -> list[Manifest]:
    """A PodDisruptionBudget where there is a pod to spare, or where it is asked for."""
    budget = app.get("disruption_budget", {})
    several = app.get("replicas", 1) > 1 or app.get("autoscaled", False)
    # Maintenance leaves the pods of a DaemonSet where they are.
    drained = app.get("kind") != WorkloadKind.DAEMON_SET
    if not budget.get("enabled", drained and (several or bool(budget))):
        return []
    minimum = budget.get("min_available")
    most = budget.get("max_unavailable", 1) if minimum is None else None
    return [
        {
            "apiVersion": "policy/v1",
            "kind": "PodDisruptionBudget",
            "metadata": metadata(name, app),
            "spec": {
                "selector": {"matchLabels": selector(name, app)},
                **present(minAvailable=minimum, maxUnavailable=most),
            },
        }
    ]


def network_policies(name: str, app: AppArgs, ports: Sequence[Port]) -> list[Manifest]:
    """A NetworkPolicy where it is asked for, or where only some clients are allowed."""
    policy = app.get("network_policy", {})
    if not policy.get("enabled", "network_policy" in app or "allowed_cidrs" in app):
        return []
    sources = [{"ipBlock": {"cidr": cidr}} for cidr in app.get("allowed_cidrs", [])]
    if sources or "namespaces" in policy:
        sources += [_namespace(n) for n in policy.get("namespaces", [])]
    open_ports = [{"protocol": protocol_of(p), "port": p["container_port"]} for p in ports]
    egress = policy.get("egress_cidrs")
    return [
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "NetworkPolicy",
            "metadata": metadata(name, app),
            "spec": {
                "podSelector": {"matchLabels": selector(name, app)},
                "policyTypes": ["Ingress"] if egress is None else ["Ingress", "Egress"],
                "ingress": [{**present(**{"from": sources or None}), "ports": open_ports}],
                **present(egress=None if egress is None else _egress(egress)),
            },
        }
    ]


def _namespace(name: str) -> Manifest:
    return {"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}}}


def _egress(cidrs: Sequence[str]) -> list[Manifest]:
    allowed: list[Manifest] = [{"ports": _DNS}]
    return allowed + ([{"to": [{"ipBlock": {"cidr": c}} for c in cidrs]}] if cidrs else [])
