from typing import Any

import pytest

from exposure_components.endpoints import Reach, scheme_and_path
from tests.pure.apps import app

TCP: dict[str, Any] = {"container_port": 8086}
UDP: dict[str, Any] = {"container_port": 8086, "protocol": "UDP"}
SCTP: dict[str, Any] = {"container_port": 8086, "protocol": "SCTP"}


def reach(port: dict[str, Any], scheme: str, path: str = "") -> Reach:
    return Reach(
        port=port,
        host="10.0.0.1",
        number=30000,
        node="a",
        survives_reschedule=True,
        client_ip_kept=False,
        scheme=scheme,
        path=path,
    )


def test_an_endpoint_tells_all() -> None:
    assert reach(TCP, "http", "/ping").endpoint("10.0.0.1", 30000) == {
        "url": "http://10.0.0.1:30000/ping",
        "protocol": "TCP",
        "host": "10.0.0.1",
        "port": 30000,
        "node": "a",
        "survives_reschedule": True,
        "client_ip_kept": False,
        "command": "curl -i http://10.0.0.1:30000/ping",
    }


@pytest.mark.parametrize(
    ("port", "scheme", "host", "url", "command"),
    [
        (TCP, "https", "::1", "https://[::1]:30000", "curl -i https://[::1]:30000"),
        (TCP, "tcp", "::1", "tcp://[::1]:30000", "curl -v telnet://[::1]:30000"),
        (TCP, "tcp", "a", "tcp://a:30000", "curl -v telnet://a:30000"),
        (UDP, "udp", "::1", "udp://[::1]:30000", "nc -u ::1 30000"),
        (SCTP, "sctp", "a", "sctp://a:30000", "ncat --sctp a 30000"),
    ],
    ids=["https", "tcp by IPv6", "tcp", "udp by IPv6", "sctp"],
)
def test_a_line_that_tries_an_endpoint(
    port: dict[str, Any], scheme: str, host: str, url: str, command: str
) -> None:
    endpoint = reach(port, scheme).endpoint(host, 30000)
    assert (endpoint["url"], endpoint["command"]) == (url, command)


def test_a_port_that_the_cluster_has_not_allocated() -> None:
    endpoint = reach(TCP, "tcp").endpoint("a", None)
    assert endpoint["port"] is None
    assert endpoint["url"] == "tcp://a:<allocated>"
    assert endpoint["command"] == "curl -v telnet://a:<allocated>"


@pytest.mark.parametrize(
    ("args", "port", "expected"),
    [
        (app(ports=[TCP]), TCP, ("tcp", "")),
        (app(ports=[UDP]), UDP, ("udp", "")),
        (app(ports=[TCP], readiness={"http_path": "/ping"}), TCP, ("http", "/ping")),
        (
            app(ports=[TCP], readiness={"http_path": "/ping", "scheme": "HTTPS"}),
            TCP,
            ("https", "/ping"),
        ),
        (app(ports=[UDP, TCP], readiness={"http_path": "/ping"}), UDP, ("udp", "")),
        (
            app(ports=[{"container_port": 1}, TCP], readiness={"http_path": "/ping"}),
            TCP,
            ("tcp", ""),
        ),
        (
            app(ports=[{"container_port": 1}, TCP], readiness={"http_path": "/", "port": 8086}),
            TCP,
            ("http", "/"),
        ),
        (app(), {**TCP, "app_protocol": "postgresql"}, ("postgresql", "")),
        (
            app(readiness={"http_path": "/ping", "scheme": "HTTPS"}),
            {**TCP, "app_protocol": "https"},
            ("https", "/ping"),
        ),
    ],
    ids=[
        *("tcp", "udp", "asked by HTTP", "asked by HTTPS", "UDP beside", "second port"),
        *("second port is asked", "protocol is said", "both"),
    ],
)
def test_scheme_and_path_of_a_port(
    args: dict[str, Any], port: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert scheme_and_path(args, port) == expected
