"""Manifests are held against a file or a folder, and written when that is asked for."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from pulumi_kubernetes.core.v1 import ConfigMap, Namespace, Secret

from exposure_components.testing import Recording, assert_golden, run_program
from tests.testing.programs import service_of_type


def recorded(value: str = "first", *, both: bool = True, preview: bool = False) -> Recording:
    def program() -> None:
        ConfigMap("web", metadata={"name": "web"}, data={"a": value, "b": "no"})
        if both:
            Namespace("shop", metadata={"name": "shop"})

    return run_program(program, preview=preview)


@pytest.mark.parametrize("name", ["web.yaml", "web.yml", "folder"])
def test_what_was_written_is_what_is_compared(tmp_path: Path, name: str) -> None:
    path = tmp_path / "golden" / name
    assert_golden(recorded(), path, update=True)
    assert_golden(recorded(), path)
    with pytest.raises(AssertionError, match=r"-  a: first\n\+  a: second"):
        assert_golden(recorded("second"), path)


def test_a_folder_has_a_file_for_each_object(tmp_path: Path) -> None:
    assert_golden(recorded(), tmp_path, update=True)
    assert {each.name: each.read_text() for each in tmp_path.iterdir()} == {
        "default-configmap-web.yaml": (
            "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: default\n"
            "data:\n  a: first\n  b: 'no'\n"
        ),
        "namespace-shop.yaml": "apiVersion: v1\nkind: Namespace\nmetadata:\n  name: shop\n",
    }


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(AssertionError) as raised:
        assert_golden(recorded(both=False), tmp_path / "web.yaml")
    assert str(raised.value) == (
        f"manifests differ from {tmp_path}/web.yaml; write them anew with "
        "pytest --update-golden, and read the difference\n"
        f"{tmp_path}/web.yaml does not exist"
    )
    assert list(tmp_path.iterdir()) == []


def test_an_object_that_is_no_longer_made_is_told_and_removed(tmp_path: Path) -> None:
    assert_golden(recorded(), tmp_path, update=True)
    with pytest.raises(AssertionError, match=r"namespace-shop\.yaml is left over: "):
        assert_golden(recorded(both=False), tmp_path)
    assert_golden(recorded(both=False), tmp_path, update=True)
    assert [each.name for each in tmp_path.iterdir()] == ["default-configmap-web.yaml"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("replicas: 3\n", id="values"),
        pytest.param("kind: Namespace\nmetadata: {name: other}\n", id="of-another-name"),
        pytest.param("kind: Namespace\n---\nkind: Namespace\n", id="several"),
    ],
)
def test_files_of_others_in_a_folder_are_left_alone(tmp_path: Path, text: str) -> None:
    (tmp_path / "values.yaml").write_text(text)
    assert_golden(recorded(), tmp_path, update=True)
    assert_golden(recorded(), tmp_path)
    assert (tmp_path / "values.yaml").read_text() == text


def test_comments_and_the_order_of_keys_are_the_files_own(tmp_path: Path) -> None:
    path = tmp_path / "web.yaml"
    own = (
        "# Read by Ann.\ndata: {b: 'no', a: first}\n"
        "metadata: {namespace: default, name: web}\nkind: ConfigMap\napiVersion: v1\n"
    )
    path.write_text(own)
    assert_golden(recorded(both=False), path)
    assert_golden(recorded(both=False), path, update=True)
    assert path.read_text() == own
    with pytest.raises(AssertionError) as raised:
        assert_golden(recorded("second", both=False), path)
    changes = [line for line in str(raised.value).splitlines() if line[:1] in "+-"]
    assert changes[2:] == ["-  a: first", "+  a: second"]


def test_secrets_are_masked(tmp_path: Path) -> None:
    recording = run_program(
        lambda: Secret("key", metadata={"name": "key"}, string_data={"key": "hush"})
    )
    assert_golden(recording, tmp_path / "key.yaml", update=True)
    text = (tmp_path / "key.yaml").read_text()
    assert ("hush" in text, "[secret]" in text) == (False, True)


def test_what_a_preview_does_not_know_is_said(tmp_path: Path) -> None:
    def program() -> None:
        service = service_of_type("NodePort")
        port = service.spec.ports[0].node_port
        ConfigMap("web", metadata={"name": "web"}, data={"port": port.apply(str)})

    path = tmp_path / "web.yaml"
    assert_golden(run_program(program, preview=True), path, update=True)
    assert "port: '[known after up]'" in path.read_text()
    with pytest.raises(AssertionError, match=r"\+  port: '32767'"):
        assert_golden(run_program(program), path)


def test_manifests_may_be_given_as_they_are(tmp_path: Path) -> None:
    one: Mapping[str, Any] = {"kind": "Namespace", "metadata": {"name": "shop"}}
    assert_golden([one], tmp_path / "one.yaml", update=True)
    with pytest.raises(AssertionError, match=r"-kind: Namespace"):
        assert_golden([], tmp_path / "one.yaml")
    with pytest.raises(ValueError, match=r"namespace-shop\.yaml: two objects have that file"):
        assert_golden([one, one], tmp_path)


def test_a_file_that_is_no_yaml_is_told(tmp_path: Path) -> None:
    path = tmp_path / "web.yaml"
    path.write_text("a: [")
    with pytest.raises(AssertionError, match=r"web\.yaml is no YAML: "):
        assert_golden(recorded(), path)
