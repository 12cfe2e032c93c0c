from typing import Any

import pytest

from tests.pure.apps import Later, app, problem_lines


@pytest.mark.parametrize("cidr", ["10.0.0.0/8", "10.0.0.5/32", "0.0.0.0/0", "fe80::/10", "::/0"])
def test_a_cidr_may_be(cidr: str) -> None:
    assert problem_lines(app(allowed_cidrs=[cidr])) == []


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("10.0.0.5", "is an address, no CIDR; did you mean 10.0.0.5/32?"),
        ("fe80::1", "is an address, no CIDR; did you mean fe80::1/128?"),
        ("10.0.0.5/24", "is no CIDR; did you mean 10.0.0.0/24 or 10.0.0.5/32?"),
        ("fe80::1/64", "is no CIDR; did you mean fe80::/64 or fe80::1/128?"),
        ("10.0.0.0/33", "is no CIDR; write address/bits, like 10.0.0.0/8"),
        ("10.0.0/8", "is no CIDR; write address/bits, like 10.0.0.0/8"),
        ("10.0.0.0/08", "is no CIDR; did you mean 10.0.0.0/8 or 10.0.0.0/32?"),
        ("fe80::%eth0/64", "is no CIDR; did you mean fe80::/64 or fe80::/128?"),
        ("everyone", "is no CIDR; write address/bits, like 10.0.0.0/8"),
    ],
)
def test_no_cidr_is(text: str, rest: str) -> None:
    assert problem_lines(app(allowed_cidrs=["10.0.0.0/8", text])) == [
        f"allowed_cidrs[1]: {text} {rest}"
    ]
    assert problem_lines(app(network_policy={"egress_cidrs": [text]})) == [
        f"network_policy.egress_cidrs[0]: {text} {rest}"
    ]


def test_a_mask_is_written_as_bits() -> None:
    # ipaddress reads it, Kubernetes does not.
    assert problem_lines(app(allowed_cidrs=["10.0.0.0/255.0.0.0"])) == [
        "allowed_cidrs[0]: 10.0.0.0/255.0.0.0 is no CIDR; did you mean 10.0.0.0/8 or 10.0.0.0/32?"
    ]


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        ({"allowed_cidrs": [Later()]}, []),
        (
            {"allowed_cidrs": []},
            ["allowed_cidrs: is empty, and lets nobody in; leave it out to let every client in"],
        ),
        ({"network_policy": {"namespaces": ["apps"], "egress_cidrs": []}}, []),
        (
            {"network_policy": {"namespaces": ["apps", "My_Apps"]}},
            [
                "network_policy.namespaces[1]: My_Apps is no name of a namespace; "
                "use a-z, 0-9 and dashes"
            ],
        ),
        (
            {"network_policy": {"enabled": False}, "allowed_cidrs": ["10.0.0.0/8"]},
            [
                "network_policy.enabled: False leaves `allowed_cidrs` without effect; "
                "drop one of the two"
            ],
        ),
        ({"network_policy": {"enabled": False}}, []),
    ],
    ids=["known later", "nobody", "policy", "no namespace", "turned off with CIDRs", "turned off"],
)
def test_who_may_talk_to_the_app(more: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(**more)) == lines
