"""Ports that a controller passes on as they are."""

from typing import Any

import pytest

from tests.ingress.apps import port, problems

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
