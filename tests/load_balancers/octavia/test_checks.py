"""What is wrong with the args of a balancer."""

from typing import Any

import pytest

from exposure_components.problems import Problem
from tests.load_balancers.octavia.apps import app, balancer, found, of_balancer

VIP = {"name": "vip"}
FLAVOR = "0b1d1b9e-6a5f-4c62-9b59-5a1c0de7a111"
ONE = "give exactly one"
GOOD: dict[str, dict[str, Any]] = {
    "least": {"vip_subnet": VIP},
    "existing by name": {"existing": {"name": "edge"}},
    "existing by id": {"existing": {"id": "1"}, "member_subnet": VIP, "timeout": 1},
    "existing, found elsewhere": {"existing": {"id": "1"}, "host": "edge.example.com"},
    "existing, with rules": {"existing": {"id": "1"}, "node_security_group": {"id": "2"}},
    "all": balancer(
        vip_address="10.0.0.9",
        floating_ip={"network": "public", "address": "203.0.113.9"},
        provider="amphora",
        flavor={"id": FLAVOR},
        availability_zone="a",
        member_subnet={"id": "1"},
        tags=["a"],
        timeout=1200,
    ),
    "OVN": balancer(provider="ovn", floating_ip={"network": "public"}, vip_address="fd00::9"),
}


@pytest.mark.parametrize("args", GOOD.values(), ids=GOOD)
def test_a_balancer_without_problems(args: dict[str, Any]) -> None:
    assert of_balancer(args) == []


def test_a_balancer_has_its_address_in_a_subnet() -> None:
    remedy = "give the subnet of the balancer's address, like {name: vip}, or `existing`"
    assert of_balancer({}) == [Problem("vip_subnet", None, "is missing", remedy)]


@pytest.mark.parametrize("key", ["existing", "vip_subnet", "member_subnet", "node_security_group"])
@pytest.mark.parametrize(
    ("given", "rule"),
    [({}, "has none of name, id"), ({"name": "a", "id": "b"}, "has name and id")],
    ids=["none", "both"],
)
def test_what_exists_has_a_name_or_an_id(key: str, given: dict[str, str], rule: str) -> None:
    place = {} if key == "existing" else {"vip_subnet": VIP}
    assert of_balancer({**place, key: given}) == [Problem(key, None, rule, ONE)]


def test_a_flavor_has_a_name_or_an_id() -> None:
    assert of_balancer(balancer(flavor={})) == [
        Problem("flavor", None, "has none of name, id", ONE)
    ]


def test_what_makes_a_balancer_does_not_go_with_an_existing_one() -> None:
    args = {
        "existing": {"name": "edge"},
        "vip_subnet": VIP,
        "vip_address": "10.0.0.9",
        "floating_ip": {"network": "public"},
        "flavor": {"id": FLAVOR},
        "availability_zone": "a",
        "tags": ["a"],
    }
    rule, keys = "is set when the balancer is made, and this one exists", list(args)[1:]
    assert of_balancer(args) == [Problem(key, None, rule, "drop it") for key in keys]


def test_where_clients_find_a_balancer_is_said_of_an_existing_one() -> None:
    remedy = "give `vip_address` or `floating_ip` to a new one"
    assert of_balancer(balancer(host="edge.example.com")) == [
        Problem("host", None, "goes with `existing`", remedy)
    ]


def test_addresses_are_addresses() -> None:
    args = balancer(vip_address="vip", floating_ip={"network": "public", "address": "10.0.0.0/8"})
    rule, remedy = "is no IP address", "give one, or leave it out for any that is free"
    assert of_balancer(args) == [
        Problem("vip_address", "vip", rule, remedy),
        Problem("floating_ip.address", "10.0.0.0/8", rule, remedy),
    ]


@pytest.mark.parametrize("seconds", [0, -1])
def test_a_change_takes_some_time(seconds: int) -> None:
    assert of_balancer(balancer(timeout=seconds)) == [
        Problem("timeout", seconds, "is no time to wait", "give seconds, from 1")
    ]


def test_ovn_has_no_machines_to_choose() -> None:
    args = balancer(provider="ovn", flavor={"name": "large"}, availability_zone="a")
    rule, remedy = "is not known to OVN", "drop it, or use the provider amphora"
    assert of_balancer(args) == [
        Problem("flavor", None, rule, remedy),
        Problem("availability_zone", None, rule, remedy),
    ]


def test_what_is_misspelt_hides_nothing_else() -> None:
    assert of_balancer({"vip_subnett": VIP, "provider": "f5", "timeout": 0}) == [
        Problem("vip_subnett", None, "is not known", "did you mean vip_subnet?"),
        Problem("provider", "f5", "is none of amphora, ovn", "choose one of them"),
        Problem(
            "vip_subnet",
            None,
            "is missing",
            "give the subnet of the balancer's address, like {name: vip}, or `existing`",
        ),
        Problem("timeout", 0, "is no time to wait", "give seconds, from 1"),
    ]


def test_an_app_has_the_problems_of_its_balancer() -> None:
    remedy = "give the subnet of the balancer's address, like {name: vip}, or `existing`"
    assert found(app(octavia={})) == [
        Problem("load_balancer.octavia.vip_subnet", None, "is missing", remedy)
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        ({"availability_zone": ""}, 'availability_zone: "" is empty; name one'),
        ({"member_subnet": {"name": ""}}, 'member_subnet.name: "" is empty; name one'),
        ({"flavor": {"id": ""}}, 'flavor.id: "" is empty; name one'),
        (
            {"flavor": {"id": "-"}},
            "flavor.id: - is no UUID; see `openstack loadbalancer flavor list`, or give its name",
        ),
        ({"floating_ip": {"network": ""}}, 'floating_ip.network: "" is empty; name one'),
        ({"tags": ["a", "b", "a"]}, "tags[2]: a is tags[0] as well; list each tag once"),
        (
            {"tags": ["a" * 256]},
            f"tags[0]: {'a' * 59}… has 256 characters, more than 255; shorten it",
        ),
    ],
)
def test_what_octavia_or_its_provider_refuses(more: dict[str, Any], line: str) -> None:
    """The empty zone and the tag that is there twice: found by `make fuzz`."""
    assert list(map(str, of_balancer(balancer(**more)))) == [line]
