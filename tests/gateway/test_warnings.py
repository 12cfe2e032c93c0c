"""What may surprise the users of an app behind a Gateway."""

from typing import Any

import pytest

from tests.gateway.apps import ANY_HOST, HOST, HTTP, TCP, port, warnings

AT = {"addresses": ["10.13.242.1"]}
EVERY = "the app answers for every host that no other app has: name its `hosts`"
UNKNOWN = "endpoints are not known: name the `hosts`, or `gateway.addresses`"
OTHER = {"name": "next", "port": 80, "namespace": "canary"}


@pytest.mark.parametrize(
    ("listener", "more", "expected"),
    [
        (HTTP, {}, []),
        (HTTP, {"hosts": None}, [EVERY, UNKNOWN]),
        (HTTP, {"hosts": None, "known": AT}, [EVERY]),
        ({**HTTP, "hostname": HOST}, {"hosts": None}, [EVERY]),
        ({**HTTP, "hostname": ANY_HOST}, {"hosts": None}, [EVERY, UNKNOWN]),
        (TCP, {"hosts": None, "ports": [port("TCPRoute")]}, [UNKNOWN]),
        (TCP, {"hosts": None, "ports": [port("TCPRoute")], "known": AT}, []),
        (HTTP, {"hosts": [ANY_HOST]}, ["endpoints are not known: every host is a wildcard"]),
        (HTTP, {"hosts": [ANY_HOST, HOST]}, []),
        (
            HTTP,
            {"known": {"listeners": None}},
            [
                "endpoints are not known, and nothing is redirected to HTTPS: give what is known "
                "of the Gateway's listeners in `gateway.listeners`"
            ],
        ),
    ],
    ids=[
        *("none", "no host", "no host, address is known", "the listener's host"),
        *("the listener's wildcard", "TCP", "TCP, address is known", "wildcard alone", "wildcard"),
        "listeners are not known",
    ],
)
def test_a_warning_says_what_is_not_known(listener: Any, more: Any, expected: list[str]) -> None:
    assert warnings(listener, **more) == expected


@pytest.mark.parametrize(
    ("listener", "more", "path"),
    [
        (HTTP, {"rules": [{"backends": [{}, {"service": OTHER}]}]}, "rules[0].backends[1]"),
        (
            HTTP,
            {"ports": [port("GRPCRoute")], "grpc_rules": [{"backends": [{"service": OTHER}]}]},
            "grpc_rules[0].backends[0]",
        ),
        (TCP, {"ports": [port("TCPRoute", backends=[{"service": OTHER}])]}, "ports[0].backends[0]"),
    ],
    ids=["requests", "calls", "connections"],
)
def test_a_service_of_another_namespace_needs_its_leave(
    listener: Any, more: Any, path: str
) -> None:
    assert warnings(listener, **more) == [
        f"{path}.service is in the namespace canary: there, a ReferenceGrant must let routes of "
        "the app's namespace refer to it, or the Gateway answers 500"
    ]
    assert warnings(listener, **more, namespace={"name": "canary"}) == []
