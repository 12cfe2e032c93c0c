"""Whoever looks on sees what components are asked for, also what they refuse."""

import pytest

from exposure_components import ExposureError
from exposure_components.noted import note_app, noting
from tests.strategies.programs import NODES, app, exposing, recorded


def test_an_app_is_seen_with_its_strategy_and_args() -> None:
    args = app()
    with noting() as seen:
        recorded("HostPortApp", args)
    assert {name: (each.strategy, each.args) for name, each in seen.apps.items()} == {
        "influxdb": ("HostPortApp", args)
    }


def test_a_refused_app_is_seen_too() -> None:
    with noting() as seen, pytest.raises(ExposureError):
        recorded("NodePortApp", app(replicas=-1))
    assert list(seen.apps) == ["influxdb"]


def test_what_apps_can_share_is_seen_with_what_it_takes() -> None:
    with noting() as seen:
        recorded("IngressController", {"cluster": {"nodes": NODES}})
    ((key, shared),) = seen.shared.items()
    assert key == ("controller", "influxdb")
    assert shared.value["class_name"] == "influxdb"
    assert {claim.value for claim in shared.claims} >= {80, 443}


def test_nothing_is_kept_when_nobody_looks_on() -> None:
    with noting() as seen:
        pass
    note_app("NodePortApp", "influxdb", {})
    exposing("NodePortApp", app())
    assert seen.apps == {}
