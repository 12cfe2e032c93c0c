"""Identity of resources, by their URNs."""

from exposure_components.migration.state import (
    UNKNOWN,
    Resource,
    in_place,
    name_of,
    place_of,
    types_of,
    urn,
)
from tests.migration.states import kubernetes, resource

CHILD = "urn:pulumi:lab::shop::shop:index:App$kubernetes:core/v1:Service::web::tcp"


def test_a_urn_is_taken_apart_and_put_together() -> None:
    assert place_of(CHILD) == ("lab", "shop")
    assert types_of(CHILD) == "shop:index:App$kubernetes:core/v1:Service"
    assert name_of(CHILD) == "web::tcp"
    assert urn(*place_of(CHILD), types_of(CHILD), name_of(CHILD)) == CHILD
    assert Resource(CHILD, "", True, {}).type == "kubernetes:core/v1:Service"


def test_what_has_no_urn_has_no_type() -> None:
    assert (Resource("", "", True, {}).type, Resource("", "", True, {}).name) == ("", "")


def test_only_what_has_kind_and_version_is_an_object() -> None:
    assert kubernetes("Service").kind == "Service"
    chart = resource("kubernetes:helm.sh/v3:Release", inputs={"chart": "web"})
    assert (chart.is_object, chart.kind) == (False, "")


def test_another_stack_is_compared_as_if_it_were_this_one() -> None:
    old = CHILD.replace(":lab::shop::", ":old::store::")
    parent = old.replace("$kubernetes:core/v1:Service::web::tcp", "::web")
    moved = Resource(old, parent, True, {}, provider=old, comes_from={"spec": [parent]})
    (found,) = in_place([moved], "lab", "shop")
    assert (found.urn, found.provider) == (CHILD, CHILD)
    assert found.parent == parent.replace(":old::store::", ":lab::shop::")
    assert found.comes_from == {"spec": [found.parent]}
    assert in_place([Resource(old, "", True, {})], "lab", "shop")[0].parent == ""


def test_what_is_unknown_says_so() -> None:
    assert str(UNKNOWN) == f"{UNKNOWN}" == "known after up"
