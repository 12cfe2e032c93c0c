"""Ports that a controller passes on as they are."""

from typing import Any

import pytest

from tests.ingress.apps import SECRET, port, problems, warnings

OPEN = {"class_name": "traefik", "tcp_ports": [2222], "udp_ports": [5353]}


def wrong(*ports: dict[str, Any]) -> list[str]:
    return problems("traefik", ports=[*port(), *ports], controller=OPEN)


def test_a_port_that_is_open_is_passed_on() -> None:
    assert wrong({"container_port": 22, "entry_port": 2222}) == []
    assert wrong({"container_port": 53, "protocol": "UDP", "entry_port": 5353}) == []


def test_one_port_of_the_controller_leads_to_one_port_of_the_app() -> None:
    twice = [{"container_port": number, "entry_port": 2222} for number in (22, 23)]
    assert wrong(*twice) == [
        "ports[2].entry_port: 2222 is ports[1]'s as well; give one of them another"
    ]


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (
            {"container_port": 22, "entry_port": 0},
            "ports[1].entry_port: 0 is outside of 1-65535; choose a port of the controller",
        ),
        (
            {"container_port": 22, "entry_port": 2222, "backend_protocol": "GRPC"},
            "ports[1].backend_protocol: GRPC is for HTTP, and the controller passes the port on as "
            "it is; drop it, or `entry_port`",
        ),
    ],
    ids=["no port", "spoken"],
)
def test_what_cannot_be_is_refused(given: dict[str, Any], message: str) -> None:
    assert wrong(given) == [message]


OF_REQUESTS: Any = {
    "paths": [{"path": "/a"}],
    "sticky_cookie": {},
    "timeouts": {"response": 4},
    "max_body_size": 5,
    "rate_limit": {"requests": 1},
    "basic_auth": {"secret_name": "users"},
}


@pytest.mark.parametrize("tls", [{"secret_name": "a"}, {"passthrough": True}], ids=str)
def test_what_is_for_requests_needs_a_port_that_gets_them(tls: dict[str, Any]) -> None:
    alone = [{"container_port": 22, "entry_port": 2222}]
    for key, value in {**OF_REQUESTS, "tls": tls}.items():
        assert problems("traefik", ports=alone, controller=OPEN, **{key: value}) == [
            f"{key}: needs requests, and every port is passed on as it is; drop it"
        ]
    assert problems("traefik", ports=alone, controller=OPEN) == []


def test_who_protects_requests_is_told_what_stays_open() -> None:
    ports = [*port(), {"container_port": 22, "entry_port": 2222}]
    known = {"ports": ports, "controller": {**OPEN, "client_ip_kept": True}, "tls": SECRET}
    both = {key: OF_REQUESTS[key] for key in ("basic_auth", "rate_limit")}
    assert warnings("traefik", **known, **both) == [
        "ports[1].entry_port: 2222 is passed on as it is, without basic_auth and rate_limit"
    ]
    assert warnings("traefik", **known, max_body_size=5) == []
    assert warnings("traefik", **{**known, "ports": port()}, **both) == []
