"""What holds for all args, and not only for the examples of the other tests."""

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, assume, example, given, settings

from exposure_components.checks.collisions import Claim, collision_problems
from exposure_components.exposing import Exposure, Strategy, expose, problems
from exposure_components.names import (
    LONGEST_NAME,
    as_label,
    is_dns_label,
    is_dns_subdomain,
    is_service_name,
    shortened,
)
from exposure_components.nodes import Place
from exposure_components.objects.labels import APP_LABEL
from exposure_components.objects.merging import conflicts, merged
from exposure_components.objects.workloads import WORKLOADS
from exposure_components.quantities import quantity
from tests.pure.apps import STRATEGIES, app
from tests.pure.drawing import GARBAGE, broken_args, right_args

STRATEGY = pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda s: str(s.title))
NAMES = st.from_regex(r"[a-z]([-a-z0-9]{0,80}[a-z0-9])?", fullmatch=True)
SPECS = st.dictionaries(
    st.sampled_from("abc"),
    st.recursive(
        st.integers(0, 2),
        lambda inner: st.one_of(
            st.dictionaries(st.sampled_from("abc"), inner, max_size=2),
            st.lists(
                st.fixed_dictionaries({"name": st.sampled_from("xy"), "a": inner}),
                max_size=2,
                unique_by=lambda item: str(item["name"]),
            ),
        ),
        max_leaves=4,
    ),
    max_size=3,
)


@given(NAMES)
def test_a_shortened_name_is_a_name_and_fits(name: str) -> None:
    short = shortened(name)
    assert is_service_name(short)
    assert len(short) <= LONGEST_NAME
    assert shortened(short) == short


@given(NAMES, NAMES, st.integers(0, 60))
def test_long_names_that_differ_stay_different(one: str, other: str, common: int) -> None:
    one, other = "a" * common + one, "a" * common + other
    assert (shortened(one) == shortened(other)) is (one == other)


@given(st.text())
def test_the_nearest_label_is_a_name_or_nothing(text: str) -> None:
    label = as_label(text)
    assert label == "" or (is_service_name(label) and len(label) <= LONGEST_NAME)


@example("a--0")
@given(NAMES)
def test_the_nearest_label_of_a_name_is_its_short_form(name: str) -> None:
    assert as_label(name) == shortened(name)


@given(st.text(alphabet="0123456789.+-eEimkKMGnu "))
def test_every_text_is_a_quantity_or_none(text: str) -> None:
    number = quantity(text)
    assert number is None or number.is_finite()


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=150)
@STRATEGY
@given(data=st.data())
def test_no_args_break_the_checks(strategy: Strategy, data: st.DataObject) -> None:
    args = data.draw(broken_args(strategy.args))
    found = problems(strategy, "influxdb", args)
    assert all(str(problem).startswith(f"{problem.path}: ") for problem in found)
    assert all(problem.path for problem in found)
    if not found:
        expose(strategy, "influxdb", args)


@STRATEGY
@given(data=st.data())
def test_no_text_breaks_the_checks_as_a_name(strategy: Strategy, data: st.DataObject) -> None:
    name = data.draw(st.text(max_size=70))
    good = is_service_name(name)
    found = problems(strategy, name, app())
    assert [p.path for p in found] == ([] if good else ["name"])


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@STRATEGY
@given(data=st.data())
def test_what_is_exposed_fits_together(strategy: Strategy, data: st.DataObject) -> None:
    args = data.draw(right_args(strategy.args))
    assume(not problems(strategy, "influxdb", args))
    exposure = expose(strategy, "influxdb", args)
    _names_are_right(exposure)
    _ports_lead_to_the_container(exposure)
    _selectors_find_the_pods(exposure, args)
    _mounts_have_volumes(exposure)


def _of_kind(exposure: Exposure, *kinds: str) -> list[dict[str, Any]]:
    return [o for o in exposure.objects if o["kind"] in kinds]


def _names_are_right(exposure: Exposure) -> None:
    own = _of_kind(exposure, *WORKLOADS, "Service", "NetworkPolicy", "PodDisruptionBudget")
    assert all(is_dns_subdomain(o["metadata"]["name"]) for o in exposure.objects)
    assert all(is_dns_label(o["metadata"]["name"]) for o in _of_kind(exposure, "Namespace"))
    assert all(o["metadata"]["name"] == exposure.name for o in own)
    others = [o for o in exposure.objects if o["kind"] not in ("Namespace", "ServiceAccount")]
    assert all(o["metadata"]["name"].startswith(exposure.name) for o in others)
    named = [(o["kind"], o["metadata"]["name"]) for o in exposure.objects]
    assert len(set(named)) == len(named)
    assert all(o["metadata"]["labels"][APP_LABEL] == exposure.name for o in exposure.objects)
    namespaces = {
        o["metadata"].get("namespace") for o in exposure.objects if o["kind"] != "Namespace"
    }
    assert len(namespaces) == 1
    for namespace in _of_kind(exposure, "Namespace"):
        assert namespaces == {namespace["metadata"]["name"]}


