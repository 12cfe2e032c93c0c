"""The TargetGroupBinding of a listener, as the controller's API spells it."""

from __future__ import annotations

from typing import Any

from exposure_components.load_balancers.aws.listeners import Listener
from exposure_components.load_balancers.aws.target_ports import TargetPorts
from exposure_components.load_balancers.aws.words import target_type, targets
from exposure_components.objects.labels import Manifest, labels, present
from exposure_components.ports import name_of

API_VERSION = "elbv2.k8s.aws/v1beta1"
KIND = "TargetGroupBinding"


def binding(
    ports: TargetPorts,
    listener: Listener,
    *,
    name: str,
    service: Any,
    group_id: Any,
    security_group_id: Any,
) -> Manifest | None:
    """What keeps the target group's members; None where Pulumi or an autoscaling group does.

    It has no name of its own: one cannot be given another target group, so a new one must stand
    beside it until clients have left the old group (webhooks/elbv2 of the controller).
    """
    chosen = targets(ports.args, listener.port)
    if "binding" not in chosen:
        return None
    kind, own = target_type(chosen), chosen["binding"]
    nodes = own.get("node_selector")
    return {
        "apiVersion": API_VERSION,
        "kind": KIND,
        "metadata": {
            "namespace": service.namespace,
            "labels": labels(name, ports.args),
            **present(annotations=dict(ports.args.get("annotations", {})) or None),
        },
        "spec": {
            "targetGroupARN": group_id,
            "targetType": str(kind),
            "serviceRef": {"name": service.object_name, "port": name_of(listener.port)},
            **present(
                networking=_networking(ports, listener, security_group_id),
                nodeSelector=None if nodes is None else {"matchLabels": dict(nodes)},
            ),
        },
    }


def _networking(ports: TargetPorts, listener: Listener, security_group_id: Any) -> Manifest | None:
    if security_group_id is None:
        return None
    number = ports.of(listener.port)
    return {
        "ingress": [
            {
                "from": [{"securityGroup": {"groupID": security_group_id}}],
                "ports": [{"protocol": str(t), "port": number} for t in listener.transports],
            }
        ]
    }
