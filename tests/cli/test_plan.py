"""`exposure plan` tells what a project would make."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.projects import CONFIG_MAP, SHOP, exposure, write_project


def plan_of(project: Path) -> list[str]:
    """The lines of a plan, without the spaces that fill a table's columns."""
    result = exposure("plan", "--project", project)
    assert (result.exit_code, result.stderr) == (0, "")
    return [line.rstrip() for line in result.stdout.splitlines()]


def test_a_plan_has_resources_endpoints_and_warnings(tmp_path: Path) -> None:
    assert plan_of(write_project(tmp_path, SHOP)) == [
        "shop lab",
        "└── App web",
        "    ├── Namespace shop",
        "    ├── Deployment shop/web",
        "    └── Service shop/web",
        "",
        "Endpoints",
        "Component  Node   URL             Port            Protocol  Survives a reschedule  "
        "Client IP kept  Try it",
        "web        node1  known after up  known after up  TCP       yes                    "
        "no              known after up",
        "",
        "warning: no backup is made",
        "warning: web: no replicas: a node that fails takes it down",
    ]


def test_a_plan_of_one_object_is_a_tree_and_no_more(tmp_path: Path) -> None:
    assert plan_of(write_project(tmp_path, CONFIG_MAP)) == [
        "shop lab",
        "└── ConfigMap settings",
    ]


def test_names_that_others_choose_are_told_apart(tmp_path: Path) -> None:
    program = """
        from pulumi import ResourceOptions
        from pulumi_kubernetes import Provider
        from pulumi_kubernetes.core.v1 import ConfigMap, Service
        from pulumi_openstack.dns import Zone

        Provider("cluster", context="lab")
        found = Service.get("found", "shop/found")
        settings = ConfigMap("settings", data={})
        zone = Zone("edge", email="edge@example.com")
        ConfigMap("late", metadata={"name": zone.id, "namespace": "shop"}, data={})
        ConfigMap("later", metadata=zone.id.apply(lambda name: {"name": name}), data={})
    """
    assert plan_of(write_project(tmp_path, program)) == [
        "shop lab",
        "├── Provider cluster (kubernetes)",
        "├── Service found (existing)",
        "├── ConfigMap settings-*",
        "├── Zone edge",
        "├── ConfigMap shop/known after up",
        "└── ConfigMap known after up",
    ]


def test_only_outputs_in_the_shape_of_endpoints_are_endpoints(tmp_path: Path) -> None:
    program = """
        from pulumi import ComponentResource, Output
        from pulumi_kubernetes.core.v1 import ConfigMap

        def component(name, endpoints):
            made = ComponentResource("shop:index:App", name)
            made.register_outputs({"endpoints": endpoints})

        later = ConfigMap("settings", metadata={"name": "settings"}, data={}).id
        address = {"url": "tcp://192.0.2.1:1", "protocol": "TCP", "host": "192.0.2.1"}
        component("known", [address])
        component("secret", [{**address, "url": Output.secret("tcp://192.0.2.1:2")}])
        component("later", later.apply(lambda _: [address]))
        component("partly", [later.apply(lambda _: address)])
        component("none", [])
        component("words", ["tcp://192.0.2.1:1"])
        component("text", "tcp://192.0.2.1:1")
    """
    assert plan_of(write_project(tmp_path, program))[-6:] == [
        "Endpoints",
        "Component  URL                Protocol",
        "known      tcp://192.0.2.1:1  TCP",
        "secret     [secret]           TCP",
        "later      known after up",
        "partly     known after up",
    ]


def test_endpoints_that_are_all_unknown_say_so(tmp_path: Path) -> None:
    program = """
        from pulumi import ComponentResource
        from pulumi_kubernetes.core.v1 import ConfigMap

        web = ComponentResource("shop:index:App", "web")
        web.register_outputs({"endpoints": ConfigMap("settings", data={}).id})
    """
    assert plan_of(write_project(tmp_path, program))[-2:] == [
        "Component  URL",
        "web        known after up",
    ]


def test_json_has_the_same_as_values(tmp_path: Path) -> None:
    result = exposure("plan", "--json", "-p", write_project(tmp_path, SHOP))
    plan = json.loads(result.stdout)
    assert (plan["project"], plan["stack"]) == ("shop", "lab")
    assert [(each["type"], each.get("object")) for each in plan["resources"]] == [
        ("shop:index:App", None),
        (
            "kubernetes:core/v1:Namespace",
            {"apiVersion": "v1", "kind": "Namespace", "namespace": None, "name": "shop"},
        ),
        (
            "kubernetes:apps/v1:Deployment",
            {"apiVersion": "apps/v1", "kind": "Deployment", "namespace": "shop", "name": "web"},
        ),
        (
            "kubernetes:core/v1:Service",
            {"apiVersion": "v1", "kind": "Service", "namespace": "shop", "name": "web"},
        ),
    ]
    app, namespace, *_ = plan["resources"]
    assert namespace["parent"] == app["urn"]
    assert plan["endpoints"] == [
        {
            "component": "web",
            "url": None,
            "protocol": "TCP",
            "host": "192.0.2.1",
            "port": None,
            "node": "node1",
            "survives_reschedule": True,
            "client_ip_kept": False,
            "command": None,
        }
    ]
    assert plan["messages"] == [
        {"severity": "warning", "resource": None, "message": "no backup is made"},
        {
            "severity": "warning",
            "resource": "web",
            "message": "no replicas: a node that fails takes it down",
        },
    ]


def test_json_of_metadata_that_is_unknown_has_null(tmp_path: Path) -> None:
    program = """
        from pulumi_kubernetes.core.v1 import ConfigMap

        first = ConfigMap("first", data={})
        ConfigMap("second", metadata=first.id.apply(lambda name: {"name": name}), data={})
    """
    result = exposure("plan", "--json", "-p", write_project(tmp_path, program))
    assert json.loads(result.stdout)["resources"][1]["object"] == {
        "apiVersion": "v1",
        "kind": "ConfigMap",
        "namespace": None,
        "name": None,
    }


def test_an_error_that_the_program_logs_is_told_and_fails_the_plan(tmp_path: Path) -> None:
    program = """
        import pulumi

        pulumi.log.error("no nodes")
        pulumi.log.info("not told")
    """
    result = exposure("plan", "-p", write_project(tmp_path, program))
    assert result.exit_code == 1
    assert result.stdout.splitlines() == ["shop lab", "", "error: no nodes"]


def test_markup_in_names_and_messages_is_text(tmp_path: Path) -> None:
    program = """
        import pulumi

        component = pulumi.ComponentResource("shop:index:App", "[bold]web[/bold]")
        pulumi.log.warn("use [red]ports[/red]", component)
    """
    assert plan_of(write_project(tmp_path, program)) == [
        "shop lab",
        "└── App [bold]web[/bold]",
        "",
        "warning: [bold]web[/bold]: use [red]ports[/red]",
    ]


def test_the_command_runs_in_a_process_of_its_own(tmp_path: Path) -> None:
    program = "print('made by the program')\n" + "import pulumi"
    write_project(tmp_path, program)
    command = [sys.executable, "-c", "from exposure_components.cli import main; main()", "plan"]
    result = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert result.stdout == "shop lab\n"
    assert result.stderr == "made by the program\n"