def _ports_lead_to_the_container(exposure: Exposure) -> None:
    (service,) = _of_kind(exposure, "Service")
    names = [port["name"] for port in service["spec"]["ports"]]
    assert len(set(names)) == len(names)
    for workload in _of_kind(exposure, *WORKLOADS):
        container = workload["spec"]["template"]["spec"]["containers"][0]
        assert [(p["targetPort"], p["protocol"]) for p in service["spec"]["ports"]] == [
            (p["containerPort"], p["protocol"]) for p in container["ports"]
        ]


def _selectors_find_the_pods(exposure: Exposure, args: Any) -> None:
    (service,) = _of_kind(exposure, "Service")
    selectors = [service["spec"]["selector"]]
    selectors += [
        o["spec"]["selector"]["matchLabels"] for o in _of_kind(exposure, "PodDisruptionBudget")
    ]
    selectors += [
        o["spec"]["podSelector"]["matchLabels"] for o in _of_kind(exposure, "NetworkPolicy")
    ]
    workloads = _of_kind(exposure, *WORKLOADS)
    assert len(workloads) == (0 if "selector" in args else 1)
    if not workloads:
        assert all(selector == args["selector"] for selector in selectors)
    for workload in workloads:
        labels = workload["spec"]["template"]["metadata"]["labels"]
        for selector in [*selectors, workload["spec"]["selector"]["matchLabels"]]:
            assert selector
            assert selector.items() <= labels.items()


def _mounts_have_volumes(exposure: Exposure) -> None:
    for workload in _of_kind(exposure, *WORKLOADS):
        pod = workload["spec"]["template"]["spec"]
        templates = workload["spec"].get("volumeClaimTemplates", [])
        volumes = {v["name"] for v in pod.get("volumes", [])}
        volumes |= {t["metadata"]["name"] for t in templates}
        claimed = {
            v["persistentVolumeClaim"]["claimName"]
            for v in pod.get("volumes", [])
            if "persistentVolumeClaim" in v
        }
        assert {m["name"] for m in pod["containers"][0].get("volumeMounts", [])} <= volumes
        made = {o["metadata"]["name"] for o in _of_kind(exposure, "PersistentVolumeClaim")}
        assert made <= claimed


@given(SPECS)
def test_nothing_merged_into_a_spec_leaves_it(spec: dict[str, Any]) -> None:
    assert merged(spec, {}) == spec
    assert merged({}, spec) == spec
    assert list(conflicts(spec, {}, "pod_spec")) == []


@given(SPECS, SPECS)
def test_what_does_not_conflict_keeps_both(spec: dict[str, Any], more: dict[str, Any]) -> None:
    both = merged(spec, more)
    assert both.keys() == spec.keys() | more.keys()
    kept = all(_holds(both[key], value) for key, value in spec.items())
    assert kept or list(conflicts(spec, more, "pod_spec"))
    assert all(_holds(both[key], value) for key, value in more.items())


def _holds(whole: Any, part: Any) -> bool:
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(
            key in whole and _holds(whole[key], value) for key, value in part.items()
        )
    if isinstance(part, list):
        return isinstance(whole, list) and all(any(_holds(w, p) for w in whole) for p in part)
    return bool(whole == part)


CLAIMS = st.builds(
    Claim,
    app=st.just("one"),
    path=st.just("port"),
    value=st.just(80),
    key=st.sampled_from([(80,), (81,)]),
    place=st.builds(
        Place,
        st.one_of(st.none(), st.frozensets(st.sampled_from("abc"), max_size=2)),
        st.dictionaries(st.sampled_from("xy"), st.sampled_from("12"), max_size=2).map(
            lambda labels: tuple(sorted(labels.items()))
        ),
    ),
    host_ip=st.sampled_from(["", "0.0.0.0", "10.0.0.1", "10.0.0.2"]),
)


@given(st.lists(CLAIMS, max_size=3), st.lists(CLAIMS, max_size=3))
def test_a_collision_is_one_in_either_order(one: list[Claim], other: list[Claim]) -> None:
    apart = not collision_problems(one) and not collision_problems(other)
    assume(apart)
    assert bool(collision_problems(one, other)) is bool(collision_problems(other, one))


CONTAINERS = st.fixed_dictionaries(
    {"name": st.sampled_from(["influxdb", "sidecar"])},
    optional={
        "ports": GARBAGE,
        "securityContext": st.one_of(
            GARBAGE, st.fixed_dictionaries({"capabilities": GARBAGE, "seccompProfile": GARBAGE})
        ),
    },
)
POD_SPECS = st.one_of(
    st.dictionaries(st.sampled_from(["a", "volumes", "securityContext", "containers"]), GARBAGE),
    st.fixed_dictionaries({"containers": st.lists(CONTAINERS, max_size=2)}),
)


@STRATEGY
@given(pod_spec=POD_SPECS)
def test_nothing_in_pod_spec_breaks_the_checks(strategy: Strategy, pod_spec: Any) -> None:
    problems(strategy, "influxdb", app(pod_spec=pod_spec))
