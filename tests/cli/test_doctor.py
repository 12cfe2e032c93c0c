"""`exposure doctor` prints what a cluster lacks, and tells scripts by its exit code."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from exposure_components.cli import diagnosis
from tests.cli.projects import CONFIG_MAP, SHOP, exposure, write_project
from tests.doctor.clusters import Cluster, made, node

KINDS = {
    "v1": [
        ("configmaps", "ConfigMap", True),
        ("namespaces", "Namespace", False),
        ("services", "Service", True),
    ],
    "apps/v1": [("deployments", "Deployment", True)],
}


class Reader(Cluster):
    """A cluster, as the command gets it."""

    namespace = "default"
    context = "lab"


@pytest.fixture
def chosen(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Which context, kubeconfig and name server the command chose; its cluster has all."""
    asked: list[Any] = []

    @contextmanager
    def reading(*options: Any) -> Iterator[Reader]:
        asked.extend(options[:2])
        there = [made("Namespace", "default", namespace=None)]
        objects = {"nodes": [node("node1", "192.0.2.1")], "services": [], "namespaces": there}
        yield Reader(objects, kinds=KINDS)

    monkeypatch.setattr(diagnosis, "reading", reading)
    return asked


def test_all_that_is_well_is_a_table_and_a_sum(tmp_path: Path, chosen: list[Any]) -> None:
    result = exposure("doctor", "--project", write_project(tmp_path, CONFIG_MAP))
    assert (result.exit_code, result.stderr) == (0, "")
    assert [line.rstrip() for line in result.stdout.splitlines()] == [
        "shop lab on lab (Kubernetes v1.34.4)",
        "",
        "Verdict  Check       Finding",
        "ok       version     Kubernetes is 1.34, which knows every field of the plan",
        "ok       kinds       v1 is served, with ConfigMap",
        "ok       rights      the user may make, change and delete configmaps",
        "ok       namespaces  Namespace default is there",
        "",
        "4 ok, 0 problem, 0 warning, 0 unknown",
    ]
    assert chosen == [None, None]


def test_a_problem_ends_with_1_and_its_remedy(tmp_path: Path, chosen: list[Any]) -> None:
    program = CONFIG_MAP.replace(
        '{"name": "settings"}', '{"name": "settings", "namespace": "shop"}'
    )
    result = exposure("doctor", "--project", write_project(tmp_path, program))
    assert result.exit_code == 1
    lines = [line.rstrip() for line in result.stdout.splitlines()]
    at = lines.index(
        "problem  namespaces  Namespace shop is not there, and ConfigMap settings of the plan "
        "would be in it"
    )
    assert lines[at + 1].strip() == (
        "→ kubectl create namespace shop, or let the plan make it: `namespace.create`"
    )


def test_json_has_every_finding(tmp_path: Path, chosen: list[Any]) -> None:
    result = exposure("doctor", "--json", "--project", write_project(tmp_path, CONFIG_MAP))
    assert result.exit_code == 0
    told = json.loads(result.stdout)
    assert told["cluster"] == {"context": "lab", "version": "v1.34.4"}
    assert (told["project"], told["stack"]) == ("shop", "lab")
    assert told["findings"][1] == {
        "check": "kinds",
        "about": "v1",
        "verdict": "ok",
        "rule": "is served, with ConfigMap",
        "remedy": "",
    }
    assert told["summary"] == {"ok": 4, "problem": 0, "warning": 0, "unknown": 0}


def test_the_nodes_of_endpoints_are_looked_for(tmp_path: Path, chosen: list[Any]) -> None:
    result = exposure("doctor", "--project", write_project(tmp_path, SHOP))
    assert "Node node1 is Ready, at 192.0.2.1" in result.stdout


PROVIDER = """
    from pulumi import ResourceOptions
    from pulumi_kubernetes import Provider
    from pulumi_kubernetes.core.v1 import ConfigMap

    for context in {contexts}:
        provider = Provider(context, context=context)
        opts = ResourceOptions(provider=provider)
        ConfigMap(context, metadata={{"name": "settings"}}, opts=opts)
"""


def test_the_context_is_the_one_of_the_programs_provider(tmp_path: Path, chosen: list[Any]) -> None:
    project = write_project(tmp_path, PROVIDER.format(contexts=["east"]))
    exposure("doctor", "--project", project)
    assert chosen == ["east", None]
    exposure("doctor", "--project", project, "--context", "west", "--kubeconfig", "here")
    assert chosen[2:] == ["west", "here"]


def test_a_program_on_several_clusters_needs_a_choice(tmp_path: Path, chosen: list[Any]) -> None:
    project = write_project(tmp_path, PROVIDER.format(contexts=["east", "west"]))
    result = exposure("doctor", "--project", project)
    assert result.exit_code == 2
    assert result.stderr == (
        "error: the program is on several clusters (east, west); examine one with --context\n"
    )


def test_a_cluster_that_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    result = exposure("doctor", "--project", project, "--kubeconfig", tmp_path / "none")
    assert result.exit_code == 2
    assert result.stderr.startswith("error: no cluster can be read: ")
    assert result.stderr.endswith("  name it with --context and --kubeconfig\n")


def test_a_name_server_that_is_none_ends_with_2(tmp_path: Path) -> None:
    project = write_project(tmp_path, CONFIG_MAP)
    result = exposure("doctor", "--project", project, "--name-server", "1.2.3.4:x")
    assert (result.exit_code, result.stderr) == (
        2,
        "error: --name-server 1.2.3.4:x has no port of 1-65535; write ADDRESS or ADDRESS:PORT\n",
    )
