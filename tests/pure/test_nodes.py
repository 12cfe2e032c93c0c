import pytest

from exposure_components.nodes import EVERYWHERE, Place, eligible, place

PLANE = {"name": "plane", "address": "10.0.0.1", "schedulable": False}
FIRST = {"name": "first", "address": "10.0.0.2", "labels": {"disk": "ssd"}}
SECOND = {"name": "second", "address": "10.0.0.3"}


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ({}, ["first", "second"]),
        ({"disk": "ssd"}, ["first"]),
        ({"kubernetes.io/hostname": "second"}, ["second"]),
        ({"kubernetes.io/hostname": "plane"}, []),
        ({"disk": "ssd", "kubernetes.io/hostname": "second"}, []),
    ],
    ids=["any", "label", "name", "unschedulable", "both"],
)
def test_nodes_that_may_run_pods(selector: dict[str, str], expected: list[str]) -> None:
    assert [n["name"] for n in eligible([PLANE, FIRST, SECOND], selector)] == expected


def test_a_hostname_label_of_its_own_goes_before_the_nodes_name() -> None:
    node = {"name": "a.example.org", "address": "", "labels": {"kubernetes.io/hostname": "a"}}
    assert eligible([node], {"kubernetes.io/hostname": "a"}) == [node]
    assert eligible([node], {"kubernetes.io/hostname": "a.example.org"}) == []


def test_a_place_names_its_nodes_where_they_are_known() -> None:
    assert place([FIRST, SECOND], {"disk": "ssd"}) == Place(
        frozenset(["first"]), (("disk", "ssd"),)
    )
    assert place([], {"disk": "ssd"}) == Place(None, (("disk", "ssd"),))
    assert place([], {}) == EVERYWHERE


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (Place(frozenset("ab")), Place(frozenset("bc")), True),
        (Place(frozenset("a")), Place(frozenset("b")), False),
        (Place(None), Place(None), True),
        (Place(None, (("disk", "ssd"),)), Place(None, (("disk", "hdd"),)), False),
        (Place(None, (("disk", "ssd"),)), Place(None, (("zone", "a"),)), True),
        (Place(frozenset("a"), (("disk", "ssd"),)), Place(None, (("disk", "hdd"),)), False),
        (Place(frozenset("a")), EVERYWHERE, True),
    ],
    ids=[
        *("common node", "other nodes", "everywhere", "one label, two values", "two labels"),
        *("nodes known of one", "everywhere and a node"),
    ],
)
def test_places_overlap_where_one_node_may_run_pods_of_both(
    one: Place, other: Place, overlap: bool
) -> None:
    assert one.overlaps(other) is overlap
    assert other.overlaps(one) is overlap
