import pytest

from exposure_components.dns.domain_names import (
    absolute,
    answers_for,
    canonical,
    is_apex,
    is_inside,
    is_wildcard,
    name_problems,
)
from exposure_components.dns.hosts import normal, type_of

LABEL = "a" * 63


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("influxdb.kube.example.com", True),
        ("Influxdb.Kube.Example.COM.", True),
        ("*.kube.example.com", True),
        ("a.b.kube.example.com", True),
        ("kube.example.com", True),
        ("xkube.example.com", False),
        ("*.example.com", False),
        ("example.com", False),
        ("kube.example.com.org", False),
    ],
)
def test_a_zone_holds_names_by_label(name: str, inside: bool) -> None:
    assert is_inside(name, "kube.example.com") is inside
    assert is_inside(name, "KUBE.example.com.") is inside


def test_a_name_has_one_form_of_its_own_and_one_with_a_dot() -> None:
    assert canonical("Kube.Example.com.") == "kube.example.com"
    assert absolute("Kube.Example.com") == absolute("kube.example.com.") == "kube.example.com."
    assert is_apex("kube.example.com.", "Kube.example.com")
    assert not is_apex("a.kube.example.com", "kube.example.com")
    assert is_wildcard("*.kube.example.com")
    assert not is_wildcard("a.kube.example.com")


@pytest.mark.parametrize(
    "name",
    [
        "kube",
        "kube.example.com.",
        "_acme-challenge.example.com",
        "a--b.example.com",
        "1.example.com",
        f"{LABEL}.com",
        ".".join([LABEL] * 3 + ["a" * 61]),
        "*.example.com",
        "*",
    ],
)
def test_a_name_may_be(name: str) -> None:
    # A lone `*` is in no zone, which is told of it elsewhere.
    expected = ["is no domain name"] if name == "*" else []
    assert [p.rule for p in name_problems("name", name, wildcard=True)] == expected


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("", "is empty"),
        (".", "is empty"),
        ("a..example.com", "is no domain name"),
        ("-a.example.com", "is no domain name"),
        ("a-.example.com", "is no domain name"),
        ("exämple.com", "is no domain name"),
        ("a b.example.com", "is no domain name"),
        ("a.example.com\n", "is no domain name"),
        ("http://a.example.com", "is no domain name"),
        ("a.*.example.com", "has a `*` that is not the whole leftmost label"),
        ("*a.example.com", "has a `*` that is not the whole leftmost label"),
        ("*.*.example.com", "has a `*` that is not the whole leftmost label"),
        (f"a{LABEL}.com", "has a label of 64 characters, more than 63"),
        (".".join([LABEL] * 4), "has 255 characters, more than 253"),
    ],
)
def test_no_name_is(name: str, rule: str) -> None:
    assert [p.rule for p in name_problems("name", name, wildcard=True)] == [rule]


def test_a_zone_is_no_wildcard() -> None:
    (problem,) = name_problems("name", "*.example.com")
    assert str(problem) == (
        "name: *.example.com has a `*` that is not the whole leftmost label; leave it out"
    )


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("10.13.241.89", "A"),
        ("fd00::1", "AAAA"),
        ("influxdb.kube.example.com.", "CNAME"),
        ("localhost", "CNAME"),
        ("10.13.241", None),
        ("10.13.241.256", None),
        ("fe80::1%eth0", None),
        ("10.13.241.89:80", None),
        ("*.kube.example.com", None),
        ("", None),
    ],
)
def test_a_text_is_an_address_a_name_or_neither(text: str, kind: str | None) -> None:
    assert type_of(text) == kind


def test_two_ways_to_write_a_value_have_one_form() -> None:
    assert normal("FD00:0:0::1") == normal("fd00::1") == "fd00::1"
    assert normal("LB.example.com.") == normal("lb.example.com") == "lb.example.com"


@pytest.mark.parametrize(
    ("name", "asked", "expected"),
    [
        ("a.example.com", "A.example.com.", True),
        ("a.example.com", "b.a.example.com", False),
        ("*.example.com", "a.example.com", True),
        ("*.example.com", "a.b.example.com", True),
        ("*.example.com", "*.example.com", True),
        ("*.example.com", "*.b.example.com", True),
        ("*.example.com", "example.com", False),
        ("*.example.com", "a.xexample.com", False),
    ],
)
def test_a_wildcard_answers_for_all_names_below(name: str, asked: str, expected: bool) -> None:
    assert answers_for(name, asked) is expected
