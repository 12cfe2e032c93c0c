"""A program gets its config as the engine would hand it over."""

from pathlib import Path
from typing import Any

import pytest

from exposure_components.cli.config import Config, read_config
from exposure_components.cli.failure import UsageError
from exposure_components.cli.project import read_project
from tests.cli.projects import CONFIG_MAP, exposure, write_project

CIPHER = "{secure: v1:abc=}"


def config_of(tmp_path: Path, project: str, stack: str, **options: Any) -> Config:
    overrides = options.pop("overrides", {})
    write_project(tmp_path, CONFIG_MAP, project=project, stacks={"lab": stack})
    return read_config(read_project(tmp_path), "lab", overrides, **options)


def problems_of(tmp_path: Path, project: str, stack: str, **options: Any) -> list[str]:
    with pytest.raises(UsageError) as raised:
        config_of(tmp_path, project, stack, **options)
    header, *problems = str(raised.value).splitlines()
    assert header == "stack lab of shop has wrong config:"
    return [problem.removeprefix("  ") for problem in problems]


@pytest.mark.parametrize(
    ("yaml", "text"),
    [
        pytest.param("web", "web", id="string"),
        pytest.param("'2'", "2", id="digits-in-quotes"),
        pytest.param("2", "2", id="integer"),
        pytest.param("2.0", "2", id="whole-float"),
        pytest.param("0.5", "0.5", id="float"),
        pytest.param("0644", "420", id="octal"),
        pytest.param("true", "true", id="boolean"),
        pytest.param("no", "no", id="no-is-a-string"),
        pytest.param("12:30:00", "12:30:00", id="time-is-a-string"),
        pytest.param("2024-01-01", "2024-01-01", id="date-is-a-string"),
        pytest.param("[1, {b: 2, a: x}]", '[1,{"a":"x","b":2}]', id="list"),
        pytest.param("{b: [true], a: ü}", '{"a":"ü","b":[true]}', id="object"),
    ],
)
def test_every_value_becomes_the_string_that_the_engine_makes_of_it(
    tmp_path: Path, yaml: str, text: str
) -> None:
    config = config_of(tmp_path, "", f"config:\n  shop:value: {yaml}\n")
    assert config == Config({"shop:value": text}, {})


def test_keys_without_a_namespace_belong_to_the_project(tmp_path: Path) -> None:
    project = """
        config:
          short: {type: string, default: from the project}
          kubernetes:context: lab
          openstack:cloud: {value: lab}
    """
    stack = """
        config:
          replicas: 2
          shop:config:old: form
          pulumi:disable-default-providers: ["*"]
    """
    assert config_of(tmp_path, project, stack).plain == {
        "shop:short": "from the project",
        "kubernetes:context": "lab",
        "openstack:cloud": "lab",
        "shop:replicas": "2",
        "shop:old": "form",
        "pulumi:disable-default-providers": '["*"]',
    }


def test_the_stack_goes_over_the_project_and_an_override_over_both(tmp_path: Path) -> None:
    project = """
        config:
          a: project
          b: project
          c: project
          d: {default: {}}
    """
    stack = "config: {shop:b: stack, shop:c: stack}\n"
    config = config_of(tmp_path, project, stack, overrides={"c": "line", "aws:region": "x"})
    assert config.plain == {
        "shop:a": "project",
        "shop:b": "stack",
        "shop:c": "line",
        "shop:d": "{}",
        "aws:region": "x",
    }


@pytest.mark.parametrize(
    ("declared", "value"),
    [
        ("{type: string}", "web"),
        ("{type: string}", "2"),
        ("{type: integer}", "2"),
        ("{type: integer}", "'-2'"),
        ("{type: integer}", "2.0"),
        ("{type: boolean}", "false"),
        ("{type: boolean}", "'true'"),
        ("{type: object}", "{}"),
        ("{type: array, items: {type: integer}}", "[1, 2]"),
        ("{type: array, items: {type: array, items: {type: string}}}", "[[a], []]"),
        ("", "anything"),
    ],
)
def test_a_value_of_the_declared_type_is_taken(tmp_path: Path, declared: str, value: str) -> None:
    project = f"config:\n  value: {declared}\n"
    config = config_of(tmp_path, project, f"config:\n  shop:value: {value}\n")
    assert list(config.plain) == ["shop:value"]


