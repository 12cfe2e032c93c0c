"""`exposure render` writes what Pulumi's own render mode writes."""

import json
import stat
from pathlib import Path
from typing import Any

import pytest
import yaml

from exposure_components.cli.render import path_of
from tests.cli.projects import CONFIG_MAP, SHOP, exposure, write_project

SECRET = """
    import pulumi
    from pulumi_kubernetes.core.v1 import ConfigMap, Secret

    key = pulumi.Config().require_secret("key")
    Secret("key", metadata={"name": "key"}, string_data={"key": key})
    ConfigMap("env", metadata={"name": "env"}, data={"url": pulumi.Output.concat("db://", key)})
    ConfigMap("open", metadata={"name": "open"}, data={"a": "b"})
"""


def files_in(directory: Path) -> dict[str, str]:
    return {
        str(path.relative_to(directory)): path.read_text()
        for path in directory.rglob("*")
        if path.is_file()
    }


def test_files_have_the_providers_names_and_hold_the_manifests(tmp_path: Path) -> None:
    out = tmp_path / "out"
    result = exposure("render", "-p", write_project(tmp_path / "shop", SHOP), "--out", out)
    assert result.exit_code == 0
    deployment = "1-manifest/apps_v1-deployment-shop-web.yaml"
    namespace = "0-namespace/v1-namespace-default-shop.yaml"
    service = "1-manifest/v1-service-shop-web.yaml"
    files = files_in(out)
    assert sorted(files) == [".exposure-render", namespace, deployment, service]
    assert result.stdout.splitlines() == [f"{out}/{path}" for path in sorted(files)[1:]]
    assert yaml.safe_load(files[namespace]) == {
        "apiVersion": "v1",
        "kind": "Namespace",
        "metadata": {"name": "shop"},
    }
    assert yaml.safe_load(files[service]) == {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "web", "namespace": "shop"},
        "spec": {"type": "NodePort", "selector": {"app": "web"}, "ports": [{"port": 80}]},
    }
    assert (out / "0-crd").is_dir()


@pytest.mark.parametrize(
    ("api", "kind", "namespace", "path"),
    [
        ("v1", "Service", "shop", "1-manifest/v1-service-shop-web.yaml"),
        ("apps/v1", "Deployment", None, "1-manifest/apps_v1-deployment-default-web.yaml"),
        ("rbac.authorization.k8s.io/v1", "ClusterRole", None,
         "1-manifest/rbac.authorization.k8s.io_v1-clusterrole-default-web.yaml"),
        ("apiextensions.k8s.io/v1", "CustomResourceDefinition", None,
         "0-crd/apiextensions.k8s.io_v1-customresourcedefinition-default-web.yaml"),
        ("v1", "Namespace", None, "0-namespace/v1-namespace-default-web.yaml"),
        ("example.com/v1", "CustomResourceDefinition", "shop",
         "1-manifest/example.com_v1-customresourcedefinition-shop-web.yaml"),
    ],
)  # fmt: skip
def test_a_file_is_named_by_what_identifies_its_object(
    api: str, kind: str, namespace: str | None, path: str
) -> None:
    metadata = {"name": "web"} | ({"namespace": namespace} if namespace else {})
    assert path_of({"apiVersion": api, "kind": kind, "metadata": metadata}) == path


