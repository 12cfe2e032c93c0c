"""What only an engine shows: previews, refusals, no-op updates, and the provider's render mode."""

from pathlib import Path
from typing import Any

import yaml

from tests.e2e.ways import Engine, environment, key_of, manifests_of
from tests.lab.lab import Lab

PROGRAM = """
import pulumi, pulumi_kubernetes
from exposure_components import HostPortApp
cluster = pulumi.ResourceOptions(providers=[pulumi_kubernetes.Provider("cluster")])
args = {"image": "influxdb:1.8", "ports": [{"container_port": 8086}]}
HostPortApp("first", args, cluster)
HostPortApp("second", args, cluster)
"""


def test_a_second_up_changes_nothing(engine: Engine) -> None:
    for stack in ("host-network", "host-port", "node-port"):
        config = environment(stack)
        engine.up(config)
        assert engine.changes(config) == {}


def test_a_switch_of_strategy_updates_in_place(engine: Engine) -> None:
    config = environment("node-port")
    engine.up(config)
    switched = environment("host-port")
    namespace = {"name": "influxdb-node-port", "create": True}
    switched["apps"]["influxdb"]["namespace"] = namespace
    assert engine.changes(switched) == {
        "Namespace influxdb": "update",
        "Deployment influxdb": "update",
        "Service influxdb": "update",
    }


def test_two_host_port_apps_on_one_node_are_refused_before_anything_is_registered(
    engine: Engine,
) -> None:
    config = environment("host-port")
    config["apps"]["other"] = {**config["apps"]["influxdb"], "namespace": {"name": "default"}}
    said = engine.refused(config)
    assert (
        "apps.other.ports[0].host_port: 8086 is claimed by influxdb too (ports[0].host_port)"
        in said
    )
    assert "Traceback" not in said
    assert "HostPortApp" not in said


def test_composed_apps_that_claim_one_port_are_refused_in_the_second(engine: Engine) -> None:
    (engine.project / "stacks" / "__main__.py").write_text(PROGRAM)
    said = engine.refused({"apps": {}})
    assert "HostPortApp second has 1 problem:" in said
    assert "ports[0].container_port: 8086 is claimed by first too" in said
    assert "Traceback" not in said


def test_the_drawbacks_are_warnings_of_the_preview(engine: Engine) -> None:
    engine.write(environment("host-network"))
    said = engine.run("preview", "--stack", "lab")
    assert "warning: port conflicts: hostNetwork takes 8086/TCP of its node" in said
    assert "warning: privileged: hostNetwork needs a namespace" in said


def test_an_allocated_port_is_unknown_in_the_preview_and_answers_after_up(
    lab: Lab, engine: Engine
) -> None:
    config = environment("node-port")
    del config["apps"]["influxdb"]["ports"][0]["node_port"]
    engine.write(config)
    said = engine.run("preview", "--stack", "lab")
    assert "the NodePort is allocated by the cluster" in said
    assert "30000" not in said.replace("30000-32767", "")
    endpoints = engine.up(config)["influxdb"]
    assert {e["node"] for e in endpoints} == set(lab.nodes)
    for endpoint in endpoints:
        assert endpoint["port"] in range(30000, 32768)
        assert endpoint["url"] == f"http://{endpoint['host']}:{endpoint['port']}/ping"
    urls = [e["url"] for e in endpoints]
    lab.until("204 from each", lambda: [lab.curl(u).code for u in urls] == [204, 204])
    assert engine.changes(config) == {}


def test_the_render_mode_of_the_provider_gives_the_manifests_of_the_offline_plan(
    engine: Engine, tmp_path: Path
) -> None:
    for stack in ("host-network", "host-port", "node-port"):
        rendered = tmp_path / stack
        config = {**environment(stack), "renderTo": str(rendered)}
        engine.up(config)
        assert by_key(read(rendered)) == by_key(manifests_of(config))
        engine.down()


def read(folder: Path) -> list[dict[str, Any]]:
    """The manifests of a folder."""
    return [yaml.safe_load(file.read_text()) for file in folder.rglob("*.yaml")]


def by_key(manifests: list[dict[str, Any]]) -> dict[Any, dict[str, Any]]:
    """The manifests by what tells them apart."""
    return {key_of(manifest): manifest for manifest in manifests}


def test_up_waits_for_an_address_as_long_as_the_user_says(engine: Engine) -> None:
    config = environment("metallb")
    cloud = {"load_balancer_class": "nobody.example.com/balancer", "timeout": 5}
    config["apps"]["influxdb"]["load_balancer"] = {"cloud": cloud}
    config["apps"]["influxdb"]["client_ip"] = "any"
    engine.write(config)
    said = engine.run("up", "--yes", "--skip-preview", "--stack", "lab", code=None)
    assert "Service was not allocated an IP address" in said
