"""The program of the stacks and each of its environments, as `exposure plan` runs them."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from exposure_components.cli.app import app

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENTS = sorted(p.name.split(".")[1] for p in (ROOT / "stacks").glob("Pulumi.*.yaml"))
CONTROLLER = [
    f"{scheme}://{address}"
    for scheme in ("http", "https")
    for address in ("10.13.241.89", "10.13.241.10")
]
ENDPOINTS = {
    "aws-nlb": ["http://influxdb.kube.example.com:8086/ping"],
    "gateway": [*CONTROLLER, "http://influxdb.kube.example.com/ping"],
    "host-network": ["http://10.13.241.89:8086/ping"],
    "host-port": ["http://10.13.241.10:8086/ping"],
    "ingress": [*CONTROLLER, "http://influxdb.kube.example.com/ping"],
    "ingress-tls": [*CONTROLLER, "https://influxdb.kube.example.com/ping"],
    "metallb": ["http://10.13.241.240:8086/ping"],
    "node-port": ["http://10.13.241.89:30000/ping", "http://10.13.241.10:30000/ping"],
    "octavia": ["http://influxdb.kube.example.com:8086/ping"],
}


def exposure(*args: str) -> Any:
    """What the command line answers."""
    return CliRunner().invoke(app, list(args))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, to be changed."""
    shutil.copytree(ROOT / "stacks", tmp_path / "stacks")
    shutil.copy(ROOT / "Pulumi.yaml", tmp_path)
    return tmp_path


def change(project: Path, stack: str, **apps: Any) -> None:
    """Add apps to an environment."""
    file = project / "stacks" / f"Pulumi.{stack}.yaml"
    config = yaml.safe_load(file.read_text())
    config["config"]["exposure:apps"] |= apps
    file.write_text(yaml.safe_dump(config))


def test_there_is_an_environment_for_every_strategy() -> None:
    assert sorted(ENDPOINTS) == ENVIRONMENTS


@pytest.mark.parametrize("stack", ENVIRONMENTS)
def test_the_plan_of_an_environment_names_the_endpoints_of_the_article(stack: str) -> None:
    answer = exposure("plan", "--json", "--project", str(ROOT), "--stack", stack)
    assert answer.exit_code == 0
    assert [e["url"] for e in json.loads(answer.stdout)["endpoints"]] == ENDPOINTS[stack]


@pytest.mark.parametrize("stack", ENVIRONMENTS)
def test_an_environment_runs_without_default_providers(stack: str) -> None:
    config = yaml.safe_load((ROOT / "stacks" / f"Pulumi.{stack}.yaml").read_text())["config"]
    assert config["pulumi:disable-default-providers"] == ["*"]


def test_two_host_port_apps_on_one_node_are_refused_in_the_plan(project: Path) -> None:
    twin = {
        "strategy": "HostPortApp",
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086}],
        "node_selector": {"kubernetes.io/hostname": "kubenode02"},
    }
    change(project, "host-port", twin=twin)
    answer = exposure("plan", "--project", str(project), "--stack", "host-port")
    assert answer.exit_code == 1
    assert (
        "apps.twin.ports[0].container_port: 8086 is claimed by influxdb too (ports[0].host_port); "
        "choose another, or give the clusters names if they are two" in answer.stderr
    )


def test_on_another_node_the_same_port_is_free(project: Path) -> None:
    twin = {
        "strategy": "HostPortApp",
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086}],
        "node_selector": {"kubernetes.io/hostname": "kubenode01"},
    }
    change(project, "host-port", twin=twin)
    assert exposure("plan", "--project", str(project), "--stack", "host-port").exit_code == 0


def test_the_problems_of_all_apps_come_at_once(project: Path) -> None:
    change(
        project,
        "node-port",
        first={"strategy": "NodePort", "image": "a"},
        second={"strategy": "NodePortApp", "ports": [{"container_port": 80, "node_port": 80}]},
    )
    answer = exposure("plan", "--project", str(project), "--stack", "node-port")
    assert answer.exit_code == 1
    said = [line.strip() for line in answer.stderr.splitlines()]
    assert "apps.first.strategy: NodePort is no strategy; did you mean NodePortApp?" in said
    assert (
        "apps.second.image: is missing; add it, or the `selector` of an existing workload" in said
    )
    assert (
        "apps.second.ports[0].node_port: 80 is outside of 30000-32767; choose one inside or leave "
        "it out and let the cluster choose" in said
    )
    assert "Traceback" not in answer.stderr


def test_two_apps_share_a_balancer_but_no_listener(project: Path) -> None:
    twin = {
        "strategy": "CloudLoadBalancedApp",
        "load_balancer": "edge",
        "image": "influxdb:1.8",
        "ports": [{"container_port": 8086}],
    }
    change(project, "octavia", twin=twin)
    answer = exposure("plan", "--project", str(project), "--stack", "octavia")
    assert answer.exit_code == 1
    assert (
        "apps.twin.ports[0].container_port: 8086 is claimed by influxdb too "
        "(ports[0].container_port); choose another `port`, or give one of the two apps a balancer "
        "of its own" in answer.stderr
    )
    twin["ports"] = [{"container_port": 8086, "port": 8087}]
    change(project, "octavia", twin=twin)
    answer = exposure("plan", "--project", str(project), "--stack", "octavia")
    assert "Load balancers: 1 (Octavia 1)" in answer.stdout


def test_a_balancer_that_is_none_is_refused_with_the_one_that_was_meant(project: Path) -> None:
    twin = {"strategy": "CloudLoadBalancedApp", "load_balancer": "edgy", "image": "a"}
    change(project, "octavia", twin=twin)
    answer = exposure("plan", "--project", str(project), "--stack", "octavia")
    assert answer.exit_code == 1
    assert (
        "apps.twin.load_balancer: edgy is no balancer of the stack; did you mean edge?"
        in answer.stderr
    )


def test_the_problems_of_balancers_come_with_those_of_apps(project: Path) -> None:
    file = project / "stacks" / "Pulumi.octavia.yaml"
    config = yaml.safe_load(file.read_text())
    config["config"]["exposure:balancers"] = {
        "edge": {"octavia": {"vip_address": "10.13.242.2366"}},
        "other": {"haproxy": {}},
    }
    file.write_text(yaml.safe_dump(config))
    answer = exposure("plan", "--project", str(project), "--stack", "octavia")
    assert answer.exit_code == 1
    said = [line.strip() for line in answer.stderr.splitlines()]
    assert (
        "balancers.edge.octavia.vip_subnet: is missing; give the subnet of the balancer's "
        "address, like {name: vip}, or `existing`" in said
    )
    assert "balancers.other: is no balancer; give exactly one of octavia, aws" in said


def test_a_wrong_fact_of_the_shared_cluster_is_said_once(project: Path) -> None:
    change(project, "node-port", twin={"strategy": "NodePortApp", "image": "a"})
    file = project / "stacks" / "Pulumi.node-port.yaml"
    config = yaml.safe_load(file.read_text())
    config["config"]["exposure:cluster"]["nodes"][0]["address"] = "10.13.241.889"
    file.write_text(yaml.safe_dump(config))
    answer = exposure("plan", "--project", str(project), "--stack", "node-port")
    wrong = "cluster.nodes[0].address: 10.13.241.889 is no IP address or DNS name"
    assert answer.stderr.count(wrong) == 1
