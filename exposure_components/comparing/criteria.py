"""By what one strategy is better than another, the weightiest first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from exposure_components.checks.security import LEVELS
from exposure_components.comparing.app import App
from exposure_components.comparing.promises import Stability
from exposure_components.comparing.trial import Outcome


@dataclass(frozen=True)
class Criterion:
    """One thing to compare."""

    name: str
    """Tells it from the others."""
    rank: Callable[[App, Outcome], int]
    """Of an app and what a strategy comes to; the least is the best."""
    reason: Callable[[Outcome, Sequence[Outcome]], str]
    """Why the first is better than all the others, as a sentence without its end."""


def _lost(_app: App, outcome: Outcome) -> int:
    return len(outcome.lost)


def _keeps(_best: Outcome, others: Sequence[Outcome]) -> str:
    words = dict.fromkeys(word for each in others for word in each.lost)
    return f"it keeps what the app asks for: {', '.join(words)}"


def _made_for(_best: Outcome, others: Sequence[Outcome]) -> str:
    ports = dict.fromkeys(port for each in others for port in each.as_they_are)
    return (
        f"it is made for ports without HTTP: {', '.join(ports)} would take a port of the "
        "controller that no other app could have"
    )


def _stability(app: App, outcome: Outcome) -> int:
    """On one node all addresses are that node's, and pods move nowhere."""
    return Stability.ONE_ADDRESS if len(app.nodes) == 1 else outcome.gives.stability


def _stays(best: Outcome, others: Sequence[Outcome]) -> str:
    if best.gives.stability is Stability.ONE_ADDRESS:
        return "clients have one address, whichever node fails"
    if any(each.gives.stability is Stability.POD_MOVES for each in others):
        return "the address stays when a pod moves"
    return "the address stays"


def _needs_less(_best: Outcome, others: Sequence[Outcome]) -> str:
    missing = dict.fromkeys(thing for each in others for thing in each.needs.missing)
    return f"it needs nothing new, as others do: {'; '.join(missing)}"


def _privileges(_app: App, outcome: Outcome) -> int:
    return 2 * LEVELS.index(outcome.needs.pod_security) + (outcome.needs.constraint is not None)


def _admitted(best: Outcome, _others: Sequence[Outcome]) -> str:
    return f"it needs no privileges: the Pod Security level {best.needs.pod_security} will do"


CRITERIA = (
    Criterion("asked", _lost, _keeps),
    Criterion("protocol", lambda _, outcome: len(outcome.as_they_are), _made_for),
    Criterion("stability", _stability, _stays),
    Criterion("missing", lambda _, outcome: len(outcome.needs.missing), _needs_less),
    Criterion("privileges", _privileges, _admitted),
    Criterion(
        "balancers",
        lambda _, outcome: outcome.costs.balancers,
        lambda _best, _others: "it costs no load balancer of its own",
    ),
    Criterion(
        "ports",
        lambda _, outcome: not outcome.gives.usual_ports,
        lambda _best, _others: "clients use the port that they expect",
    ),
    Criterion(
        "client_ip",
        lambda _, outcome: not outcome.gives.client_ip_kept,
        lambda _best, _others: "the app sees its clients' own addresses",
    ),
    Criterion(
        "kinds",
        lambda _, outcome: len(outcome.needs.kinds),
        lambda _best, _others: "it needs fewer kinds of objects that are not Kubernetes' own",
    ),
    Criterion(
        "relays",
        lambda _, outcome: len(outcome.costs.relays),
        lambda _best, _others: "less stands between clients and pods",
    ),
    Criterion(
        "node_ports",
        lambda _, outcome: outcome.costs.node_ports,
        lambda _best, _others: "it takes fewer ports of nodes",
    ),
)
"""What the app asks for comes before what is convenient, and that before what is fast."""
