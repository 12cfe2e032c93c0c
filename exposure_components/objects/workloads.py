"""The workload that keeps the app's pods running."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_components.kinds import WorkloadKind
from exposure_components.objects.labels import APP_LABEL, Manifest, metadata, present
from exposure_components.objects.network import PodNetwork
from exposure_components.objects.pods import pod_template
from exposure_components.objects.volumes import binds_to_one_node, claim_templates

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_components.args.app import AppArgs
    from exposure_components.args.ports import Port

WORKLOADS = frozenset(map(str, WorkloadKind))
"""Kinds of objects that are workloads."""
_ONE_BY_ONE = {"maxSurge": 0, "maxUnavailable": 1}
"""A new pod cannot start beside the old one when both want one port or one volume: the rollout
would wait for ever (kubernetes#106417)."""


def workload(name: str, app: AppArgs, ports: Sequence[Port], network: PodNetwork) -> Manifest:
    """A Deployment, StatefulSet or DaemonSet."""
    kind = WorkloadKind(app.get("kind", WorkloadKind.DEPLOYMENT))
    return {
        "apiVersion": "apps/v1",
        "kind": str(kind),
        "metadata": metadata(name, app),
        "spec": {
            **present(replicas=_replicas(app, kind)),
            "selector": {"matchLabels": {APP_LABEL: name}},
            **_rollout(app, kind, network),
            "template": pod_template(name, app, ports, network),
            **_of_stateful_set(name, app, kind),
        },
    }


def _replicas(app: AppArgs, kind: WorkloadKind) -> int | None:
    """Left out where something else sets it, or each `up` would set it back."""
    if kind is WorkloadKind.DAEMON_SET or app.get("autoscaled"):
        return None
    return app.get("replicas", 1)


def _rollout(app: AppArgs, kind: WorkloadKind, network: PodNetwork) -> Manifest:
    if kind is WorkloadKind.STATEFUL_SET:
        return {"updateStrategy": {"type": "RollingUpdate"}}
    alone = network.takes_ports_of_the_node or binds_to_one_node(app)
    rollout = {"type": "RollingUpdate", **({"rollingUpdate": _ONE_BY_ONE} if alone else {})}
    return {"strategy" if kind is WorkloadKind.DEPLOYMENT else "updateStrategy": rollout}


def _of_stateful_set(name: str, app: AppArgs, kind: WorkloadKind) -> Manifest:
    if kind is not WorkloadKind.STATEFUL_SET:
        return {}
    return {"serviceName": name, **present(volumeClaimTemplates=claim_templates(name, app) or None)}
