"""What a comparison says of a strategy is what its component makes when the program runs."""

from typing import Any

import pytest

from exposure_components.cli.balancers import balancers
from exposure_components.comparing.app import App
from exposure_components.comparing.trial import Trial
from exposure_components.comparing.words import arg_problems
from exposure_components.strategies.all import COMPONENTS, STRATEGIES
from exposure_components.testing import Recording, run_program
from exposure_components.topology.build import topology
from exposure_components.topology.graph import Kind
from exposure_components.topology.recorded import recorded
from tests.comparing.apps import HTTP, UDP, app, comparison
from tests.golden.cases import CASES, Case

APPS: dict[str, dict[str, Any]] = {
    "http": {"ports": HTTP, "hosts": ["influxdb.kube.example.com"]},
    "tcp": {"namespace": {"name": "databases", "create": True}, "replicas": 2},
    "udp": {"ports": UDP, "cluster": {"nodes": []}},
}
RELAYS = {
    "the load balancer": Kind.BALANCER,
    "kube-proxy of a node": Kind.NODE,
    "the node's port map": Kind.NODE,
}
"""By relay: what stands for it in the way of traffic, but for controllers."""


def cases() -> list[Any]:
    """Each strategy that can be, for each app."""
    return [
        pytest.param(trial, id=f"{name} by {trial.title}")
        for name, args in APPS.items()
        for trial in comparison(app(**args)).trials
        if trial.outcome is not None
    ]


def made(trial: Trial) -> Recording:
    """What the component does with the args that were tried."""

    def program() -> Any:
        return COMPONENTS[trial.strategy]("influxdb", trial.args).endpoints

    return run_program(program, preview=True)


def test_each_strategy_is_held_against_its_component() -> None:
    assert {case.values[0].strategy for case in cases()} == set(STRATEGIES)


@pytest.mark.parametrize("trial", cases())
def test_a_trial_tells_what_the_component_makes(trial: Trial) -> None:
    recording, found = made(trial), trial.outcome
    assert found is not None
    promised = [(e["node"], e["survives_reschedule"], e["client_ip_kept"]) for e in recording.value]
    told = [
        (e["node"], e["survives_reschedule"], e["client_ip_kept"]) for e in found.gives.endpoints
    ]
    # Where no node is known, a component promises nothing.
    assert told == promised or (not promised and trial.args["cluster"] == {"nodes": []})
    for warning in (log.message for log in recording.logs):
        assert warning in found.warnings
    assert len(balancers(recording)) == found.costs.balancers
    assert _foreign_kinds(recording) == {kind.partition(" ")[0] for kind in found.needs.kinds}
    assert _enforced(recording) in (None, found.needs.pod_security)
    boxes = {box.kind for box in topology(recorded(recording)).boxes}
    for relay in found.costs.relays:
        assert boxes & {RELAYS.get(relay, Kind.CONTROLLER), Kind.GATEWAY}
    through = Kind.BALANCER in boxes or Kind.CONTROLLER in boxes or Kind.GATEWAY in boxes
    assert through == bool({"the load balancer", "the controller"} & set(found.costs.relays))


def _foreign_kinds(recording: Recording) -> set[str]:
    return {
        manifest["kind"]
        for manifest in recording.manifests()
        if manifest["apiVersion"].partition("/")[0].endswith((".io",))
        and not manifest["apiVersion"].startswith(("networking.k8s.io", "rbac."))
    }


def _enforced(recording: Recording) -> str | None:
    made = [m for m in recording.manifests() if m["kind"] == "Namespace"]
    labels = made[0]["metadata"]["labels"] if made else {}
    return labels.get("pod-security.kubernetes.io/enforce")


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_exposes_an_app_now_is_possible_with_its_own_args(case: Case) -> None:
    found = comparison(App(case.name, case.args, case.strategy.title))
    assert arg_problems(case.args, STRATEGIES) == []
    (present,) = [trial for trial in found.trials if trial.is_present]
    assert (present.strategy, present.args) == (case.strategy.title, case.args)
    assert present.outcome is not None
    assert present.outcome.needs.missing == []
