"""The programs of docs/other-languages.md: the article's app, from TypeScript, Go and YAML."""

import json
from pathlib import Path

import pytest

from tests.e2e.languages import PACKAGE, PROGRAMS, SHARED, Workplace
from tests.lab.lab import Lab

WRONG = """
name: wrong
runtime: yaml
resources:
  influxdb:
    type: exposure_components:NodePortApp
    properties:
      image: influxdb:1.8
      ports: [{containerPort: 8086, nodePort: 80}]
      allowedCidrs: [10.0.0.5]
"""
PENDING = """
name: pending
runtime: yaml
resources:
  settings:
    type: kubernetes:core/v1:ConfigMap
    properties: {data: {mode: fast}}
  influxdb:
    type: exposure_components:NodePortApp
    properties:
      image: influxdb:1.8
      ports: [{containerPort: 8086, nodePort: 30000}]
      env: {SETTINGS: "${settings.id}"}
outputs:
  service: ${influxdb.service}
"""


@pytest.fixture(scope="module")
def workplace(tmp_path_factory: pytest.TempPathFactory) -> Workplace:
    """The package is installed once, for all programs."""
    return Workplace(tmp_path_factory.mktemp("languages"))


@pytest.mark.parametrize("language", PROGRAMS)
def test_the_articles_app_answers_at_every_node(
    lab: Lab, workplace: Workplace, language: str
) -> None:
    program = workplace.program(language, PROGRAMS[language], lab.kubeconfig)
    try:
        endpoints = program.up()["endpoints"]
        urls = [each["url"] for each in endpoints]
        assert urls == ["http://10.13.241.89:30000/ping", "http://10.13.241.10:30000/ping"]
        lab.until("204 from each", lambda: [lab.curl(url).code for url in urls] == [204, 204])
        program.pulumi("preview", "--expect-no-changes")
    finally:
        program.pulumi("destroy", "--yes", "--skip-preview", "--remove")


def test_an_app_behind_a_controller_can_be_previewed_from_nothing(workplace: Workplace) -> None:
    program = workplace.program("shared", SHARED)
    steps = json.loads(program.pulumi("preview", "--json"))["steps"]
    made = {step["urn"].rsplit("::", 2)[-2].rsplit(":", 1)[-1] for step in steps}
    assert {"IngressController", "IngressApp", "IngressClass", "Ingress"} <= made


def test_what_is_unknown_in_a_preview_reaches_the_objects(workplace: Workplace) -> None:
    program = workplace.program("pending", PENDING)
    program.pulumi("preview")


def test_problems_are_told_by_the_names_of_the_language_without_a_traceback(
    workplace: Workplace,
) -> None:
    said = workplace.program("wrong", WRONG).pulumi("preview", code=None)
    assert "NodePortApp wrong has" not in said
    assert "NodePortApp influxdb has 2 problems:" in said
    assert "ports[0].nodePort: 80 is outside of 30000-32767" in said
    assert "allowedCidrs[0]: 10.0.0.5 is an address, no CIDR; did you mean 10.0.0.5/32?" in said
    assert "Traceback" not in said
    assert 'File "' not in said


def test_the_schema_and_the_sdk_have_what_the_fields_say(
    workplace: Workplace, tmp_path: Path
) -> None:
    program = workplace.program("described", PROGRAMS["yaml"])
    text = program.pulumi("package", "get-schema", PACKAGE)
    schema = json.loads(text)
    (tmp_path / "schema.json").write_text(text)
    inputs = schema["resources"]["exposure_components:index:NodePortApp"]["inputProperties"]
    assert inputs["image"]["description"].startswith("Container image.")
    sdk = ("package", "gen-sdk", str(tmp_path / "schema.json"), "--language", "nodejs")
    program.pulumi(*sdk, "--out", str(tmp_path))
    generated = (tmp_path / "nodejs" / "nodePortApp.ts").read_text()
    assert "Container image. Needed unless `selector` is given." in generated
