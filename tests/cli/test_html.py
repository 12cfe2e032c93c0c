"""`exposure plan --html` writes all of the plan as a page, and no secret."""

import json
from pathlib import Path

from exposure_components.cli.documents import load
from tests.cli.projects import SHOP, exposure, write_project
from tests.report.documents import Document, parsed

SECRETS = """
    from pulumi import ComponentResource, Config, Output, ResourceOptions, log
    from pulumi_kubernetes.apps.v1 import Deployment
    from pulumi_kubernetes.core.v1 import Secret

    word = Config().require_secret("password")
    web = ComponentResource("shop:index:App", "web")
    child = ResourceOptions(parent=web)
    Secret("web", metadata={"name": "web"}, string_data={"password": word}, opts=child)
    Secret("raw", metadata={"name": "raw"}, data={"password": "aHVudGVyMg=="}, opts=child)
    env = [{"name": "PASSWORD", "value": word}]
    Deployment(
        "web",
        metadata={"name": "web", "annotations": {"url": Output.concat("http://", word)}},
        spec={
            "selector": {"match_labels": {"app": "web"}},
            "template": {
                "metadata": {"labels": {"app": "web"}},
                "spec": {"containers": [{"name": "web", "image": "web:1", "env": env}]},
            },
        },
        opts=child,
    )
    url = Output.concat("http://web:", word, "@192.0.2.1")
    endpoint = {"url": url, "protocol": "TCP", "host": "192.0.2.1", "command": url}
    web.register_outputs({"endpoints": [endpoint]})
"""


def page_of(project: Path, *options: str | Path) -> tuple[str, Document]:
    """The page that a plan writes, as text and parsed."""
    file = project / "plan.html"
    result = exposure("plan", "-p", project, "--html", file, *options)
    assert (result.exit_code, result.stderr) == (0, "")
    text = file.read_text(encoding="utf-8")
    return text, parsed(text)


def test_the_page_has_all_that_the_plan_says(tmp_path: Path) -> None:
    _, document = page_of(write_project(tmp_path, SHOP))
    told = " ".join(document.text.split())
    for part in (
        "shop lab",
        "Namespace shop Deployment shop/web Service shop/web",
        "web node1 known after up known after up TCP yes no known after up",
        "warning: no backup is made",
        "warning: web: no replicas: a node that fails takes it down",
    ):
        assert part in told


def test_its_manifests_are_those_of_the_program(tmp_path: Path) -> None:
    project = write_project(tmp_path, SHOP)
    text, _ = page_of(project)
    manifest = text.partition('Manifest of Service shop/web">')[2].partition("</pre>")[0]
    (tmp_path / "service.yaml").write_text(manifest)
    plan = json.loads(exposure("plan", "-p", project, "--json").stdout)
    (service,) = (
        r["inputs"] for r in plan["resources"] if r["name"] == "web" and "Serv" in r["type"]
    )
    assert load(tmp_path / "service.yaml") == service


def test_a_secret_is_in_no_part_of_the_page(tmp_path: Path) -> None:
    project = write_project(tmp_path, SECRETS)
    text, document = page_of(project, "--config", "password=hunter2")
    assert "hunter2" not in text
    assert "aHVudGVyMg" not in text
    assert document.text.count("[secret]") >= 6
    assert "Secret web" in document.text


def test_what_a_switch_changes_is_in_the_page(tmp_path: Path) -> None:
    project = write_project(tmp_path, SHOP)
    before = tmp_path / "before.json"
    before.write_text(exposure("plan", "-p", project, "--json").stdout.replace("NodePort", "Old"))
    _, document = page_of(project, "--before", before)
    told = " ".join(document.text.split())
    assert "Changes: 3 same, 1 updated" in told
    assert "~ Service shop/web: updated spec.type: Old → NodePort" in told


def test_a_file_that_cant_be_written_is_told(tmp_path: Path) -> None:
    project = write_project(tmp_path, SHOP)
    file = tmp_path / "nowhere" / "plan.html"
    result = exposure("plan", "-p", project, "--html", file)
    assert result.exit_code == 2
    assert f"{file} can't be written: No such file or directory" in result.stderr


def test_the_plan_is_printed_besides(tmp_path: Path) -> None:
    project = write_project(tmp_path, SHOP)
    plain = exposure("plan", "-p", project).stdout
    assert exposure("plan", "-p", project, "--html", tmp_path / "plan.html").stdout == plain
