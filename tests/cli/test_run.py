"""A project's program runs as the engine runs it, and its exceptions are told by its own lines."""

import os
import sys
from pathlib import Path

import pytest

from tests.cli.projects import CONFIG_MAP, exposure, write_project


def errors_of(project: Path, exit_code: int = 1) -> list[str]:
    result = exposure("plan", "--project", project)
    assert (result.exit_code, result.stdout) == (exit_code, "")
    return result.stderr.splitlines()


def test_main_is_the_working_directory_and_the_first_to_import_from(tmp_path: Path) -> None:
    write_project(tmp_path, "", project="main: program\n")
    (tmp_path / "__main__.py").unlink()
    program = """
        import sys
        from pathlib import Path

        import pulumi
        from shop_parts import NAME

        pulumi.ComponentResource("shop:index:App", NAME)
        pulumi.log.warn(Path("note.txt").read_text())
        pulumi.log.warn(f"{__name__} {Path(__file__).name} {Path(sys.path[0]).name} {sys.argv[1:]}")
    """
    program_directory = write_project(tmp_path / "program", program, stacks={})
    (program_directory / "Pulumi.yaml").unlink()
    (program_directory / "shop_parts.py").write_text("NAME = 'web'\n")
    (program_directory / "note.txt").write_text("from a file")
    assert exposure("plan", "-p", tmp_path).stdout.splitlines() == [
        "shop lab",
        "└── App web",
        "",
        "warning: from a file",
        "warning: __main__ __main__.py program []",
    ]


def test_main_may_be_a_file(tmp_path: Path) -> None:
    write_project(tmp_path, "raise SystemExit(4)", project="main: other.py\n")
    (tmp_path / "other.py").write_text("import pulumi\npulumi.log.warn('other')\n")
    assert "warning: other" in exposure("plan", "-p", tmp_path).stdout


def test_a_run_leaves_directory_path_and_modules_as_they_were(tmp_path: Path) -> None:
    for name in ("first", "second"):
        project = write_project(
            tmp_path / name, "import shop_parts, pulumi\npulumi.log.warn(shop_parts.NAME)"
        )
        (project / "shop_parts.py").write_text(f"NAME = 'parts of the {name}'\n")
        before = (Path.cwd(), sys.path[:], sys.argv[:], sys.modules["__main__"])
        assert f"warning: parts of the {name}" in exposure("plan", "-p", project).stdout
        assert (Path.cwd(), sys.path, sys.argv, sys.modules["__main__"]) == before
        assert "shop_parts" not in sys.modules


def test_what_the_program_prints_goes_to_stderr(tmp_path: Path) -> None:
    result = exposure("plan", "-p", write_project(tmp_path, "print('hello')"))
    assert (result.stdout, result.stderr) == ("shop lab\n", "hello\n")


def test_a_program_knows_that_it_is_a_preview_of_its_stack(tmp_path: Path) -> None:
    program = """
        from pulumi import get_project, get_stack, log
        from pulumi.runtime import is_dry_run

        log.warn(f"{get_project()} {get_stack()} {is_dry_run()}")
    """
    assert (
        "warning: shop lab True" in exposure("plan", "-p", write_project(tmp_path, program)).stdout
    )


def test_an_exception_is_told_by_the_lines_of_the_program(tmp_path: Path) -> None:
    project = write_project(tmp_path, "import shop_parts\nshop_parts.check(None)\n")
    (project / "shop_parts.py").write_text("def check(value):\n    return value.name\n")
    assert errors_of(project) == [
        "error: Traceback (most recent call last):",
        f'  File "{project / "__main__.py"}", line 2, in <module>',
        "    shop_parts.check(None)",
        f'  File "{project / "shop_parts.py"}", line 2, in check',
        "    return value.name",
        "           ^^^^^^^^^^",
        "AttributeError: 'NoneType' object has no attribute 'name'",
    ]


def test_an_exception_in_an_apply_is_told_by_the_lines_of_the_program(tmp_path: Path) -> None:
    program = """
        from pulumi_kubernetes.core.v1 import ConfigMap

        settings = ConfigMap("settings", metadata={"name": "settings"}, data={})
        settings.metadata.name.apply(lambda name: 1 / 0)
    """
    project = write_project(tmp_path, program)
    assert errors_of(project) == [
        "error: Traceback (most recent call last):",
        f'  File "{project / "__main__.py"}", line 5, in <lambda>',
        "    settings.metadata.name.apply(lambda name: 1 / 0)",
        "                                              ~~^~~",
        "ZeroDivisionError: division by zero",
    ]


def test_a_syntax_error_is_told_with_its_line(tmp_path: Path) -> None:
    project = write_project(tmp_path, "ports = [80\n")
    assert errors_of(project) == [
        f'error:   File "{project / "__main__.py"}", line 1',
        "    ports = [80",
        "            ^",
        "SyntaxError: '[' was never closed",
    ]


@pytest.mark.parametrize(
    ("raising", "lines"),
    [
        pytest.param(
            'raise pulumi.RunError("NodePortApp web has 1 problem:\\n  ports: is empty")',
            ["error: NodePortApp web has 1 problem:", "  ports: is empty"],
            id="run-error",
        ),
        pytest.param(
            "error = ValueError()\nerror.problems = [1, 'two']\nraise error",
            ["error: 1", "two"],
            id="problems",
        ),
        pytest.param(
            'pulumi.Config().require_int("replicas")',
            [
                "error: Missing required configuration variable 'shop:replicas'",
                "        please set a value using the command "
                "`pulumi config set shop:replicas <value>`",
            ],
            id="missing-config",
        ),
        pytest.param("raise SystemExit(3)", ["error: the program exits with 3"], id="exit"),
        pytest.param(
            'pulumi.runtime.invoke("cloud:index:getNetwork", {"name": "lab"})',
            [
                "error: the program calls cloud:index:getNetwork(name='lab'); "
                "offline there is no provider to answer"
            ],
            id="call-of-a-provider",
        ),
        pytest.param(
            "from pulumi_openstack import networking\n"
            'print(networking.get_subnet(name="vip").cidr)',
            [
                "error: the program calls get_subnet(name='vip'); offline there is no provider "
                "to answer: get_subnet_output gives outputs, which may be unknown"
            ],
            id="look-up-at-once",
        ),
        pytest.param(
            "from exposure_components.load_balancers.aws.nodes import aws_nodes\n"
            'aws_nodes({"tags": {"kubernetes.io/cluster/shop": "owned"}})',
            [
                "error: the program calls aws:ec2/getInstances:getInstances("
                "instanceTags={'kubernetes.io/cluster/shop': 'owned'}); "
                "offline there is no provider to answer"
            ],
            id="call-told-by-another-exception",
        ),
    ],
)
def test_problems_are_told_without_a_traceback(
    tmp_path: Path, raising: str, lines: list[str]
) -> None:
    assert errors_of(write_project(tmp_path, f"import pulumi\n{raising}\n")) == lines


def test_what_a_provider_would_refuse_is_told_without_a_traceback(tmp_path: Path) -> None:
    program = CONFIG_MAP + "    ConfigMap('ports', data={'port': 80})\n"
    assert errors_of(write_project(tmp_path, program)) == [
        "error: kubernetes:core/v1:ConfigMap ports.data['port']: expected str, got int 80"
    ]


def test_a_relative_project_directory_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_project(tmp_path / "shop", CONFIG_MAP)
    monkeypatch.chdir(tmp_path)
    assert exposure("plan", "-p", "shop").stdout.startswith("shop lab\n")
    assert os.getcwd() == str(tmp_path)
