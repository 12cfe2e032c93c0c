"""Calls of providers' functions are recorded, and answered as the test says."""

import re
from typing import Any

import pulumi
import pulumi_openstack as openstack
import pytest
from pulumi_kubernetes.core.v1 import ConfigMap

from exposure_components.testing import (
    UNKNOWN,
    Call,
    Invoke,
    ProviderError,
    UnknownResultError,
    UnmockedCallError,
    run_program,
)
from tests.testing.programs import CONFIG_MAP

GET_NETWORK = "openstack:networking/getNetwork:getNetwork"


def get_network() -> Any:
    return openstack.networking.get_network_output(name="lab").id


def test_calls_are_answered_and_recorded() -> None:
    recording = run_program(
        get_network, calls={GET_NETWORK: lambda args: {"id": f"id-of-{args['name']}"}}
    )
    assert recording.value == "id-of-lab"
    assert recording.invokes == (Invoke(GET_NETWORK, {"name": "lab"}, ""),)


def test_a_call_without_an_answer_fails_the_run() -> None:
    with pytest.raises(UnmockedCallError) as raised:
        run_program(get_network)
    assert str(raised.value) == (
        f"the program calls {GET_NETWORK}(name='lab'); "
        f"give run_program calls={{'{GET_NETWORK}': lambda args: {{...}}}}"
    )


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(lambda _args: UNKNOWN, id="as-a-whole"),
        pytest.param(lambda args: {**args, "id": UNKNOWN}, id="a-value"),
        pytest.param(lambda _args: {"subnets": [{"id": UNKNOWN}]}, id="deep-inside"),
    ],
)
def test_an_unknown_answer_makes_all_unknown_that_comes_of_it(answer: Call) -> None:
    def program() -> None:
        found = openstack.networking.get_network_output(name="lab")
        tags = found.tags.apply(lambda tags: pulumi.log.warn(f"has {tags}"))
        ConfigMap("web", data={"id": found.id, "name": found.name, "tags": tags})

    recording = run_program(program, preview=True, calls={GET_NETWORK: answer})
    assert recording.one(CONFIG_MAP).inputs["data"] == dict.fromkeys(
        ("id", "name", "tags"), UNKNOWN
    )
    assert recording.logs == ()
    assert recording.invokes == (Invoke(GET_NETWORK, {"name": "lab"}, ""),)


def test_who_needs_an_unknown_answer_at_once_is_told_the_other_form() -> None:
    def program() -> Any:
        return openstack.networking.get_network(name="lab").id

    with pytest.raises(UnknownResultError) as raised:
        run_program(program, preview=True, calls={GET_NETWORK: lambda _args: UNKNOWN})
    assert str(raised.value) == (
        "the program calls get_network(name='lab'), whose result is UNKNOWN; "
        "get_network_output gives outputs, which may be unknown"
    )
    assert isinstance(raised.value.__cause__, AssertionError)


def test_an_assertion_on_what_is_found_is_the_programs_own() -> None:
    def program() -> None:
        found = openstack.networking.get_network(name="lab")
        raise AssertionError(f"{found.id} is no network of ours")

    with pytest.raises(AssertionError, match=r"^other is no network of ours$"):
        run_program(program, calls={GET_NETWORK: lambda _args: {"id": "other"}})


def refuse(_args: object) -> Any:
    raise ProviderError("no network is named lab")


REFUSED = rf"^invoke of {GET_NETWORK} failed: no network is named lab \(\)$"


def test_a_program_may_handle_what_a_provider_refuses() -> None:
    def program() -> str:
        try:
            openstack.networking.get_network(name="lab")
        except Exception as refused:
            return str(refused)
        return "found"

    message = run_program(program, calls={GET_NETWORK: refuse}).value
    assert re.match(REFUSED, message)


def test_what_a_provider_refuses_fails_a_program_that_does_not_handle_it() -> None:
    with pytest.raises(Exception, match=REFUSED):
        run_program(get_network, calls={GET_NETWORK: refuse})
