"""Listeners that cannot be, whoever makes them."""

from typing import Any

import pytest

from exposure_components.gateway.component import problems_of_gateway
from tests.gateway.apps import HOST, HTTP, HTTPS, TCP, TLS, UDP, problems

OTHER = "metrics.kube.example.com"
ONE_PLACE = "with its protocol and host; give one of them another host or port"
CASES: dict[str, tuple[list[Any], list[str]]] = {
    "port": (
        [{**HTTP, "port": 0}],
        ["[0].port: 0 is outside of 1-65535; give the port that clients ask"],
    ),
    "name": (
        [{**HTTP, "name": "Web_1"}],
        ["[0].name: Web_1 is no name of a listener; use a-z, 0-9, - and ."],
    ),
    "name twice": (
        [HTTP, {**HTTP, "port": 81}],
        ["[1].name: http is gateway.listeners[0]'s as well; choose another"],
    ),
    "host of TCP": (
        [{**TCP, "hostname": HOST}],
        [
            f"[0].hostname: {HOST} says nothing to TCP, which knows no hosts; drop it, or choose "
            "another protocol"
        ],
    ),
    "host of UDP": (
        [{**UDP, "hostname": HOST}],
        [
            f"[0].hostname: {HOST} says nothing to UDP, which knows no hosts; drop it, or choose "
            "another protocol"
        ],
    ),
    "host in upper case": (
        [{**HTTP, "hostname": "A.example.com"}],
        ["[0].hostname: A.example.com is no host name; use a-z, 0-9, - and ., no port"],
    ),
    "wildcard within": (
        [{**HTTP, "hostname": "a.*.example.com"}],
        [
            "[0].hostname: a.*.example.com has a `*` that is not the whole leftmost label; write "
            "it like *.kube.example.com"
        ],
    ),
    "port twice": (
        [HTTP, {**HTTP, "name": "web"}],
        [f"[1].port: 80 is gateway.listeners[0]'s as well, {ONE_PLACE}"],
    ),
    "host twice": (
        [{**HTTP, "hostname": HOST}, {**HTTP, "name": "web", "hostname": HOST}],
        [f"[1].port: 80 is gateway.listeners[0]'s as well, {ONE_PLACE}"],
    ),
    "HTTP and TCP at a port": (
        [HTTP, {**TCP, "port": 80}],
        [
            "[1].port: 80 is gateway.listeners[0]'s as well, where HTTP is spoken; give one of "
            "them another port"
        ],
    ),
    "HTTP and HTTPS at a port": (
        [{**HTTPS, "port": 80}, HTTP],
        [
            "[1].port: 80 is gateway.listeners[0]'s as well, where HTTPS is spoken; give one of "
            "them another port"
        ],
    ),
}
FOR_APPS: dict[str, tuple[list[Any], list[str]]] = {
    "mode of HTTP": (
        [{**HTTP, "mode": "Terminate"}],
        ["[0].mode: Terminate says nothing to HTTP; drop it, or choose HTTPS or TLS"],
    ),
    "mode of TCP": (
        [{**TCP, "mode": "Passthrough"}],
        ["[0].mode: Passthrough says nothing to TCP; drop it, or choose HTTPS or TLS"],
    ),
    "HTTPS of the pods": (
        [{**HTTPS, "mode": "Passthrough"}],
        [
            "[0].mode: Passthrough leaves TLS to the pods, and HTTPS is terminated by the Gateway; "
            "choose the protocol TLS, or drop it"
        ],
    ),
}


def of_listeners(listeners: list[Any]) -> list[str]:
    """What is wrong with them, where an app knows them."""
    found = problems(*listeners, hosts=None)
    return [line for line in found if line.startswith("gateway.listeners[")]


@pytest.mark.parametrize(
    ("listeners", "lines"), [*CASES.values(), *FOR_APPS.values()], ids=[*CASES, *FOR_APPS]
)
def test_a_listener_that_cannot_be(listeners: list[Any], lines: list[str]) -> None:
    assert of_listeners(listeners) == [f"gateway.listeners{line}" for line in lines]


@pytest.mark.parametrize(("listeners", "lines"), CASES.values(), ids=CASES)
def test_nor_can_it_be_made(listeners: list[Any], lines: list[str]) -> None:
    secured = [
        {**each, "tls": {"secret_names": ["edge"]}} if each["protocol"] == "HTTPS" else each
        for each in listeners
    ]
    found = problems_of_gateway("edge", {"class_name": "traefik", "listeners": secured})
    expected = [f"listeners{line}".replace("gateway.listeners", "listeners") for line in lines]
    assert [str(problem) for problem in found] == expected


@pytest.mark.parametrize(
    "listeners",
    [
        [
            {**HTTP, "hostname": HOST},
            {**HTTP, "name": "web", "hostname": OTHER},
            {**HTTP, "name": "any"},
        ],
        [HTTPS, {**TLS, "port": 443}],
        [HTTPS, {**UDP, "port": 443}],
        [TCP, {**UDP, "port": 9000}],
        [{**TLS, "mode": "Terminate"}],
        [{**HTTPS, "mode": "Terminate"}],
    ],
    ids=["hosts", "HTTPS and TLS", "HTTPS and UDP", "TCP and UDP", "TLS", "HTTPS"],
)
def test_listeners_that_share_a_port(listeners: list[Any]) -> None:
    assert of_listeners(listeners) == []
