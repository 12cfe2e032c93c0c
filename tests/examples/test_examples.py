"""Each example is a Pulumi project that plans and renders, and makes what its page says."""

import json
import re
import shlex
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from exposure_components.strategies.all import STRATEGIES
from tests.cli.projects import exposure

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
STACKS = [
    pytest.param(file.parent.name, file.name.split(".")[1], id=f"{file.parent.name} {file.name}")
    for file in sorted(EXAMPLES.glob("*/Pulumi.*.yaml"))
]
BY_STRATEGY = {
    "gateway": ("GatewayApp", ["http://influxdb.kube.example.com/ping"]),
    "host-network": ("HostNetworkApp", ["http://10.13.241.89:8086/ping"]),
    "host-port": ("HostPortApp", ["http://10.13.241.89/ping", "http://10.13.241.10/ping"]),
    "ingress": ("IngressApp", ["http://influxdb.kube.example.com/ping"]),
    "load-balancer": ("CloudLoadBalancedApp", ["http://10.13.241.240:8086/ping"]),
    "node-port": (
        "NodePortApp",
        ["http://10.13.241.89:30000/ping", "http://10.13.241.10:30000/ping"],
    ),
}
"""By stack of `strategies`: the component, and where clients go."""


def plan(example: str, *args: str) -> dict[str, Any]:
    """What an example would make."""
    result = exposure("plan", "--json", "--project", EXAMPLES / example, *args)
    assert result.exit_code == 0, result.stderr
    found: dict[str, Any] = json.loads(result.stdout)
    return found


def urls(planned: dict[str, Any]) -> list[str]:
    """Where clients go."""
    return [endpoint["url"] for endpoint in planned["endpoints"]]


def objects(planned: dict[str, Any], kind: str) -> dict[str, Any]:
    """Manifests of a kind, by name."""
    return {
        each["object"]["name"]: each["inputs"]
        for each in planned["resources"]
        if each.get("object", {}).get("kind") == kind
    }


def test_every_example_is_listed_and_has_a_page() -> None:
    folders = {each.name for each in EXAMPLES.iterdir() if (each / "Pulumi.yaml").exists()}
    listed = re.findall(r"\| \[`([a-z-]+)`\]\(\1\) \|", (EXAMPLES / "README.md").read_text())
    assert sorted(folders) == sorted(listed)
    assert {values.values[0] for values in STACKS} == folders
    for folder in folders:
        assert (EXAMPLES / folder / "README.md").read_text().startswith("# ")
        assert yaml.safe_load((EXAMPLES / folder / "Pulumi.yaml").read_text())["name"] == folder


@pytest.mark.parametrize(("example", "stack"), STACKS)
def test_every_stack_plans_without_errors_and_renders(
    example: str, stack: str, tmp_path: Path
) -> None:
    planned = plan(example, "--stack", stack)
    assert urls(planned)
    assert all(message["severity"] == "warning" for message in planned["messages"])
    result = exposure(
        "render", "--out", tmp_path, "--project", EXAMPLES / example, "--stack", stack
    )
    assert result.exit_code == 0, result.stderr
    assert list(tmp_path.rglob("v1-service-*.yaml"))


@pytest.mark.parametrize(
    "line",
    [
        line
        for page in sorted(EXAMPLES.rglob("README.md"))
        for line in re.findall(r"^exposure .*$", page.read_text(), re.MULTILINE)
        if " render " not in line
    ],
)
def test_commands_of_the_pages_run(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(EXAMPLES.parent)
    result = exposure(*shlex.split(line, comments=True)[1:])
    assert result.exit_code == 0, result.stderr
    # What a comment says stands in the answer.
    said = line.partition("# ")[2]
    assert not said.startswith(("http", "Load")) or said in result.stdout


def test_apps_share_one_balancer_and_each_has_a_listener_of_its_own() -> None:
    planned = plan("shared-balancer")
    assert planned["load_balancers"] == [{"kind": "Octavia", "name": "edge", "component": "edge"}]
    assert urls(planned) == [f"http://10.13.242.236{port}" for port in ("", ":8000", ":9000")]
    listeners = {
        each["name"]: (each["inputs"]["protocolPort"], each["inputs"].get("allowedCidrs"))
        for each in planned["resources"]
        if each["type"].endswith(":Listener")
    }
    assert listeners == {
        "shop-tcp-80": (80, None),
        "api-tcp-8000": (8000, None),
        "admin-tcp-9000": (9000, ["10.13.241.200/32"]),
    }


@pytest.mark.parametrize("live", ["blue", "green"])
def test_clients_get_the_live_colour_alone(live: str) -> None:
    planned = plan("blue-green", "--config", f"live={live}")
    services = objects(planned, "Service")
    selected = {name: each["spec"]["selector"] for name, each in services.items()}
    label = "exposure-components/app"
    assert selected == {
        "shop": {label: f"shop-{live}"},
        "shop-blue": {label: "shop-blue"},
        "shop-green": {label: "shop-green"},
    }
    for colour in ("blue", "green"):
        labels = objects(planned, "Deployment")[f"shop-{colour}"]["spec"]["template"]["metadata"]
        assert labels["labels"][label] == f"shop-{colour}"


def test_another_colour_changes_one_service_in_place(tmp_path: Path) -> None:
    before = tmp_path / "before.json"
    project = ("--project", EXAMPLES / "blue-green")
    before.write_text(exposure("plan", "--json", *project).stdout)
    config = ("--config", "live=green", "--before", before, "--refuse-replacements")
    result = exposure("plan", "--json", *project, *config)
    assert result.exit_code == 0, result.stderr
    planned = json.loads(result.stdout)
    changed = [each for each in planned["changes"] if each["outcome"] != "same"]
    ((service, outcome),) = [(each["urn"], each["outcome"]) for each in changed]
    assert (service.split("$")[-1], outcome) == ("kubernetes:core/v1:Service::shop", "updated")
    assert {each["effect"] for each in planned["interruptions"]} == {"kept"}


def test_a_colour_that_is_none_is_refused() -> None:
    project = ("--project", EXAMPLES / "blue-green")
    result = exposure("plan", *project, "--config", "live=red")
    assert result.exit_code == 1
    assert "live is red; choose one of blue, green" in result.stderr


def test_there_is_a_stack_for_each_strategy() -> None:
    assert {strategy for strategy, _ in BY_STRATEGY.values()} == set(STRATEGIES)
    named = {values.values[1] for values in STACKS if values.values[0] == "strategies"}
    assert named == set(BY_STRATEGY)


@pytest.mark.parametrize("stack", BY_STRATEGY)
def test_config_chooses_the_strategy(stack: str) -> None:
    strategy, expected = BY_STRATEGY[stack]
    planned = plan("strategies", "--stack", stack)
    types = [each["type"] for each in planned["resources"] if not each["custom"]]
    assert types == [f"exposure_components:index:{strategy}"]
    assert urls(planned) == expected


def test_committed_manifests_are_what_the_program_renders(tmp_path: Path) -> None:
    shutil.copytree(EXAMPLES / "gitops", tmp_path / "gitops")
    made = tmp_path / "gitops" / "manifests"
    committed = contents(made)
    assert committed
    render = ("render", "--project", tmp_path / "gitops", "--out", made)
    assert exposure(*render).exit_code == 0
    assert contents(made) == committed


def contents(folder: Path) -> dict[str, str]:
    """Texts of the files, by their paths."""
    files = (each for each in folder.rglob("*") if each.is_file())
    return {str(each.relative_to(folder)): each.read_text() for each in files}
