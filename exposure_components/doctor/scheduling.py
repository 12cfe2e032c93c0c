"""Which nodes of the live cluster may run a pod."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from exposure_components.doctor.plan import is_true
from exposure_components.topology.things import fields, items, texts

Node = Mapping[str, Any]
"""A Node object."""

_OF_THE_MOMENT = "node.kubernetes.io/"
"""Prefix of taints that tell a state, such as not-ready (kubernetes.io, Taints and Tolerations)."""
_REPELS = ("NoSchedule", "NoExecute")


def fits(spec: Mapping[str, Any], node: Node) -> bool:
    """Whether selector, required affinity and lasting taints let the pod onto the node."""
    labels = fields(node, "metadata", "labels")
    if not fields(spec, "nodeSelector").items() <= labels.items():
        return False
    return _affine(spec, node) and not repelling(spec, node)


def repelling(spec: Mapping[str, Any], node: Node) -> list[str]:
    """The node's lasting taints that the pod does not tolerate, as `key=value:effect`."""
    tolerations = items(spec, "tolerations")
    return [
        f"{taint.get('key')}{'=' + str(taint['value']) if taint.get('value') else ''}"
        f":{taint.get('effect')}"
        for taint in items(node, "spec", "taints")
        if taint.get("effect") in _REPELS
        and not str(taint.get("key")).startswith(_OF_THE_MOMENT)
        and not any(_tolerates(each, taint) for each in tolerations)
    ]


def is_ready(node: Node) -> bool:
    """Whether the node's kubelet says that it takes pods."""
    return is_true(node, "Ready")


def is_cordoned(node: Node) -> bool:
    """Whether it takes no new pods, but those of DaemonSets."""
    return fields(node, "spec").get("unschedulable") is True


def _tolerates(toleration: Mapping[str, Any], taint: Mapping[str, Any]) -> bool:
    if toleration.get("effect") not in (None, "", taint.get("effect")):
        return False
    if not toleration.get("key"):
        return toleration.get("operator") == "Exists"
    if toleration["key"] != taint.get("key"):
        return False
    is_any = toleration.get("operator") == "Exists"
    return is_any or toleration.get("value", "") == taint.get("value", "")


def _affine(spec: Mapping[str, Any], node: Node) -> bool:
    path = ("affinity", "nodeAffinity", "requiredDuringSchedulingIgnoredDuringExecution")
    terms = items(spec, *path, "nodeSelectorTerms")
    labels = fields(node, "metadata", "labels")
    names = {"metadata.name": fields(node, "metadata").get("name")}
    return not terms or any(
        all(_matches(each, labels) for each in items(term, "matchExpressions"))
        and all(_matches(each, names) for each in items(term, "matchFields"))
        for term in terms
    )


_OPERATORS: Mapping[str, Callable[[Any, Sequence[str]], bool]] = {
    "In": lambda value, wanted: value in wanted,
    "NotIn": lambda value, wanted: value not in wanted,
    "Exists": lambda value, _wanted: value is not None,
    "DoesNotExist": lambda value, _wanted: value is None,
    "Gt": lambda value, wanted: value is not None and int(str(value)) > int(wanted[0]),
    "Lt": lambda value, wanted: value is not None and int(str(value)) < int(wanted[0]),
}
"""Of a node selector (kubernetes.io, Assigning Pods to Nodes)."""


def _matches(expression: Mapping[str, Any], values: Mapping[str, Any]) -> bool:
    holds = _OPERATORS.get(str(expression.get("operator")))
    value = values.get(str(expression.get("key")))
    try:
        return holds is None or holds(value, texts(expression, "values"))
    except ValueError:
        return False
