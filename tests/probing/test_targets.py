"""What URLs and endpoints lead to."""

from typing import Any

import pytest

from exposure_components.endpoints import ALLOCATED
from exposure_components.probing.targets import (
    SECRET,
    NoTargetError,
    Spoken,
    Target,
    Untold,
    endpoint_target,
    target,
)
from tests.probing.cases import endpoint, promised


@pytest.mark.parametrize(
    ("url", "host", "port", "spoken", "is_tls", "authority"),
    [
        ("http://a.example.com", "a.example.com", 80, Spoken.HTTP, False, "a.example.com"),
        ("https://A.example.com:8443/x", "a.example.com", 8443, Spoken.HTTP, True, None),
        ("wss://a.example.com", "a.example.com", 443, Spoken.HTTP, True, "a.example.com"),
        ("tcp://192.0.2.1:5432", "192.0.2.1", 5432, Spoken.TCP, False, "192.0.2.1:5432"),
        ("tls://[2001:db8::1]:636", "2001:db8::1", 636, Spoken.TCP, True, "[2001:db8::1]:636"),
        ("udp://192.0.2.1:53", "192.0.2.1", 53, Spoken.UDP, False, "192.0.2.1:53"),
        ("grpc://a.example.com:50051", "a.example.com", 50051, Spoken.GRPC, False, None),
        ("http://bücher.example/", "xn--bcher-kva.example", 80, Spoken.HTTP, False, None),
    ],
)
def test_a_url_tells_how_it_is_tried(
    url: str, host: str, port: int, spoken: Spoken, is_tls: bool, authority: str | None
) -> None:
    found = target(url)
    assert (found.host, found.port, found.spoken, found.is_tls) == (host, port, spoken, is_tls)
    assert found.authority == (authority or f"{host}:{port}".removesuffix(":80"))


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("a.example.com", "is no URL"),
        ("http://", "is no URL"),
        ("http://[::1/", "is no URL"),
        ("ftp://a.example.com", "has the scheme ftp"),
        ("http://me:word@a.example.com/", "holds credentials"),
        ("tcp://a.example.com", "has no port, and tcp has none of its own; add :PORT"),
        ("http://a.example.com:0/", "has the port 0; write one of 1-65535"),
        ("http://a.example.com:99999/", "is no URL"),
    ],
)
def test_what_is_no_url_says_why(url: str, reason: str) -> None:
    with pytest.raises(NoTargetError, match=reason):
        target(url)


def test_an_endpoint_brings_its_promises() -> None:
    found = promised("node1", 8086, survives_reschedule=False, client_ip_kept=True)
    assert found == Target(
        url="http://192.0.2.1:8086/ping",
        scheme="http",
        spoken=Spoken.HTTP,
        is_tls=False,
        host="192.0.2.1",
        port=8086,
        path="/ping",
        component="app",
        node="node1",
        survives_reschedule=False,
        client_ip_kept=True,
        is_promised=True,
    )


@pytest.mark.parametrize(
    ("url", "protocol", "spoken", "is_tls"),
    [
        ("dns://192.0.2.1:53", "UDP", Spoken.UDP, False),
        ("dns://192.0.2.1:53", "TCP", Spoken.TCP, False),
        ("postgresql://192.0.2.1:5432", "TCP", Spoken.TCP, False),
        ("ldaps://192.0.2.1:636", "TCP", Spoken.TCP, True),
        ("https://192.0.2.1:443", "UDP", Spoken.UDP, False),
        ("sctp://192.0.2.1:5000", "SCTP", Spoken.SCTP, False),
        ("kubernetes.io/ws://192.0.2.1:80/x", "TCP", Spoken.HTTP, False),
        ("kubernetes.io/wss://192.0.2.1:443/x", "TCP", Spoken.HTTP, True),
    ],
)
def test_protocol_and_scheme_tell_how_an_endpoint_is_tried(
    url: str, protocol: str, spoken: Spoken, is_tls: bool
) -> None:
    found = promised(url=url, protocol=protocol)
    assert (found.spoken, found.is_tls) == (spoken, is_tls)


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"url": None}, "is not known before `pulumi up`"),
        ({"url": f"http://192.0.2.1:{ALLOCATED}", "port": None}, "is not known before `pulumi up`"),
        ({"host": None}, "is not known before `pulumi up`"),
        ({"port": True}, "is not known before `pulumi up`"),
        ({"url": SECRET}, "is a secret"),
        ({"host": SECRET}, "is a secret"),
    ],
)
def test_a_place_that_nobody_knows_is_told_as_that(fields: dict[str, Any], reason: str) -> None:
    found = endpoint_target("app", endpoint(**fields))
    assert isinstance(found, Untold)
    assert found.reason == reason
    assert found.remedy


def test_numbers_of_a_state_are_whole() -> None:
    assert promised(port=30000.0).port == 30000  # type: ignore[arg-type]
