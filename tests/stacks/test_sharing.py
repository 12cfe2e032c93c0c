"""What every kind of thing that apps share keeps to."""

from typing import Any

import pytest
import yaml

from exposure_components import ExposureError
from exposure_components.settings import read_settings
from exposure_components.sharing.all import SHARINGS
from exposure_components.sharing.contract import Sharing
from exposure_components.testing import run_program
from tests.e2e.ways import ROOT

SOUND: dict[str, dict[str, Any]] = {
    "balancers": {"octavia": {"vip_subnet": {"name": "vip"}}},
    "controllers": {},
    "gateways": {"class_name": "cilium", "listeners": []},
}
STRATEGIES = {
    "balancers": "CloudLoadBalancedApp",
    "controllers": "IngressApp",
    "gateways": "GatewayApp",
}
EACH = pytest.mark.parametrize("sharing", SHARINGS, ids=[s.config for s in SHARINGS])


def refused(sharing: Sharing, entries: Any, name: str = "edge") -> str:
    """What is said of a stack whose app shares one of them."""
    app = {
        "strategy": STRATEGIES[sharing.config],
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086}],
        "hosts": ["influxdb.kube.example.com"],
        sharing.arg: name,
    }
    if sharing.config == "balancers":
        del app["hosts"]

    def program() -> None:
        read_settings({"influxdb": app}, None, {sharing.config: entries})

    with pytest.raises(ExposureError) as found:
        run_program(program)
    return str(found.value)


@EACH
def test_the_project_declares_it(sharing: Sharing) -> None:
    declared = yaml.safe_load((ROOT / "Pulumi.yaml").read_text())["config"]
    assert declared[sharing.config]["type"] == "object"
    assert sharing.config in (ROOT / "stacks" / "__main__.py").read_text()
    assert sharing.config in SOUND


@EACH
def test_a_name_that_is_none_is_told_with_its_like(sharing: Sharing) -> None:
    said = refused(sharing, {"edge": SOUND[sharing.config]}, name="edgy")
    assert f"apps.influxdb.{sharing.arg}: edgy is no {sharing.thing} of the stack" in said
    assert "did you mean edge?" in said


@EACH
@pytest.mark.parametrize("broken", ["a text", 5, ["a list"], {"nonsense": 1}], ids=str)
def test_what_is_broken_is_told_where_it_stands_and_nowhere_else(
    sharing: Sharing, broken: Any
) -> None:
    said = refused(sharing, {"edge": broken}).splitlines()[1:]
    assert said
    assert all(line.strip().startswith(f"{sharing.config}.edge") for line in said)