def test_a_namespace_that_nobody_names_is_left_to_kubectl(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exposure("render", "-p", write_project(tmp_path / "shop", CONFIG_MAP), "--out", out)
    text = (out / "1-manifest" / "v1-configmap-default-settings.yaml").read_text()
    assert yaml.safe_load(text)["metadata"] == {"name": "settings"}


def test_kubectl_goes_by_path_and_finds_a_namespace_before_what_lives_in_it(
    tmp_path: Path,
) -> None:
    out = tmp_path / "out"
    exposure("render", "-p", write_project(tmp_path / "shop", SHOP), "--out", out)
    kinds = [yaml.safe_load(path.read_text())["kind"] for path in sorted(out.rglob("*.yaml"))]
    assert kinds == ["Namespace", "Deployment", "Service"]


def test_json_lists_the_files(tmp_path: Path) -> None:
    out = tmp_path / "out"
    project = write_project(tmp_path / "shop", CONFIG_MAP)
    result = exposure("render", "-p", project, "--out", out, "--json")
    assert json.loads(result.stdout) == {
        "directory": str(out),
        "files": ["1-manifest/v1-configmap-default-settings.yaml"],
    }


def test_the_same_program_writes_the_same_files(tmp_path: Path) -> None:
    project, out = write_project(tmp_path / "shop", SHOP), tmp_path / "out"
    exposure("render", "-p", project, "--out", out)
    before = files_in(out)
    assert exposure("render", "-p", project, "--out", out).exit_code == 0
    assert files_in(out) == before


def test_a_later_render_replaces_its_own_files_and_leaves_others_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exposure("render", "-p", write_project(tmp_path / "shop", SHOP), "--out", out)
    (out / "README").write_text("mine")
    (out / "1-manifest" / "mine.yaml").write_text("mine: too")
    (out / "1-manifest" / "v1-service-shop-web.yaml").unlink()
    exposure("render", "-p", write_project(tmp_path / "shop", CONFIG_MAP), "--out", out)
    assert sorted(files_in(out)) == [
        ".exposure-render",
        "1-manifest/mine.yaml",
        "1-manifest/v1-configmap-default-settings.yaml",
        "README",
    ]


def test_files_of_others_in_a_directory_without_an_index_are_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "README").write_text("mine")
    project = write_project(tmp_path / "shop", CONFIG_MAP)
    result = exposure("render", "-p", project, "--out", out)
    assert (result.exit_code, result.stderr) == (
        2,
        f"error: {out} is not empty and no render of exposure; name another\n",
    )
    assert files_in(out) == {"README": "mine"}


def test_a_file_of_others_with_the_name_of_a_manifest_is_refused(tmp_path: Path) -> None:
    out = tmp_path / "out"
    exposure("render", "-p", write_project(tmp_path / "shop", "", stacks={"lab": ""}), "-o", out)
    mine = "1-manifest/v1-configmap-default-settings.yaml"
    (out / mine).write_text("mine: true")
    result = exposure("render", "-p", write_project(tmp_path / "shop", CONFIG_MAP), "-o", out)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        f"error: {out} has files that exposure did not write; move them away:",
        f"  {mine}",
    ]
    assert files_in(out)[mine] == "mine: true"


@pytest.mark.parametrize(
    "index", ["no json", "[]", '{"files": ["../shop/__main__.py"]}', '{"files": ["a/b/c"]}']
)
def test_an_index_that_is_damaged_deletes_nothing(tmp_path: Path, index: str) -> None:
    out, project = tmp_path / "out", write_project(tmp_path / "shop", CONFIG_MAP)
    out.mkdir()
    (out / ".exposure-render").write_text(index)
    result = exposure("render", "-p", project, "--out", out)
    assert (result.exit_code, result.stderr) == (
        2,
        f"error: {out}/.exposure-render is damaged; "
        "remove it and the folders 0-crd, 0-namespace, 1-manifest\n",
    )
    assert (project / "__main__.py").exists()


def test_a_file_is_no_directory(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.touch()
    project = write_project(tmp_path / "shop", CONFIG_MAP)
    result = exposure("render", "-p", project, "--out", out)
    assert (result.exit_code, result.stderr) == (2, f"error: {out} is no directory\n")


def test_secrets_are_refused_unless_they_are_asked_for(tmp_path: Path) -> None:
    out = tmp_path / "out"
    project = write_project(
        tmp_path / "shop", SECRET, project="config:\n  key: {type: string, secret: true}\n"
    )
    command: list[str | Path] = ["render", "-p", project, "--out", out, "--config", "key=hush"]
    refused = exposure(*command)
    assert refused.exit_code == 2
    assert refused.stderr.splitlines() == [
        "error: give --with-secrets to write these secrets in plain text:",
        "  Secret key",
        "  ConfigMap env",
    ]
    assert not out.exists()

    written = exposure(*command, "--with-secrets")
    assert written.exit_code == 0
    assert written.stderr.splitlines() == [
        "warning: Secret key holds secrets in plain text",
        "warning: ConfigMap env holds secrets in plain text",
    ]
    secret = out / "1-manifest" / "v1-secret-default-key.yaml"
    assert yaml.safe_load(secret.read_text())["data"] == {"key": "aHVzaA=="}
    assert stat.S_IMODE(secret.stat().st_mode) == 0o600
    assert stat.S_IMODE(secret.parent.stat().st_mode) == 0o700
    config = out / "1-manifest" / "v1-configmap-default-env.yaml"
    assert yaml.safe_load(config.read_text())["data"] == {"url": "db://hush"}


def test_an_encrypted_value_is_never_rendered_as_its_stand_in(tmp_path: Path) -> None:
    stack = "config:\n  shop:key: {secure: v1:abc=}\n"
    project = write_project(tmp_path / "shop", SECRET, stacks={"lab": stack})
    result = exposure("render", "-p", project, "--out", tmp_path / "out", "--with-secrets")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "error: these manifests can't be rendered:",
        "  Secret key: data.key comes from encrypted config; give its value with --config",
        "  ConfigMap env: data.url comes from encrypted config; give its value with --config",
    ]


