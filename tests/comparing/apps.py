"""Apps to compare, and what came of it."""

from collections.abc import Sequence
from typing import Any

from exposure_components.comparing.app import App
from exposure_components.comparing.compare import Comparison, compared
from exposure_components.comparing.trial import Outcome, Trial
from exposure_components.strategies.all import STRATEGIES
from tests.strategies.programs import NODES

HTTP = [{"container_port": 8086, "app_protocol": "http"}]
TCP = [{"container_port": 5432}]
UDP = [{"container_port": 53, "protocol": "UDP"}]
TRAEFIK = {
    "class_name": "traefik",
    "dialect": "traefik",
    "addresses": [node["address"] for node in NODES],
}
Shared = Sequence[tuple[str, str, Any]]


def app(strategy: str | None = None, **args: Any) -> App:
    """An app without problems on two nodes, but for what the args say."""
    plain = {"image": "influxdb:1.8", "ports": TCP, "cluster": {"nodes": NODES}}
    return App("influxdb", {**plain, **args}, strategy)


def comparison(compared_app: App, shared: Shared = ()) -> Comparison:
    """Of the app by all strategies."""
    return compared(compared_app, STRATEGIES, shared)


def best(compared_app: App, shared: Shared = ()) -> str:
    """What is recommended."""
    found = comparison(compared_app, shared).best
    assert found is not None
    return found.trial.title


def trial(strategy: str, compared_app: App, shared: Shared = (), front: str = "") -> Trial:
    """The first one by that strategy, or that with such a front."""
    found = comparison(compared_app, shared).trials
    return next(
        each
        for each in found
        if each.strategy == strategy and front in (each.front.label if each.front else "")
    )


def outcome(strategy: str, compared_app: App, shared: Shared = (), front: str = "") -> Outcome:
    """What one comes to that can be."""
    found = trial(strategy, compared_app, shared, front)
    assert found.outcome is not None, found.problems
    return found.outcome
