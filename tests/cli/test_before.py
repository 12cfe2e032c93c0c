"""`exposure plan --before` tells what changes of an earlier state, and what clients notice."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from exposure_components.cli.app import app
from exposure_components.migration.interruptions import DRAIN
from tests.cli.projects import CONFIG_MAP, SHOP, exposure, write_project

NODE_PORT = """
    import pulumi
    from exposure_components import HostPortApp, NodePortApp

    config = pulumi.Config()
    cls = HostPortApp if config.get_bool("on_host") else NodePortApp
    cls("web", {
        "image": config.get("image") or "web:1",
        "ports": [{"container_port": 8080, "app_protocol": "http"}],
        "node_selector": {"kubernetes.io/hostname": "kubenode01"},
        "cluster": {"nodes": [{"name": "kubenode01", "address": "10.13.241.89"}]},
    })
"""
STACKS = {"lab": "", "old": "config:\n  shop:on_host: true\n"}
STACK = "urn:pulumi:lab::shop"
SECRET = {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "ciphertext": "x"}


def changes(project: Path, *options: str | Path) -> list[str]:
    """The lines of a plan from where it tells of changes."""
    result = exposure("plan", "-p", project, "-s", "lab", *options)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    (start,) = [at for at, line in enumerate(lines) if line.startswith("Changes")]
    return lines[start:]


def planned(project: Path, *options: str) -> Path:
    """A file with a plan."""
    file = project / "before.json"
    file.write_text(exposure("plan", "-p", project, "-s", "lab", "--json", *options).stdout)
    return file


def exported(project: Path, *resources: Any) -> Path:
    """A file as `pulumi stack export` writes it."""
    stack = {"urn": f"{STACK}::pulumi:pulumi:Stack::shop-lab", "type": "pulumi:pulumi:Stack"}
    file = project / "state.json"
    file.write_text(json.dumps({"version": 3, "deployment": {"resources": [stack, *resources]}}))
    return file


def config_map(name: str = "settings", **more: Any) -> dict[str, Any]:
    """A resource of a state."""
    metadata = {"name": name, "namespace": "default"}
    inputs = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": {"name": "-"}}
    kind = "kubernetes:core/v1:ConfigMap"
    return {
        "urn": f"{STACK}::{kind}::{name}",
        "type": kind,
        "custom": True,
        "inputs": inputs,
        **more,
    }


def test_a_switch_is_told_by_resource_and_by_address(tmp_path: Path) -> None:
    project = write_project(tmp_path, NODE_PORT, stacks=STACKS)
    told = [re.sub(" {2,}", "  ", line) for line in changes(project, "--before-stack", "old")]
    assert told == [
        "Changes: 1 same, 2 updated",
        "~ Deployment web",
        "  spec.strategy.rollingUpdate: {…} is left out",
        "  spec.template.spec.containers[0].ports[0].hostPort: 8080 is left out",
        "~ Service web",
        "  spec.externalTrafficPolicy: set to Cluster",
        "  spec.type: ClusterIP → NodePort",
        "",
        "Clients",
        "App  Clients of  What happens  From when  Until  At most",
        f"web  the old or the new address  may fail for a moment  {DRAIN}",
        "web  http://10.13.241.89:8080  gone  its pod is replaced",
        "web  TCP 10.13.241.89:?  new  the Service is updated",
        "web  web.default.svc  goes on  the Service and its ClusterIP stay",
    ]


def test_an_earlier_plan_and_a_state_say_the_same(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    expected = [
        "Changes: 1 replaced",
        "± ConfigMap settings (replaced, the old one is deleted first)",
        "    data.name: - → new (replaces)",
    ]
    for before in (planned(project), exported(project, config_map())):
        assert changes(project, "--before", before, "-c", "name=new") == expected


def test_what_stays_is_one_line(tmp_path: Path) -> None:
    project = write_project(tmp_path, SHOP)
    assert changes(project, "--before", planned(project)) == ["Changes: 4 same"]


def test_a_state_may_come_by_the_standard_input(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    state = exported(project, config_map()).read_text()
    command = ["plan", "-p", str(project), "--before", "-"]
    result = CliRunner().invoke(app, command, input=state)
    assert result.stdout.splitlines()[-1] == "Changes: 1 same"


def test_of_a_state_what_is_deleted_already_or_only_read_is_nothing(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    old = [config_map("gone", delete=True), config_map("read", external=True)]
    assert changes(project, "--before", exported(project, config_map(), *old)) == [
        "Changes: 1 same"
    ]


def test_what_the_program_makes_no_longer_is_deleted(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    state = exported(project, config_map(), config_map("old"))
    assert changes(project, "--before", state) == [
        "Changes: 1 same, 1 deleted",
        "- ConfigMap default/old",
    ]


def test_another_stack_is_compared_as_if_it_were_this_one(tmp_path: Path) -> None:
    stacks = {"lab": "config: {shop:name: new}\n", "old": "config: {shop:name: old}\n"}
    project = write_project(tmp_path, CONFIG_MAP, stacks=stacks)
    assert changes(project, "--before-stack", "old")[-1] == "    data.name: old → new (replaces)"


def test_secrets_are_neither_told_nor_compared(tmp_path: Path) -> None:
    program = """
        import pulumi
        from pulumi_kubernetes.core.v1 import ConfigMap

        data = {"name": pulumi.Output.secret("hunter2")}
        ConfigMap("settings", metadata={"name": "settings"}, data=data)
    """
    project = write_project(tmp_path, program)
    inputs = {**config_map()["inputs"], "data": {"name": SECRET}}
    assert changes(project, "--before", exported(project, config_map(inputs=inputs))) == [
        "Changes: 1 same"
    ]
    told = changes(project, "--before", exported(project))
    assert told == ["Changes: 1 created", "+ ConfigMap settings"]
    inputs = {**config_map()["inputs"], "data": {}}
    told = changes(project, "--before", exported(project, config_map(inputs=inputs)))
    assert told[-1] == "    data.name: set to [secret] (replaces)"


def test_json_has_all_of_it(tmp_path: Path) -> None:
    project = write_project(tmp_path, NODE_PORT, stacks=STACKS)
    options = ("plan", "-p", project, "-s", "lab", "--json")
    plan = json.loads(exposure(*options, "--before-stack", "old").stdout)
    outcomes = {each["urn"].rpartition("$")[2]: each["outcome"] for each in plan["changes"]}
    assert outcomes["kubernetes:core/v1:Service::web"] == "updated"
    (service,) = [each for each in plan["changes"] if "Service" in each["urn"]]
    assert "HostPortApp" in service["was"]
    differs = {each["path"]: each for each in service["differences"]}
    assert differs["spec.type"] == {
        "path": "spec.type",
        "before": "ClusterIP",
        "after": "NodePort",
        "replaces": False,
    }
    assert differs["spec.externalTrafficPolicy"].keys() == {"path", "after", "replaces"}
    told = [each for each in plan["interruptions"] if each["effect"] == "gone"]
    assert [(each["app"], each["subject"], each["ends"], each["seconds"]) for each in told] == [
        ("web", "http://10.13.241.89:8080", None, None)
    ]
    assert plan["notices"] == []
    assert "changes" not in json.loads(exposure(*options).stdout)


def test_json_has_null_for_what_is_known_after_up(tmp_path: Path) -> None:
    program = """
        import pulumi
        from pulumi_kubernetes.core.v1 import ConfigMap

        first = ConfigMap("first", metadata={"name": "first"}, data={})
        if pulumi.Config().get("more"):
            ConfigMap("second", metadata={"name": first.id}, data={"first": first.id})
        else:
            ConfigMap("second", metadata={"name": "second"}, data={})
    """
    project = write_project(tmp_path, program)
    before = planned(project)
    result = exposure("plan", "-p", project, "--before", before, "-c", "more=1", "--json")
    (second,) = [c for c in json.loads(result.stdout)["changes"] if c["urn"].endswith("second")]
    assert {"path": "data.first", "after": None, "replaces": True} in second["differences"]


@pytest.mark.parametrize(
    ("options", "code"),
    [
        pytest.param(("-c", "name=new"), 1, id="replaced"),
        pytest.param((), 0, id="same"),
    ],
)
def test_a_script_may_refuse_replacements(
    tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    before = ("--before", planned(project), "--refuse-replacements")
    result = exposure("plan", "-p", project, *before, *options)
    assert (result.exit_code, result.stderr) == (code, "")
    assert "Changes" in result.stdout


def test_updates_in_place_are_not_refused(tmp_path: Path) -> None:
    project = write_project(tmp_path, NODE_PORT, stacks=STACKS)
    options = ("-s", "lab", "--before-stack", "old", "--refuse-replacements")
    assert exposure("plan", "-p", project, *options).exit_code == 0


def test_what_the_provider_may_replace_is_refused(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    plan = json.loads(planned(project).read_text())
    plan["resources"][0]["inputs"]["metadata"]["name"] = None
    (tmp_path / "later.json").write_text(json.dumps(plan))
    options = ("--before", tmp_path / "later.json", "--refuse-replacements")
    result = exposure("plan", "-p", project, *options)
    assert result.exit_code == 1
    assert "? ConfigMap settings (undecided)" in result.stdout
    assert "metadata.name: known after up → settings (may replace)" in result.stdout


def refused(project: Path, *options: str | Path) -> str:
    result = exposure("plan", "-p", project, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    return " ".join(result.stderr.split())


def test_what_cannot_be_compared_is_told(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    (tmp_path / "list.json").write_text("[1]")
    (tmp_path / "text.json").write_text("name: shop")
    missing = refused(project, "--before", tmp_path / "none.json")
    assert "No such file or directory" in missing
    for name in ("list", "text"):
        said = refused(project, "--before", tmp_path / f"{name}.json")
        assert f"--before {tmp_path}/{name}.json" in said
    assert "write it with `pulumi stack export` or `exposure plan --json`" in refused(
        project, "--before", tmp_path / "list.json"
    )
    both = refused(project, "--before", tmp_path / "list.json", "--before-stack", "lab")
    assert "--before and --before-stack are both given; keep one of them" in both
    alone = exposure("plan", "-p", project, "--refuse-replacements")
    assert alone.exit_code == 2
    assert "--refuse-replacements needs --before or --before-stack" in alone.stderr


def test_a_plan_that_may_find_ports_taken_warns(tmp_path: Path) -> None:
    program = """
        import pulumi
        from pulumi_kubernetes.core.v1 import Service

        name = pulumi.Config().get("name") or "old"
        ports = [{"port": 80, "node_port": 30000}]
        Service(name, metadata={"name": name}, spec={"type": "NodePort", "ports": ports})
    """
    project = write_project(tmp_path, program)
    told = changes(project, "--before", planned(project), "-c", "name=new")
    assert told[-1].startswith("caution: NodePort 30000 of Service new is taken by Service old")
