"""A project is found and read as Pulumi finds and reads it."""

from pathlib import Path

import pytest

from exposure_components.cli.failure import UsageError
from exposure_components.cli.project import choose_stack, read_project
from tests.cli.projects import CONFIG_MAP, exposure, write_project


def refusal(directory: Path) -> str:
    with pytest.raises(UsageError) as raised:
        read_project(directory)
    return str(raised.value)


def test_the_closest_project_above_is_the_project(tmp_path: Path) -> None:
    write_project(tmp_path, CONFIG_MAP)
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    project = read_project(below)
    assert project.name == "shop"
    assert project.file == tmp_path / "Pulumi.yaml"
    assert (project.directory, project.program) == (tmp_path, tmp_path / "__main__.py")
    assert project.stacks == {"lab": tmp_path / "Pulumi.lab.yaml"}


def test_a_project_may_end_in_yml_with_its_stacks(tmp_path: Path) -> None:
    write_project(tmp_path, CONFIG_MAP)
    (tmp_path / "Pulumi.yaml").rename(tmp_path / "Pulumi.yml")
    (tmp_path / "Pulumi.prod.yml").touch()
    assert list(read_project(tmp_path).stacks) == ["prod"]


@pytest.mark.parametrize("key", ["stackConfigDir", "config"])
def test_stacks_may_have_a_directory_of_their_own(tmp_path: Path, key: str) -> None:
    write_project(tmp_path, CONFIG_MAP, project=f"{key}: environments\n", stacks={})
    (tmp_path / "environments").mkdir()
    (tmp_path / "environments" / "Pulumi.shop.prod.yaml").touch()
    project = read_project(tmp_path)
    assert list(project.stacks) == ["shop.prod"]
    assert project.declared == {}


def test_the_runtime_may_have_options(tmp_path: Path) -> None:
    write_project(tmp_path, CONFIG_MAP)
    (tmp_path / "Pulumi.yaml").write_text(
        "name: shop\nruntime: {name: python, options: {toolchain: pip}}\n"
    )
    assert read_project(tmp_path).name == "shop"


@pytest.mark.parametrize(
    ("content", "message"),
    [
        pytest.param("runtime: python\n", "{file} has no name; give the project one", id="name"),
        pytest.param("- shop\n", "{file} has no name; give the project one", id="list"),
        pytest.param(
            "name: shop\nruntime: nodejs\n",
            "{file} has the runtime nodejs; exposure runs programs in python only",
            id="runtime",
        ),
        pytest.param(
            "name: shop\nruntime: python\nmain: gone\n",
            "{file} names a program that is not there: {directory}/gone; "
            "correct `main`, or make the file",
            id="program",
        ),
    ],
)
def test_a_project_that_cannot_run_is_refused(tmp_path: Path, content: str, message: str) -> None:
    file = write_project(tmp_path, CONFIG_MAP) / "Pulumi.yaml"
    file.write_text(content)
    assert refusal(tmp_path) == message.format(file=file, directory=tmp_path)


def test_a_file_that_is_no_yaml_is_told_with_the_place(tmp_path: Path) -> None:
    file = write_project(tmp_path, CONFIG_MAP) / "Pulumi.yaml"
    file.write_text("name: [shop\n")
    message = refusal(tmp_path)
    assert message.startswith(f"{file} is no YAML:\n")
    assert "line 2, column 1" in message


def test_a_directory_without_a_project_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == (
        f"no Pulumi.yaml in {tmp_path} or above; name the project's directory with --project"
    )
    assert (
        refusal(tmp_path / "gone")
        == f"{tmp_path / 'gone'} is no directory; name the project's with --project"
    )


def test_the_only_stack_is_the_default(tmp_path: Path) -> None:
    project = read_project(write_project(tmp_path, CONFIG_MAP, stacks={"prod": ""}))
    assert choose_stack(project, None) == "prod"
    assert choose_stack(project, "prod") == "prod"


def test_a_project_without_stack_files_takes_any_name_but_needs_one(tmp_path: Path) -> None:
    project = read_project(write_project(tmp_path, CONFIG_MAP, stacks={}))
    assert choose_stack(project, "any") == "any"
    with pytest.raises(UsageError, match=r"^shop has no stack file; name a stack with --stack$"):
        choose_stack(project, None)


@pytest.mark.parametrize(
    ("args", "lines"),
    [
        pytest.param(
            [],
            ["error: shop has several stacks; choose one with --stack", "  stacks: lab, prod"],
            id="none-chosen",
        ),
        pytest.param(
            ["--stack", "prd"],
            ["error: shop has no stack prd; did you mean prod?", "  stacks: lab, prod"],
            id="close",
        ),
        pytest.param(
            ["--stack", "x"], ["error: shop has no stack x", "  stacks: lab, prod"], id="far"
        ),
    ],
)
def test_an_unknown_stack_is_refused_with_those_there_are(
    tmp_path: Path, args: list[str], lines: list[str]
) -> None:
    write_project(tmp_path, CONFIG_MAP, stacks={"lab": "", "prod": ""})
    result = exposure("plan", "-p", tmp_path, *args)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == lines
