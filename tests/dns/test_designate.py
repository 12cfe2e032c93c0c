from exposure_components.testing import Options
from tests.dns.programs import PROVIDERS, children, making, own_options, run, zone

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
        },
        Options(),
        [],
    )


def test_a_created_zone_leaves_the_rest_to_designate() -> None:
    recording = run(making({"zone": zone(**NEW), "records": []}))
    (made,) = children(recording)
    assert made.inputs == {"name": "kube.example.com.", "email": "dns@example.com"}
    assert (recording.value["names"], recording.value["name_servers"]) == ([], None)