def test_what_is_known_after_up_only_is_refused_by_its_path(tmp_path: Path) -> None:
    program = """
        from pulumi_kubernetes.core.v1 import ConfigMap, Pod

        node = ConfigMap("node", metadata={"name": "node"}, data={}).id
        spec = {"containers": [{"name": "web", "env": [{"name": "NODE", "value": node}]}]}
        Pod("web", metadata={"name": "web"}, spec=spec)
    """
    project = write_project(tmp_path / "shop", program)
    result = exposure("render", "-p", project, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [
        "error: these manifests can't be rendered:",
        "  Pod web: spec.containers[0].env[0].value is known after up only",
    ]


def test_two_objects_of_one_file_are_refused(tmp_path: Path) -> None:
    program = """
        from pulumi_kubernetes.core.v1 import ConfigMap

        ConfigMap("first", metadata={"name": "web"}, data={})
        ConfigMap("second", metadata={"name": "web", "namespace": "default"}, data={})
    """
    project = write_project(tmp_path / "shop", program)
    result = exposure("render", "-p", project, "--out", tmp_path / "out")
    assert (result.exit_code, result.stderr.splitlines()[1:]) == (
        1,
        [
            "  ConfigMap default/web: another object has the same file, "
            "1-manifest/v1-configmap-default-web.yaml"
        ],
    )


def test_a_name_that_pulumi_would_choose_is_told(tmp_path: Path) -> None:
    program = CONFIG_MAP + "    ConfigMap('other', data={})\n"
    project = write_project(tmp_path / "shop", program)
    result = exposure("render", "-p", project, "--out", tmp_path / "out")
    assert result.stderr == (
        "warning: ConfigMap other-* has no metadata.name; pulumi up would choose another one\n"
    )


def test_objects_of_an_explicit_provider_are_rendered_too(tmp_path: Path) -> None:
    program = """
        from pulumi import ResourceOptions
        from pulumi_kubernetes import Provider
        from pulumi_kubernetes.core.v1 import ConfigMap

        provider = Provider("lab", namespace="lab")
        opts = ResourceOptions(provider=provider)
        ConfigMap("web", metadata={"name": "web"}, data={}, opts=opts)
    """
    project = write_project(tmp_path / "shop", program)
    result = exposure("render", "-p", project, "--out", tmp_path / "out")
    assert result.stdout == f"{tmp_path}/out/1-manifest/v1-configmap-lab-web.yaml\n"


@pytest.mark.parametrize(
    "value",
    ["yes", "n", "1e3", "08", "0x1f", "12:30", ".5", "-", "", "null", "~", "2024-01-01", "a: b",
     "line\nline", " spaced ", "ünï"],
)  # fmt: skip
def test_a_string_stays_a_string_to_every_reader(tmp_path: Path, value: str) -> None:
    program = CONFIG_MAP.replace('config.get("name") or "-"', repr(value))
    project = write_project(tmp_path / "shop", program)
    out = tmp_path / "out"
    assert exposure("render", "-p", project, "--out", out).exit_code == 0
    text = (out / "1-manifest" / "v1-configmap-default-settings.yaml").read_text()
    assert yaml.safe_load(text)["data"] == {"name": value}
    plain: Any = yaml.load(text, yaml.BaseLoader)["data"]
    assert plain == {"name": value}
    if value in ("n", "1e3", "08", ".5"):  # PyYAML takes these plain as strings, Go does not.
        assert f'name: "{value}"' in text
