"""What becomes of an app's pods."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil, floor
from typing import Any, Final

from exposure_components.migration.bounds import Part, starting, taking_turns, whole
from exposure_components.migration.changes import Change, Order, Outcome
from exposure_components.objects.workloads import WORKLOADS
from exposure_components.topology.things import fields, items

_SHARE: Final = 25
"""Percent of the pods that may be missing, or too many; a Deployment's default (kubernetes.io)."""


class Pods(StrEnum):
    """How an app's pods get from the old ones to the new ones."""

    STAY = "stay"
    """They are the same."""
    OVERLAP = "overlap"
    """A new one is ready before an old one ends."""
    IN_TURN = "in turn"
    """Some end before their successors are ready, and others go on."""
    ALL_END = "all end"
    """All end before the first new one is ready."""


@dataclass(frozen=True)
class Rollout:
    """Of one app."""

    pods: Pods
    away: tuple[Part, ...] = ()
    """From the end of a pod until its successor serves."""
    coming: tuple[Part, ...] = ()
    """From the creation of a pod until it serves."""
    goes_last: bool = False
    """Whether the old pods live until the end of `up`, beside the new ones."""
    drains: bool = True
    """Whether a pod that shall end serves on, until nobody is sent to it any more."""


def rollout(found: Sequence[Change]) -> Rollout:
    """Of an app, from what happens to the resources of its component."""
    workloads = [each for each in found if each.resource.kind in WORKLOADS]
    there = [each for each in workloads if each.outcome is not Outcome.DELETED]
    if not there:
        return Rollout(Pods.STAY if not workloads else Pods.ALL_END)
    change = there[-1]
    pod = pod_of(change.resource.inputs)
    # Those that end were made by the earlier state.
    old = next((pod_of(e.before.inputs) for e in workloads if e.before is not None), pod)
    away = tuple(taking_turns(old, pod, waits_for_ports=takes_node_ports(pod)))
    drains = all("preStop" in fields(each, "lifecycle") for each in items(old, "containers")[:1])
    pods = _pods(change)
    last = pods is Pods.OVERLAP and change.outcome is not Outcome.UPDATED
    return Rollout(pods, away, tuple(starting(pod)), last, drains)


def pod_of(workload: Mapping[str, Any]) -> Mapping[str, Any]:
    """The spec of its pods."""
    return fields(workload, "spec", "template", "spec")


def takes_node_ports(pod: Mapping[str, Any]) -> bool:
    """Whether it takes ports of its node."""
    ports = [port for each in items(pod, "containers") for port in items(each, "ports")]
    return bool(pod.get("hostNetwork")) or any("hostPort" in port for port in ports)


def _pods(change: Change) -> Pods:
    if change.outcome is Outcome.CREATED:
        # A workload of another kind goes when the new one is there.
        return Pods.OVERLAP
    if change.outcome is Outcome.REPLACED:
        return Pods.OVERLAP if change.order is Order.CREATE_FIRST else Pods.ALL_END
    if not any(each.path[:2] == ("spec", "template") for each in change.differences):
        return Pods.STAY
    return _rolled(change.resource.kind, fields(change.resource.inputs, "spec"))


def _rolled(kind: str, spec: Mapping[str, Any]) -> Pods:
    if kind == "DaemonSet":
        surge = fields(spec, "updateStrategy", "rollingUpdate").get("maxSurge", "0")
        return Pods.OVERLAP if _count(surge, 100, ceil) else Pods.IN_TURN
    # An autoscaler decides of how many: of one, if of none are told.
    replicas = whole(spec.get("replicas"), 1)
    if kind == "StatefulSet":
        return Pods.IN_TURN if replicas > 1 else Pods.ALL_END
    if fields(spec, "strategy").get("type") == "Recreate":
        return Pods.ALL_END
    rolling = fields(spec, "strategy", "rollingUpdate")
    surge = _count(rolling.get("maxSurge"), replicas, ceil)
    missing = _count(rolling.get("maxUnavailable"), replicas, floor)
    if surge and not missing:
        return Pods.OVERLAP
    return Pods.IN_TURN if replicas > max(missing, 1) else Pods.ALL_END


def _count(share: Any, replicas: int, rounded: Callable[[float], int]) -> int:
    text = str(share)
    if text.isdecimal():
        return int(text)
    percent = text.removesuffix("%") if text.endswith("%") else _SHARE
    return rounded(replicas * whole(percent, _SHARE) / 100)
