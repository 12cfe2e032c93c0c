"""Hosts as the Gateway API compares them."""

import pytest

from exposure_components.gateway.hostnames import meet, meets_any


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("a.example.com", "A.example.com", True),
        ("a.example.com", "b.example.com", False),
        ("*.example.com", "a.example.com", True),
        ("*.example.com", "a.b.example.com", True),
        ("*.example.com", "example.com", False),
        ("*.example.com", "xexample.com", False),
        ("*.example.com", "*.example.com", True),
        ("*.example.com", "*.b.example.com", True),
        ("*.example.com", "*.example.org", False),
        ("*.example.com", "*.xexample.com", False),
    ],
)
def test_a_wildcard_covers_all_below(one: str, other: str, expected: bool) -> None:
    assert meet(one, other) is expected
    assert meet(other, one) is expected


def test_no_name_is_every_host() -> None:
    assert meets_any(None, ["a.example.com"])
    assert meets_any("a.example.com", [])
    assert meets_any("a.example.com", ["b.example.com", "a.example.com"])
    assert not meets_any("a.example.com", ["b.example.com"])
