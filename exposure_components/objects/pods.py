"""The pod that runs the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from exposure_components.kinds import TolerationOperator
from exposure_components.nodes import HOSTNAME
from exposure_components.objects.accounts import account_name
from exposure_components.objects.containers import container
from exposure_components.objects.labels import Manifest, labels, present, selector
from exposure_components.objects.merging import merged
from exposure_components.objects.network import PodNetwork
from exposure_components.objects.security import pod_security
from exposure_components.objects.volumes import volumes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from exposure_components.args.app import AppArgs
    from exposure_components.args.ports import Port
    from exposure_components.args.scheduling import Spread, Toleration

_GRACE_PERIOD = 30
"""Seconds; Kubernetes' default (kubernetes.io, Pod Lifecycle)."""


def pod_template(name: str, app: AppArgs, ports: Sequence[Port], network: PodNetwork) -> Manifest:
    """The template that a workload stamps its pods from."""
    annotations = dict(app.get("pod_annotations", {})) or None
    return {
        "metadata": present(labels=labels(name, app), annotations=annotations),
        "spec": merged(own_pod_spec(name, app, ports, network), app.get("pod_spec", {})),
    }


def own_pod_spec(name: str, app: AppArgs, ports: Sequence[Port], network: PodNetwork) -> Manifest:
    """The pod's spec, without what the way out adds."""
    on_host = network is PodNetwork.HOST
    return {
        **present(
            hostNetwork=True if on_host else None,
            # Without it a pod in the node's network cannot resolve the names of Services.
            dnsPolicy="ClusterFirstWithHostNet" if on_host else None,
            serviceAccountName=account_name(name, app, network),
            imagePullSecrets=[{"name": n} for n in app.get("image_pull_secrets", [])] or None,
            nodeSelector=dict(app.get("node_selector", {})) or None,
            tolerations=[_toleration(t) for t in app.get("tolerations", [])] or None,
            topologySpreadConstraints=_spread(name, app) or None,
            terminationGracePeriodSeconds=_grace_period(app),
        ),
        "automountServiceAccountToken": app.get("service_account", {}).get("mount_token", False),
        "securityContext": pod_security(app),
        "containers": [container(name, app, ports, network)],
        **present(volumes=volumes(name, app) or None),
    }


def _grace_period(app: AppArgs) -> int | None:
    drain, grace = app.get("drain"), app.get("termination_grace_period")
    return grace if drain is None else drain + (_GRACE_PERIOD if grace is None else grace)


def _toleration(toleration: Toleration) -> Manifest:
    return present(
        key=toleration.get("key"),
        operator=toleration.get("operator", TolerationOperator.EQUAL),
        value=toleration.get("value"),
        effect=toleration.get("effect"),
        tolerationSeconds=toleration.get("seconds"),
    )


def _spread(name: str, app: AppArgs) -> list[Manifest]:
    several = app.get("replicas", 1) > 1 or app.get("autoscaled", False)
    default: Sequence[Spread] = [{}] if several else []
    return [
        {
            "topologyKey": spread.get("topology_key", HOSTNAME),
            "maxSkew": spread.get("max_skew", 1),
            "whenUnsatisfiable": "DoNotSchedule" if spread.get("required") else "ScheduleAnyway",
            "labelSelector": {"matchLabels": selector(name, app)},
        }
        for spread in app.get("spread", default)
    ]