@pytest.mark.parametrize(
    ("declared", "value", "problem"),
    [
        ("{type: integer}", "two", "'two'; it must be of the type integer"),
        ("{type: integer}", "2.5", "2.5; it must be of the type integer"),
        ("{type: integer}", "true", "True; it must be of the type integer"),
        ("{type: boolean}", "'yes'", "'yes'; it must be of the type boolean"),
        ("{type: string}", "[a]", "['a']; it must be of the type string"),
        ("{type: object}", "[a]", "['a']; it must be of the type object"),
        (
            "{type: array, items: {type: integer}}",
            "[1, x]",
            "[1, 'x']; it must be of the type array of integer",
        ),
        (
            "{type: array, items: {type: integer}}",
            "1",
            "1; it must be of the type array of integer",
        ),
    ],
)
def test_a_value_of_another_type_is_refused(
    tmp_path: Path, declared: str, value: str, problem: str
) -> None:
    project = f"config:\n  value: {declared}\n"
    stack = f"config:\n  shop:value: {value}\n"
    assert problems_of(tmp_path, project, stack) == [f"value is {problem}"]


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    project = """
        config:
          image: {type: string, description: Image of the app}
          replicas: {type: integer}
          key: {type: string, secret: true}
          tag:
    """
    stack = "config: {shop:replicas: two, shop:key: hush}\n"
    assert problems_of(tmp_path, project, stack) == [
        "image is missing (Image of the app); set it with pulumi config set, or give --config",
        "replicas is 'two'; it must be of the type integer",
        "key is in plain text and declared a secret; set it with pulumi config set --secret",
        "tag is missing; set it with pulumi config set, or give --config",
    ]


def test_an_encrypted_value_reads_secret_or_the_emptiest_of_its_type(tmp_path: Path) -> None:
    project = """
        config:
          text: {type: string, secret: true}
          number: {type: integer}
          flag: {type: boolean}
          all: {type: array, items: {type: string}}
          each: {type: object}
    """
    keys = ("text", "number", "flag", "all", "each", "free")
    stack = "config:\n" + "".join(f"  shop:{key}: {CIPHER}\n" for key in keys)
    stack += f"  shop:nested: {{user: admin, keys: [{CIPHER}]}}\n"
    assert config_of(tmp_path, project, stack) == Config(
        {},
        {
            "shop:text": "[secret]",
            "shop:number": "0",
            "shop:flag": "false",
            "shop:all": "[]",
            "shop:each": "{}",
            "shop:free": "[secret]",
            "shop:nested": '{"keys":["[secret]"],"user":"admin"}',
        },
    )


def test_known_secrets_have_no_stand_in_of_another_type(tmp_path: Path) -> None:
    project = "config:\n  number: {type: integer}\n"
    stack = f"config:\n  shop:number: {CIPHER}\n"
    assert config_of(tmp_path, project, stack, known_secrets=True).secret == {
        "shop:number": "[secret]"
    }


def test_an_override_of_a_secret_stays_a_secret(tmp_path: Path) -> None:
    project = "config:\n  declared: {type: string, secret: true}\n"
    stack = f"config:\n  shop:encrypted: {CIPHER}\n"
    overrides = {"declared": "hush", "encrypted": "hush", "other": "loud"}
    assert config_of(tmp_path, project, stack, overrides=overrides) == Config(
        {"shop:other": "loud"}, {"shop:declared": "hush", "shop:encrypted": "hush"}
    )


def test_an_override_has_the_declared_type_too(tmp_path: Path) -> None:
    project = "config:\n  replicas: {type: integer, default: 1}\n"
    assert problems_of(tmp_path, project, "", overrides={"replicas": "two"}) == [
        "replicas is 'two'; it must be of the type integer"
    ]


def test_an_empty_stack_file_and_a_stack_without_one_have_the_defaults(tmp_path: Path) -> None:
    project = "config:\n  name: web\n"
    assert config_of(tmp_path, project, "").plain == {"shop:name": "web"}
    (tmp_path / "Pulumi.lab.yaml").unlink()
    assert read_config(read_project(tmp_path), "any", {}).plain == {"shop:name": "web"}


NO_BLOCK = "{file} has no config block of keys and values; write KEY: VALUE below `config:`"


@pytest.mark.parametrize(
    ("stack", "message"),
    [
        pytest.param("- a\n", NO_BLOCK, id="list"),
        pytest.param("config: text\n", NO_BLOCK, id="text"),
        pytest.param(
            "environment: [prod]\n",
            "{file} names an environment of Pulumi ESC, which can't be read offline; "
            "give its values with --config",
            id="environment",
        ),
    ],
)
def test_a_stack_file_that_cannot_be_read_is_refused(
    tmp_path: Path, stack: str, message: str
) -> None:
    with pytest.raises(UsageError) as raised:
        config_of(tmp_path, "", stack)
    assert str(raised.value) == message.format(file=tmp_path / "Pulumi.lab.yaml")


def test_wrong_config_ends_the_command_before_the_program_runs(tmp_path: Path) -> None:
    write_project(tmp_path, "raise SystemExit(9)", project="config:\n  image: {type: string}\n")
    result = exposure("plan", "-p", tmp_path)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.splitlines() == [
        "error: stack lab of shop has wrong config:",
        "  image is missing; set it with pulumi config set, or give --config",
    ]


def test_config_on_the_command_line_reaches_the_program(tmp_path: Path) -> None:
    program = "import pulumi\npulumi.log.warn(pulumi.Config().require('name'))"
    write_project(tmp_path, program)
    assert "warning: a=b" in exposure("plan", "-p", tmp_path, "-c", "name=a=b").stdout
    result = exposure("plan", "-p", tmp_path, "-c", "name")
    assert (result.exit_code, result.stderr) == (2, "error: --config name is no KEY=VALUE\n")
