"""For how long something lasts at most, as far as it can be known before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from exposure_components.topology.things import fields, items

GRACE: Final = 30
"""Seconds that a pod has to end; Kubernetes' default (kubernetes.io, Pod Lifecycle)."""
PERIOD: Final = 10
"""Seconds between two probes; Kubernetes' default (kubernetes.io, Configure Probes)."""
BACKOFF: Final = 10
"""Seconds after which the scheduler tries again at the latest (kube-scheduler,
podMaxBackoffSeconds)."""


@dataclass(frozen=True)
class Part:
    """One thing that takes time."""

    what: str
    seconds: int | None = None
    """At most; None where nobody knows it before."""


def known_seconds(parts: Iterable[Part]) -> int:
    """The sum of what is known."""
    return sum(each.seconds for each in parts if each.seconds is not None)


def shown(parts: Sequence[Part]) -> str:
    """`40 s and the start of the container`; empty for no parts."""
    seconds = known_seconds(parts)
    known = [f"{seconds} s"] if any(each.seconds is not None for each in parts) else []
    return " + ".join([*known, *(each.what for each in parts if each.seconds is None)])


def whole(value: Any, default: int) -> int:
    """A count or a number of seconds; the default where nothing says it, or only `up` will."""
    text = str(value)
    return int(text) if text.isdecimal() else default


def starting(pod: Mapping[str, Any]) -> list[Part]:
    """From the pod's creation until clients may be sent to it."""
    return [Part("pull of the image and start of the app"), *_readiness(pod)]


def taking_turns(
    old: Mapping[str, Any], new: Mapping[str, Any], *, waits_for_ports: bool
) -> list[Part]:
    """From the end of a pod until the next one, which waits for it, is ready.

    waits_for_ports: of the node, which the scheduler gives to one pod at a time.
    """
    grace = whole(old.get("terminationGracePeriodSeconds"), GRACE)
    again = [Part("the scheduler tries again", BACKOFF)] if waits_for_ports else []
    return [Part("the old pod ends", grace), *again, *starting(new)]


def _readiness(pod: Mapping[str, Any]) -> list[Part]:
    containers = items(pod, "containers")
    slowest = max((_until_ready(each) for each in containers), default=0)
    return [Part("it is found ready", slowest)] if slowest else []


def _until_ready(container: Mapping[str, Any]) -> int:
    """Seconds that the kubelet may take to notice, once the app answers."""
    found = 0
    for probe in ("startupProbe", "readinessProbe"):
        asked = fields(container, probe)
        if asked:
            period = whole(asked.get("periodSeconds"), PERIOD)
            times = whole(asked.get("successThreshold"), 1)
            found += whole(asked.get("initialDelaySeconds"), 0) + period * times
    return found
