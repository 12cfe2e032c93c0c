"""What becomes of pods, and for how long none serves."""

from typing import Any

import pytest

from exposure_components.migration.bounds import Part, known_seconds, shown, starting, taking_turns
from exposure_components.migration.changes import Change, Order, Outcome, changes
from exposure_components.migration.rollouts import Pods, rollout
from exposure_components.migration.state import UNKNOWN, Resource
from tests.migration.states import kubernetes, only, workload

OLD: Any = {"containers": [{"name": "web", "image": "web:1"}]}
NEW: Any = {"containers": [{"name": "web", "image": "web:2"}]}


def pods(kind: str, **spec: Any) -> Pods:
    """How those of a new image come."""
    changed = only(workload(kind, pod=OLD, **spec), workload(kind, pod=NEW, **spec))
    return rollout([changed]).pods


def rolling(surge: Any, missing: Any) -> dict[str, Any]:
    return {"rollingUpdate": {"maxSurge": surge, "maxUnavailable": missing}}


@pytest.mark.parametrize(
    ("kind", "spec", "expected"),
    [
        ("Deployment", {}, Pods.OVERLAP),
        ("Deployment", {"replicas": 3}, Pods.OVERLAP),
        # A quarter of 4 may be missing: 1 pod.
        ("Deployment", {"replicas": 4}, Pods.IN_TURN),
        ("Deployment", {"strategy": {"type": "Recreate"}, "replicas": 3}, Pods.ALL_END),
        ("Deployment", {"strategy": rolling(0, 1)}, Pods.ALL_END),
        ("Deployment", {"strategy": rolling(0, 1), "replicas": 2}, Pods.IN_TURN),
        ("Deployment", {"strategy": rolling(0, "100%"), "replicas": 2}, Pods.ALL_END),
        ("Deployment", {"strategy": rolling(1, 0), "replicas": 2}, Pods.OVERLAP),
        ("Deployment", {"replicas": UNKNOWN}, Pods.OVERLAP),
        ("Deployment", {"strategy": rolling(UNKNOWN, UNKNOWN)}, Pods.OVERLAP),
        ("DaemonSet", {}, Pods.IN_TURN),
        ("DaemonSet", {"updateStrategy": rolling(1, 0)}, Pods.OVERLAP),
        ("StatefulSet", {}, Pods.ALL_END),
        ("StatefulSet", {"replicas": 2}, Pods.IN_TURN),
    ],
)
def test_how_pods_take_turns(kind: str, spec: dict[str, Any], expected: Pods) -> None:
    assert pods(kind, **spec) is expected


def test_pods_stay_if_their_template_does() -> None:
    one, two = (workload(pod=OLD, replicas=count) for count in (1, 2))
    assert rollout([only(one, two)]).pods is Pods.STAY
    assert rollout([]).pods is Pods.STAY


@pytest.mark.parametrize(
    ("order", "expected", "last"),
    [(Order.CREATE_FIRST, Pods.OVERLAP, True), (Order.DELETE_FIRST, Pods.ALL_END, False)],
)
def test_of_a_workload_that_is_replaced(order: Order, expected: Pods, last: bool) -> None:
    old, new = workload(pod=OLD), workload(pod=NEW)
    found = rollout([Change(Outcome.REPLACED, old, new, order=order)])
    assert (found.pods, found.goes_last) == (expected, last)


def test_a_workload_of_another_kind_comes_before_the_old_one_goes() -> None:
    found = rollout(changes([workload("Deployment", pod=OLD)], [workload("DaemonSet", pod=OLD)]))
    assert (found.pods, found.goes_last) == (Pods.OVERLAP, True)


def test_without_a_workload_all_pods_end() -> None:
    assert rollout([only(workload(pod=OLD), None)]).pods is Pods.ALL_END


def ending(seconds: int, **container: Any) -> Resource:
    pod = {"terminationGracePeriodSeconds": seconds, "containers": [{"name": "web", **container}]}
    return workload(pod=pod, strategy=rolling(0, 1))


def test_it_is_the_old_pod_that_ends() -> None:
    """Its own grace period and drain hold, whatever the new one has."""
    drained = {"lifecycle": {"preStop": {"sleep": {"seconds": 5}}}}
    found = rollout([only(ending(60), ending(5, **drained))])
    assert (found.away[0], found.drains) == (Part("the old pod ends", 60), False)
    assert rollout([only(ending(5, **drained), ending(60))]).drains is True


PROBED = {
    "containers": [
        {
            "startupProbe": {"periodSeconds": 1},
            "readinessProbe": {"initialDelaySeconds": 3, "periodSeconds": 2, "successThreshold": 2},
        },
        {"readinessProbe": {}},
    ]
}


def test_until_it_is_found_ready() -> None:
    assert starting({}) == [Part("pull of the image and start of the app")]
    assert starting(PROBED)[1:] == [Part("it is found ready", 1 + 3 + 2 * 2)]
    asked = {"containers": [{"readinessProbe": {"periodSeconds": UNKNOWN, "tcpSocket": {}}}]}
    assert starting(asked)[1:] == [Part("it is found ready", 10)]


def test_from_pod_to_pod() -> None:
    parts = taking_turns({}, PROBED, waits_for_ports=True)
    assert [each.seconds for each in parts] == [30, 10, None, 8]
    assert known_seconds(parts) == 48
    assert shown(parts) == "48 s + pull of the image and start of the app"
    assert len(taking_turns({}, PROBED, waits_for_ports=False)) == 3
    assert shown([]) == ""


@pytest.mark.parametrize(
    ("pod", "seconds"),
    [
        pytest.param({"hostNetwork": True}, [30, 10, None], id="host network"),
        pytest.param(
            {"containers": [{"ports": [{"hostPort": 80}]}]}, [30, 10, None], id="host port"
        ),
        pytest.param({}, [30, None], id="none"),
    ],
)
def test_ports_of_the_node_are_waited_for(pod: Any, seconds: list[int | None]) -> None:
    one, two = (kubernetes("Deployment", spec={"template": {"spec": pod}, "x": x}) for x in (1, 2))
    assert [each.seconds for each in rollout([only(one, two)]).away] == seconds
