"""Packages of which this one knows nothing are held to their SDKs' own types, too."""

import subprocess
import sys
from typing import Any

import pulumi
import pulumi_random as random
import pytest

from exposure_components.testing import UNKNOWN, RecordedResource, SchemaError, run_program

PASSWORD = "random:index/randomPassword:RandomPassword"
STACK = "pulumi:pulumi:StackReference"


def resource(token: str, **inputs: Any) -> None:
    """As SDKs register it, without a class that names its properties."""
    pulumi.CustomResource(token, "web", inputs)


@pytest.mark.parametrize(
    ("inputs", "problem"),
    [
        pytest.param(
            {"length": "8"}, ".length: expected int, got str '8'", id="string-for-a-number"
        ),
        pytest.param(
            {"length": 8, "keepers": {"a": 1}},
            ".keepers['a']: expected str, got int 1",
            id="number-in-a-map-of-strings",
        ),
        pytest.param(
            {},
            ".length: missing required property of RandomPasswordArgs",
            id="missing-property",
        ),
        pytest.param(
            {"length": 8, "minUper": 1},
            ".minUper: unknown property of RandomPasswordArgs (did you mean 'minUpper'?)",
            id="unknown-property",
        ),
    ],
)
def test_inputs_are_held_against_the_classes_of_the_package(inputs: Any, problem: str) -> None:
    with pytest.raises(SchemaError) as raised:
        run_program(lambda: resource(PASSWORD, **inputs))
    assert raised.value.problems == [f"{PASSWORD} web{problem}"]


def test_a_provider_of_any_package_is_held_to_its_names() -> None:
    class Provider(pulumi.ProviderResource):
        def __init__(self) -> None:
            super().__init__("random", "web", {"regoin": "eu"})

    with pytest.raises(SchemaError, match="regoin: unknown property of the random Provider"):
        run_program(Provider)


@pytest.mark.parametrize("preview", [True, False])
def test_what_a_provider_makes_up_is_for_the_test_to_say(preview: bool) -> None:
    def made(resource: RecordedResource) -> dict[str, Any]:
        return {"result": UNKNOWN if preview else "x" * resource.inputs["length"]}

    def program() -> Any:
        password = random.RandomPassword("web", length=3)
        return [password.result.apply(str.upper), password.length]

    recording = run_program(program, preview=preview, outputs={PASSWORD: made})
    assert recording.value == [UNKNOWN if preview else "XXX", 3]
    assert recording.one(random.RandomPassword).options.additional_secret_outputs == (
        "bcryptHash",
        "result",
    )


def test_an_output_of_another_stack_is_for_the_test_to_say() -> None:
    def program() -> Any:
        return pulumi.StackReference("organization/network/prod").get_output("subnet")

    answers = {STACK: lambda _: {"outputs": {"subnet": "subnet-1"}}}
    assert run_program(program, outputs=answers).value == "subnet-1"


def test_an_sdk_that_is_installed_checks_what_is_registered_by_its_token_alone() -> None:
    """In a process of its own, where nothing has imported the SDK."""
    code = f"""
import sys, pulumi
from exposure_components.testing import SchemaError, run_program
assert "pulumi_random" not in sys.modules
try:
    run_program(lambda: pulumi.CustomResource({PASSWORD!r}, "web", {{"length": "8"}}))
except SchemaError as exn:
    print(exn)
"""
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout == f"{PASSWORD} web.length: expected int, got str '8'\n"


@pytest.mark.parametrize("token", ["shop:App", "unheard-of:index:App"])
def test_a_token_of_no_package_is_not_checked(token: str) -> None:
    recording = run_program(lambda: resource(token, any={"thing": 1}))
    assert recording.one(token).inputs == {"any": {"thing": 1}}
