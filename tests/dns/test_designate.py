from typing import Any

import pytest

from exposure_components import ExposureError
from exposure_components.testing import Options, ProviderError, run_program
from tests.dns.programs import PROVIDERS, children, making, own_options, records, run, zone

NEW = PROVIDERS["designate"].new


def test_a_created_zone_has_what_its_args_say() -> None:
    own = zone(**NEW, ttl=3600, description="of the article")
    made, *others = children(run(making({"zone": own, "records": []})))
    assert (made.inputs, own_options(made), others) == (
        {
            "name": "kube.example.com.",
            "email": "dns@example.com",
            "ttl": 3600,
            "description": "of the article",
            "disableStatusCheck": True,
        },
        Options(),
        [],
    )


def test_a_created_zone_leaves_the_rest_to_designate() -> None:
    recording = run(making({"zone": zone(**NEW), "records": []}))
    (made,) = children(recording)
    assert made.inputs == {
        "name": "kube.example.com.",
        "email": "dns@example.com",
        "disableStatusCheck": True,
    }
    assert (recording.value["names"], recording.value["name_servers"]) == ([], None)


def test_a_zone_that_is_not_there_is_a_problem_of_its_name() -> None:
    def nothing(_args: Any) -> Any:
        raise ProviderError("Your query returned no results")

    with pytest.raises(ExposureError) as error:
        run_program(making(records()), calls={PROVIDERS["designate"].lookup: nothing})
    assert list(map(str, error.value.problems)) == [
        "zone.designate.name: kube.example.com. could not be looked up: Your query returned no "
        "results; see `openstack zone list`, or let it be made by `create`"
    ]


def test_up_waits_for_the_name_servers() -> None:
    answers = iter(["PENDING", "ACTIVE"])
    given = records(zone=zone(id="2b5f5f53-0b1e-4b3c-8a3e-0f5c8c8f1d11"))
    calls = {PROVIDERS["designate"].lookup: lambda _: {"status": next(answers)}}
    recording = run_program(making(given), calls=calls)
    assert [invoke.args for invoke in recording.invokes] == [{"name": "kube.example.com."}] * 2


def test_name_servers_that_do_not_follow_fail_the_program() -> None:
    given = records(zone=zone(id="2b5f5f53-0b1e-4b3c-8a3e-0f5c8c8f1d11"), timeout=1)
    calls = {PROVIDERS["designate"].lookup: lambda _: {"status": "PENDING"}}
    with pytest.raises(ExposureError) as error:
        run_program(making(given), calls=calls)
    assert list(map(str, error.value.problems)) == [
        "zone.designate.name: kube.example.com is PENDING after 1 s: its name servers do not have "
        "all of it; look at them; the next `pulumi up` waits again, and makes nothing twice"
    ]
