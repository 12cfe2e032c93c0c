"""`exposure compare` prints what every strategy comes to, and which one is recommended."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from exposure_components.cli.app import app
from exposure_components.strategies.all import STRATEGIES
from tests.cli.projects import CONFIG_MAP, exposure, write_project
from tests.stacks.test_environments import ENDPOINTS, ENVIRONMENTS, change

ROOT = Path(__file__).resolve().parents[2]
NODES = [{"name": f"node{i}", "address": f"192.0.2.{i}"} for i in (1, 2)]
TWO_APPS = f"""
    from exposure_components import HostPortApp, IngressController, NodePortApp

    cluster = {{"nodes": {NODES!r}}}
    traefik = IngressController("traefik", {{"cluster": cluster}})
    NodePortApp("web", {{
        "image": "web:1",
        "ports": [{{"container_port": 80, "node_port": 30080, "app_protocol": "http"}}],
        "cluster": cluster,
    }})
    HostPortApp("db", {{
        "image": "db:1",
        "ports": [{{"container_port": 5432}}],
        "cluster": cluster,
    }})
"""
REFUSED = f"""
    from exposure_components import NodePortApp

    NodePortApp("web", {{
        "image": "web:1",
        "ports": [{{"container_port": 80, "node_port": 80, "app_protocol": "http"}}],
        "cluster": {{"nodes": {NODES!r}}},
    }})
