import pytest

from exposure_components.names import (
    LONGEST_LABEL,
    LONGEST_NAME,
    LONGEST_SUBDOMAIN,
    as_label,
    is_dns_label,
    is_dns_subdomain,
    is_service_name,
    shortened,
)


@pytest.mark.parametrize("text", ["a", "0", "a-b", "a--b", "0a", "a" * LONGEST_LABEL])
def test_a_dns_label_may_be(text: str) -> None:
    assert is_dns_label(text)


@pytest.mark.parametrize(
    "text",
    ["", "-", "-a", "a-", "A", "a_b", "a.b", "é", "a\n", "a" * (LONGEST_LABEL + 1)],
    ids=repr,
)
def test_no_dns_label_is(text: str) -> None:
    assert not is_dns_label(text)


def test_a_service_is_named_from_a_letter() -> None:
    assert is_service_name("a0")
    assert not is_service_name("0a")


@pytest.mark.parametrize("text", ["", "a-", "-a", "a.b", "A", "a\n"], ids=repr)
def test_no_service_is_named(text: str) -> None:
    assert not is_service_name(text)


@pytest.mark.parametrize("text", ["a", "a.b", "0.a-b.c", "a" * LONGEST_SUBDOMAIN])
def test_a_dns_subdomain_may_be(text: str) -> None:
    assert is_dns_subdomain(text)


@pytest.mark.parametrize(
    "text", ["", ".", "a.", ".a", "a..b", "a.-b", "A.b", "a" * (LONGEST_SUBDOMAIN + 1)], ids=repr
)
def test_no_dns_subdomain_is(text: str) -> None:
    assert not is_dns_subdomain(text)


def test_a_name_that_fits_stays_as_it_is() -> None:
    assert shortened("a" * LONGEST_NAME) == "a" * LONGEST_NAME


def test_a_long_name_ends_in_a_hash_of_the_whole() -> None:
    # Pinned: another hash in a later version would replace every object of such an app.
    assert shortened("a" * 53) == f"{'a' * 43}-abe346a7"


def test_a_long_name_is_not_cut_behind_a_dash() -> None:
    assert shortened("a" * 42 + "-" + "b" * 20) == f"{'a' * 42}-ef8d7b62"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("influxdb", "influxdb"),
        ("In_flux DB", "in-flux-db"),
        ("3proxy", "proxy"),
        ("--a--", "a"),
        ("1-2-a", "a"),
        ("é", ""),
        ("123", ""),
        ("", ""),
    ],
    ids=repr,
)
def test_the_nearest_label_of(text: str, label: str) -> None:
    assert as_label(text) == label
