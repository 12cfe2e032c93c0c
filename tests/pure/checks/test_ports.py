from typing import Any

import pytest

from tests.pure.apps import app, problem_lines


def port_lines(*ports: dict[str, Any]) -> list[str]:
    return problem_lines(app(ports=ports))


@pytest.mark.parametrize("number", [1, 80, 65535])
def test_a_port_may_be(number: int) -> None:
    assert port_lines({"container_port": number}) == []


@pytest.mark.parametrize("number", [-1, 0, 65536])
def test_a_port_out_of_range_is_refused(number: int) -> None:
    assert port_lines({"container_port": number}) == [
        f"ports[0].container_port: {number} is outside of 1-65535; give the port the app listens on"
    ]
    assert port_lines({"container_port": 80, "port": number}) == [
        f"ports[0].port: {number} is outside of 1-65535; choose one inside or leave it out"
    ]


def test_an_app_without_ports_is_refused() -> None:
    assert port_lines() == ["ports: is empty; name at least one port"]


@pytest.mark.parametrize("name", ["a", "http", "tcp-80", "0a", "a" * 15])
def test_a_port_may_be_named(name: str) -> None:
    assert port_lines({"container_port": 80, "name": name}) == []


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        *[(n, n) for n in ("a" * 16, "80", "-a", "a-", "a--b", "A", "a_b", "é")],
        ("", '""'),
    ],
)
def test_no_port_is_named(name: str, shown: str) -> None:
    assert port_lines({"container_port": 80, "name": name}) == [
        f"ports[0].name: {shown} is no port name; use at most 15 of a-z, 0-9 and single dashes"
    ]


@pytest.mark.parametrize("spoken", ["http", "https", "kubernetes.io/h2c", "example.com/a"])
def test_a_protocol_may_be_spoken(spoken: str) -> None:
    assert port_lines({"container_port": 80, "app_protocol": spoken}) == []


@pytest.mark.parametrize(
    ("spoken", "shown"),
    [("a b", "a b"), ("/a", "/a"), ("a/b/c", "a/b/c"), ("é", "é"), ("aéb", "aéb"), ("", '""')],
)
def test_no_protocol_is_spoken(spoken: str, shown: str) -> None:
    assert port_lines({"container_port": 80, "app_protocol": spoken}) == [
        f"ports[0].app_protocol: {shown} is no protocol name; such as http or https"
    ]


def test_two_ports_of_one_name_are_refused() -> None:
    ports = ({"container_port": 80, "name": "web"}, {"container_port": 81, "name": "web"})
    assert port_lines(*ports) == ["ports[1].name: web is taken by ports[0]; choose another name"]


def test_a_name_that_another_port_has_by_default_is_refused() -> None:
    ports = ({"container_port": 80}, {"container_port": 81, "name": "tcp-80"})
    assert port_lines(*ports) == ["ports[1].name: tcp-80 is taken by ports[0]; choose another name"]


def test_one_number_and_protocol_twice_is_refused() -> None:
    ports = ({"container_port": 80}, {"container_port": 80, "name": "b", "port": 81})
    assert port_lines(*ports) == [
        "ports[1].container_port: 80/TCP is taken by ports[0]; "
        "drop one, or give it another protocol"
    ]


def test_one_port_of_the_service_twice_is_refused() -> None:
    ports = ({"container_port": 80}, {"container_port": 81, "port": 80})
    assert port_lines(*ports) == [
        "ports[1].port: 80/TCP is taken by ports[0]; give one of them another `port`"
    ]


def test_one_number_may_serve_several_protocols() -> None:
    protocols = ("TCP", "UDP", "SCTP")
    assert port_lines(*[{"container_port": 53, "protocol": p} for p in protocols]) == []


def test_the_same_port_written_twice_is_refused() -> None:
    assert port_lines({"container_port": 80}, {"container_port": 80}) == [
        "ports[1].name: tcp-80 is taken by ports[0]; choose another name",
        "ports[1].container_port: 80/TCP is taken by ports[0]; "
        "drop one, or give it another protocol",
        "ports[1].port: 80/TCP is taken by ports[0]; give one of them another `port`",
    ]