"""


def compared(*args: str | Path, code: int = 0) -> list[dict[str, Any]]:
    """The apps, as JSON has them."""
    result = exposure("compare", "--json", *args)
    assert result.exit_code == code, result.stderr
    apps: list[dict[str, Any]] = json.loads(result.stdout)["apps"]
    return apps


def possible(found: dict[str, Any]) -> set[str]:
    """The strategies that can be."""
    return {each["strategy"] for each in found["strategies"] if each["possible"]}


@pytest.mark.parametrize("stack", ENVIRONMENTS)
def test_the_present_strategy_of_each_environment_is_told_as_a_plan_tells_it(stack: str) -> None:
    (found,) = compared("--project", ROOT, "--stack", stack)
    (present,) = [each for each in found["strategies"] if each["present"]]
    assert present["strategy"] == found["strategy"]
    urls = [each["url"] for each in present["gives"]["endpoints"]]
    # A plan also has those of what stands in front.
    assert urls
    assert set(urls) <= set(ENDPOINTS[stack])
    assert {each["strategy"] for each in found["strategies"]} == set(STRATEGIES)


def test_the_controller_of_a_program_can_stand_in_front_and_its_ports_are_taken(
    tmp_path: Path,
) -> None:
    web, db = compared("-p", write_project(tmp_path, TWO_APPS))
    assert (web["app"], web["strategy"], db["app"], db["strategy"]) == (
        "web",
        "NodePortApp",
        "db",
        "HostPortApp",
    )
    best = web["recommended"]
    assert (best["strategy"], best["front"]) == ("IngressApp", "controller traefik")
    refused = {e["strategy"]: e["problems"] for e in web["strategies"] if not e["possible"]}
    assert set(refused) == {"HostNetworkApp", "HostPortApp"}
    for problems in refused.values():
        assert "80 is claimed by traefik too" in problems[0]["message"]


def test_one_app_of_a_project_is_chosen_by_its_name(tmp_path: Path) -> None:
    project = write_project(tmp_path, TWO_APPS)
    assert [each["app"] for each in compared("-p", project, "--app", "db")] == ["db"]
    result = exposure("compare", "-p", project, "--app", "dbs")
    assert result.exit_code == 2
    assert "the program has no app dbs; did you mean db?" in result.stderr


def test_an_app_that_its_strategy_refuses_is_compared_all_the_same(tmp_path: Path) -> None:
    project = write_project(tmp_path, REFUSED)
    assert exposure("plan", "-p", project).exit_code == 1
    result = exposure("compare", "--json", "-p", project)
    assert result.exit_code == 0
    assert "ports[0].node_port: 80 is outside of 30000-32767" in result.stderr
    (found,) = json.loads(result.stdout)["apps"]
    assert "NodePortApp" not in possible(found)
    assert found["recommended"]["strategy"] == "IngressApp"


def test_a_stack_whose_apps_are_refused_is_compared_all_the_same(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "stacks", tmp_path / "stacks")
    shutil.copy(ROOT / "Pulumi.yaml", tmp_path)
    wrong = {"container_port": 5432, "node_port": 80}
    change(tmp_path, "node-port", web={"strategy": "NodePortApp", "image": "a", "ports": [wrong]})
    assert exposure("plan", "-p", tmp_path, "-s", "node-port").exit_code == 1
    found = compared("-p", tmp_path, "-s", "node-port")[-1]
    assert found["app"] == "web"
    assert "NodePortApp" not in possible(found)
    assert found["recommended"]["front"] == "MetalLB"


def test_args_of_an_app_come_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "app.yaml"
    file.write_text("{strategy: NodePortApp, image: a, name: db, ports: [{container_port: 5432}]}")
    (found,) = compared("--args", file)
    assert (found["app"], found["strategy"]) == ("db", "NodePortApp")
    assert [e["strategy"] for e in found["strategies"] if e["present"]] == ["NodePortApp"]


def test_args_of_an_app_come_from_the_standard_input() -> None:
    args = "{image: a, ports: [{container_port: 53, protocol: UDP}]}"
    result = CliRunner().invoke(app, ["compare", "--json", "--args", "-"], input=args)
    (found,) = json.loads(result.stdout)["apps"]
    assert found["app"] == "app"


def test_ports_alone_will_do() -> None:
    (found,) = compared("--port", "8086/http", "--port", "53/UDP", "--port", "5432")
    (node_port,) = [e for e in found["strategies"] if e["strategy"] == "NodePortApp"]
    schemes = [e["url"].partition(":")[0] for e in node_port["gives"]["endpoints"]]
    assert schemes == ["http", "http", "udp", "udp", "tcp", "tcp"]


def test_args_are_set_on_the_command_line() -> None:
    single = "cluster.nodes=[{name: a, address: 192.0.2.1}]"
    (found,) = compared("--port", "8086/http", "--set", single)
    assert found["recommended"]["strategy"] == "NodePortApp"
    openshift = "cluster.platform=openshift"
    (found,) = compared("--port", "8086/http", "--set", single, "--set", openshift)
    assert found["recommended"]["front"] == "OpenShift's router"


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--port", "x"], "--port x is no port: write 5432, 53/UDP or 8086/http"),
        (["--port", "1", "--set", "a"], "--set a is no KEY=VALUE"),
        (["--port", "1", "--set", "a=["], "--set a is no YAML:"),
        (["--port", "1", "--set", "replica=1"], "replica: is not known; did you mean replicas?"),
        (["--port", "1", "--args", "-"], "--args, --port and --app each say what is compared"),
        (["--args", "/none.yaml"], "--args /none.yaml: No such file or directory"),
        (["--port", "1", "--check"], "--check needs an app with a strategy"),
    ],
)
def test_what_cannot_be_compared_is_refused(options: list[str], said: str) -> None:
    result = exposure("compare", *options)
    assert result.exit_code == 2
    assert said in result.stderr


def test_a_file_of_another_strategy_or_shape_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "app.yaml"
    for content, said in (
        ("strategy: NodePort", "NodePort is no strategy; did you mean NodePortApp?"),
        ("- a", "is no mapping"),
        ("image: a", "ports: is missing or empty"),
    ):
        file.write_text(content)
        result = exposure("compare", "--args", file)
        assert result.exit_code == 2
        assert said in result.stderr


def test_a_program_without_apps_has_nothing_to_compare(tmp_path: Path) -> None:
    result = exposure("compare", "-p", write_project(tmp_path, CONFIG_MAP))
    assert result.exit_code == 2
    assert "the program exposes no app; give one with --args or --port" in result.stderr


def test_a_program_that_fails_before_any_app_is_told_as_a_plan_tells_it(tmp_path: Path) -> None:
    result = exposure("compare", "-p", write_project(tmp_path, "raise ValueError('no')"))
    assert result.exit_code == 1
    assert "ValueError: no" in result.stderr


def test_exit_codes_for_scripts(tmp_path: Path) -> None:
    assert exposure("compare", "--port", "70000").exit_code == 1
    check = ("compare", "--check", "-p", ROOT, "-s")
    assert exposure(*check, "ingress").exit_code == 0
    assert exposure(*check, "host-port").exit_code == 1


def test_the_table_and_the_recommendation_for_people() -> None:
    result = exposure("compare", "-p", ROOT, "-s", "node-port")
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    assert lines[0] == "influxdb, by NodePortApp now"
    assert lines[1].split()[:3] == ["Strategy", "In", "front"]
    (row,) = [line for line in lines if line.startswith("*")]
    cells = [cell for cell in row.split("  ") if cell.strip()]
    assert [cell.strip() for cell in cells] == [
        "*",
        "NodePortApp",
        "nothing",
        "until the node fails",
        "no",
        "30000-32767",
        "no",
        "restricted",
        "0",
        "1",
    ]
    assert "  gives: http://10.13.241.89:30000/ping" in lines
    assert "  needs: an IngressController" in lines
    assert "  costs: a load balancer for this app alone" in lines
    assert any(line.startswith("  breaks: port conflicts: hostPort takes") for line in lines)
    start = lines.index("Recommended: IngressApp, an IngressController")
    assert lines[start + 1] == (
        "  clients have one address, whichever node fails "
        "(rather than NodePortApp; HostNetworkApp; HostPortApp)"
    )


def test_what_is_not_possible_is_told_with_its_problem() -> None:
    result = exposure("compare", "--port", "3868/SCTP")
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    (row,) = [line for line in lines if line.split()[:1] == ["IngressApp"]]
    assert row.endswith("not possible")
    assert (
        "  not possible: ports[0].entry_port: 3868 is not to be had: Traefik has no SCTP ports; "
        "use a strategy that passes packets on, such as NodePortApp" in lines
    )
