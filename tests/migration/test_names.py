"""Names in DNS that lead elsewhere: for how long clients know an old answer."""

from typing import Any

import pytest

from exposure_components.migration.changes import changes
from exposure_components.migration.names import ALIAS_TTL, Moved, moved_names
from exposure_components.migration.state import Resource
from tests.migration.apps import app
from tests.migration.states import clients, moved, resource

SET, RECORD = "openstack:dns/recordSet:RecordSet", "aws:route53/record:Record"
ZONE: Any = {"designate": {"name": "kube.example.com"}}
NAME = "influxdb.kube.example.com"


def record(*values: Any, name: str = f"{NAME}.", kind: str = SET, **more: Any) -> Resource:
    return resource(kind, inputs={"name": name, "type": "A", "records": list(values), **more})


def names(before: Resource | None, after: Resource | None) -> list[Moved]:
    return moved_names(changes([before] if before else [], [after] if after else []))


OLD = record("10.0.0.1", ttl=300)


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        pytest.param(
            OLD,
            record("10.0.0.2", ttl=60),
            [Moved(NAME, 300, ("10.0.0.1",), ("10.0.0.2",), False)],
            id="the old record's time to live counts",
        ),
        pytest.param(OLD, None, [Moved(NAME, 300, ("10.0.0.1",), (), True)], id="goes"),
        pytest.param(
            OLD,
            record("10.0.0.1", name="db.kube.example.com.", ttl=300),
            [Moved(NAME, 300, ("10.0.0.1",), (), True)],
            id="renamed",
        ),
        pytest.param(OLD, record("10.0.0.1", ttl=60), [], id="another time to live alone"),
        pytest.param(None, OLD, [], id="new"),
        pytest.param(
            record("10.0.0.1"),
            record("10.0.0.2"),
            [Moved(NAME, None, ("10.0.0.1",), ("10.0.0.2",), False)],
            id="the zone's time to live",
        ),
        pytest.param(
            record("10.0.0.1", ttl="[secret]"),
            record("10.0.0.2"),
            [Moved(NAME, None, ("10.0.0.1",), ("10.0.0.2",), False)],
            id="a time to live that nobody knows",
        ),
        pytest.param(
            record(kind=RECORD, name=NAME, aliases=[{"name": "old.elb"}]),
            record(kind=RECORD, name=NAME, aliases=[{"name": "new.elb"}]),
            [Moved(NAME, ALIAS_TTL, ("old.elb",), ("new.elb",), False)],
            id="aliases",
        ),
    ],
)
def test_names_that_move(
    before: Resource | None, after: Resource | None, found: list[Moved]
) -> None:
    assert names(before, after) == found


def test_a_record_that_another_resource_takes_over_does_not_go() -> None:
    other = Resource(OLD.urn.replace("::web", "::other"), "", True, OLD.inputs)
    assert moved_names(changes([OLD], [other])) == []


def named(strategy: str, **dns: Any) -> Any:
    return app(strategy, dns={"name": NAME, "zone": ZONE, **dns})


def test_clients_that_know_the_old_answer_are_served_while_the_old_way_is_open() -> None:
    """The NodePorts stay behind the balancer, at another port than the name promises now."""
    noticed = clients(moved(named("node-port", ttl=300), named("cloud")))
    assert (NAME, "leads elsewhere: 300 s") in noticed
    assert (f"http://{NAME}:30000", "still open") in noticed


def test_one_address_by_another_way_is_cut_off_until_the_old_answer_is_forgotten() -> None:
    noticed = dict(clients(moved(named("host-port", ttl=300), named("cloud"))))
    assert noticed[NAME] == "leads elsewhere: 300 s"
    assert (
        noticed[f"http://{NAME}:8086"]
        == "cut off for a while: 300 s + the cloud makes the balancer"
    )
