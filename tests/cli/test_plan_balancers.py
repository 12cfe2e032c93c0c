"""`exposure plan` counts the load balancers, says whose they are, and how fewer could do."""

import json
from pathlib import Path

from tests.cli.projects import CONFIG_MAP, exposure, write_project

TWO_APPS = """
    from exposure_components import CloudLoadBalancedApp

    def app(name, port):
        CloudLoadBalancedApp(
            name,
            {
                "image": "nginx:1.27",
                "ports": [{"container_port": port}],
                "cluster": {"nodes": [{"name": "node1", "address": "192.0.2.1"}]},
                "load_balancer": {"octavia": {"vip_subnet": {"name": "vip"}}},
            },
        )

    app("web", 80)
    app("db", 5432)
"""
ADVICE = (
    "web and db own a balancer each (Octavia) and could share one: "
    "give each `load_balancer` of an OctaviaLoadBalancer"
)


def test_a_plan_has_a_section_of_balancers(tmp_path: Path) -> None:
    result = exposure("plan", "-p", write_project(tmp_path, TWO_APPS))
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    start = lines.index("Load balancers: 2 (Octavia 2)")
    assert lines[start + 1 : start + 6] == [
        "Load balancer  Kind     Component",
        "web            Octavia  web",
        "db             Octavia  db",
        f"advice: {ADVICE}",
        "",
    ]


def test_a_plan_without_balancers_says_nothing_of_them(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    assert "balancer" not in exposure("plan", "-p", project).stdout
    plan = json.loads(exposure("plan", "--json", "-p", project).stdout)
    assert (plan["load_balancers"], plan["advice"]) == ([], [])


def test_json_has_them_as_values(tmp_path: Path) -> None:
    result = exposure("plan", "--json", "-p", write_project(tmp_path, TWO_APPS))
    plan = json.loads(result.stdout)
    assert plan["load_balancers"] == [
        {"kind": "Octavia", "name": name, "component": name} for name in ("web", "db")
    ]
    assert plan["advice"] == [ADVICE]
