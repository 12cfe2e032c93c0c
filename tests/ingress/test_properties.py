"""What holds for all apps behind a controller that have no problem."""

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, assume, given, settings

from exposure_components.exposing import expose, problems
from exposure_components.strategies.ingress import INGRESS
from exposure_components.testing import run_program
from tests.ingress.apps import KEYS, served
from tests.ingress.wishes import MORE, WISHES
from tests.strategies.programs import exposing

WORDS = sorted({**WISHES, **MORE})
SETTINGS = settings(
    derandomize=True,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)
EACH = pytest.mark.parametrize("key", KEYS)


@st.composite
def apps(draw: st.DrawFn, key: str) -> dict[str, Any]:
    """An app that uses a few words, each of which the dialect has alone."""
    chosen = draw(st.lists(st.sampled_from(WORDS), max_size=4, unique=True))
    given: dict[str, Any] = {}
    for word in chosen:
        wish = {**WISHES, **MORE}[word]
        for field, value in draw(st.sampled_from([wish.one, wish.other])).items():
            known: Any = given.get(field, {})
            both = isinstance(known, dict) and isinstance(value, dict) and field != "tls"
            given[field] = {**known, **value} if both else value
    return served(key, **given)


@SETTINGS
@EACH
@given(data=st.data())
def test_an_app_has_problems_or_objects(key: str, data: st.DataObject) -> None:
    args = data.draw(apps(key))
    found = problems(INGRESS, "influxdb", args)
    assert len({(p.path, p.rule) for p in found}) == len(found)
    if found:
        return
    exposure = expose(INGRESS, "influxdb", args)
    named = [(o["kind"], o["metadata"]["name"]) for o in exposure.objects]
    assert len(set(named)) == len(named)
    assert {o["metadata"]["namespace"] for o in exposure.objects} == {"databases"}
    # Nobody claims what another app of the same args would not.
    assert exposure.claims == expose(INGRESS, "influxdb", args).claims


@SETTINGS
@EACH
@given(data=st.data())
def test_what_objects_refer_to_is_made(key: str, data: st.DataObject) -> None:
    args = data.draw(apps(key))
    assume(not problems(INGRESS, "influxdb", args))
    made = expose(INGRESS, "influxdb", args).objects
    (service,) = [o for o in made if o["kind"] == "Service"]
    names = {port["name"] for port in service["spec"]["ports"]}
    numbers = {port["port"] for port in service["spec"]["ports"]}
    for backend in _found(list(made), "backend"):
        assert backend["service"]["name"] == "influxdb"
        assert backend["service"]["port"]["name"] in names
    for services in _found([o for o in made if o["kind"] != "Service"], "services"):
        assert {s["name"] for s in services} == {"influxdb"}
        assert {s["port"] for s in services} <= numbers
    own = {o["metadata"]["name"] for o in made}
    for references in _found(list(made), "traefik.ingress.kubernetes.io/router.middlewares"):
        named = [r.removeprefix("databases-").partition("@")[0] for r in references.split(",")]
        assert set(named) <= own


def _found(value: Any, key: str) -> list[Any]:
    """All that stands at a key, however deep."""
    if isinstance(value, list):
        return [found for item in value for found in _found(item, key)]
    if not isinstance(value, dict):
        return []
    here = [value[key]] if key in value else []
    return here + [found for item in value.values() for found in _found(item, key)]


@settings(SETTINGS, max_examples=25)
@EACH
@given(data=st.data())
def test_a_program_registers_what_the_core_makes(key: str, data: st.DataObject) -> None:
    args = data.draw(apps(key))
    assume(not problems(INGRESS, "influxdb", args))
    expected = expose(INGRESS, "influxdb", args).objects
    recording = run_program(exposing("IngressApp", args))
    assert len(recording.manifests()) == len(expected)
    names = [(r.type, r.name) for r in recording.resources]
    assert len(set(names)) == len(names)
