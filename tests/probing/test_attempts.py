"""Each way in which a real server answers, or does not, is told apart."""

from collections.abc import Iterator
from concurrent import futures
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import grpc
import pytest

from exposure_components.probing.attempts import Manner, tried
from exposure_components.probing.expectations import Expectation
from exposure_components.probing.kinds import Kind
from exposure_components.probing.observations import Observation
from exposure_components.probing.targets import endpoint_target, target
from exposure_components.probing.verdicts import kind_of
from tests.probing.certificates import NOW, authority, certificate
from tests.probing.servers import (
    HOST,
    Talk,
    answering,
    closing,
    datagrams,
    dripping,
    full,
    http,
    listening,
    silent,
    unused_port,
)

PATIENT = Manner(timeout=10)
"""An answer takes as long as a busy machine needs."""
QUICK = Manner(timeout=0.5)
"""Silence takes all of it."""
SILENCE = (Kind.UNANSWERED, Kind.TIMED_OUT, Kind.SILENT)


def seen(url: str, how: Manner = PATIENT) -> Observation:
    return tried(target(url), HOST, how)


def manner_for(expected: Kind) -> Manner:
    return QUICK if expected in SILENCE else PATIENT


def kind(url: str, how: Manner = PATIENT) -> Kind:
    return kind_of(seen(url, how), target(url), Expectation())


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        pytest.param(http("204 No Content"), Kind.ANSWERS, id="204"),
        pytest.param(http("302 Found", "Location: /login"), Kind.ANSWERS, id="302"),
        pytest.param(http("304 Not Modified"), Kind.ANSWERS, id="304"),
        pytest.param(http("400 Bad Request"), Kind.BAD_REQUEST, id="400"),
        pytest.param(http("401 Unauthorized"), Kind.LOGIN, id="401"),
        pytest.param(http("403 Forbidden"), Kind.LOGIN, id="403"),
        pytest.param(http("404 Not Found"), Kind.NOT_FOUND, id="404"),
        pytest.param(http("418 I'm a Teapot"), Kind.WRONG_STATUS, id="418"),
        pytest.param(http("500 Internal Server Error"), Kind.WRONG_STATUS, id="500"),
        pytest.param(http("502 Bad Gateway"), Kind.NO_BACKEND, id="502"),
        pytest.param(http("503 Service Unavailable"), Kind.NO_BACKEND, id="503"),
        pytest.param(http("504 Gateway Timeout"), Kind.NO_BACKEND, id="504"),
        pytest.param(answering("SSH-2.0-OpenSSH_9.2\r\n"), Kind.NO_HTTP, id="not HTTP"),
        pytest.param(closing, Kind.CLOSED, id="closed"),
        pytest.param(silent, Kind.UNANSWERED, id="silent"),
        pytest.param(dripping, Kind.UNANSWERED, id="a byte now and then"),
    ],
)
def test_an_answer_by_http_is_told_from_others(talk: Talk, expected: Kind) -> None:
    with listening(talk) as port:
        assert kind(f"http://{HOST}:{port}/ping", manner_for(expected)) is expected


def test_a_request_names_host_port_and_path_with_its_query() -> None:
    requests: list[str] = []
    with listening(http("200 OK", requests=requests)) as port:
        found = seen(f"http://example.com:{port}/a b?c=d")
    assert requests[0].startswith("GET /a%20b?c=d HTTP/1.1\r\n")
    assert f"\r\nHost: example.com:{port}\r\n" in requests[0]
    assert (found.status, found.reason, found.address, found.source) == (200, "OK", HOST, HOST)


def test_a_websocket_is_asked_to_begin() -> None:
    requests: list[str] = []
    with listening(http("101 Switching Protocols", requests=requests)) as port:
        assert kind(f"ws://{HOST}:{port}/ws") is Kind.ANSWERS
    assert "\r\nUpgrade: websocket\r\n" in requests[0]


def test_steps_are_measured_and_those_that_were_not_done_are_not() -> None:
    with listening(http("200 OK")) as port:
        timings = seen(f"http://{HOST}:{port}/").timings
    assert timings.connect is not None
    assert timings.answer is not None
    assert (timings.lookup, timings.tls) == (None, None)
    assert timings.total == timings.connect + timings.answer
    assert 0 < timings.total < PATIENT.timeout


def test_a_port_at_which_nobody_listens_refuses() -> None:
    for scheme in ("http", "https", "tcp", "tls", "udp", "grpc"):
        assert kind(f"{scheme}://{HOST}:{unused_port()}/") is Kind.REFUSED


def test_a_port_that_drops_packets_is_a_timeout() -> None:
    with full() as port:
        assert kind(f"tcp://{HOST}:{port}", QUICK) is Kind.TIMED_OUT


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        pytest.param(silent, Kind.ANSWERS, id="stays open"),
        pytest.param(
            lambda connection, _: connection.sendall(b"220 mail\r\n"), Kind.ANSWERS, id="greets"
        ),
        pytest.param(closing, Kind.CLOSED, id="closes at once"),
    ],
)
def test_a_connection_must_stay_open(talk: Talk, expected: Kind) -> None:
    with listening(talk) as port:
        assert kind(f"tcp://{HOST}:{port}") is expected


def test_datagrams_are_answered_or_not() -> None:
    for answers, expected in ((True, Kind.ANSWERS), (False, Kind.SILENT)):
        with datagrams(answers=answers) as port:
            assert kind(f"udp://{HOST}:{port}", manner_for(expected)) is expected


def test_a_certificate_that_holds_answers(tmp_path: Path) -> None:
    issuer = authority()
    (tmp_path / "ca.pem").write_bytes(issuer.pem)
    believing = Manner(10, str(tmp_path / "ca.pem"))
    mine = certificate(issuer, "app.example.com", HOST)
    for url in ("https://app.example.com:{}/", f"https://{HOST}:{{}}/", "tls://app.example.com:{}"):
        talk = silent if url.startswith("tls") else http("200 OK")
        with listening(talk, mine.write(tmp_path)) as port:
            found = seen(url.format(port), believing)
        assert (found.kind, found.is_verified) == (Kind.ANSWERS, True)
        assert found.certificate is not None
        assert found.certificate.names == ("app.example.com", HOST)
        assert found.timings.tls is not None


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        pytest.param({"ends": NOW - timedelta(days=1)}, Kind.EXPIRED, id="expired"),
        pytest.param({"begins": NOW + timedelta(days=1)}, Kind.NOT_YET_VALID, id="not yet valid"),
        pytest.param({"names": ["other.example.com"]}, Kind.WRONG_NAME, id="wrong name"),
        pytest.param({"names": []}, Kind.WRONG_NAME, id="no name"),
        pytest.param({"names": ["*.example.com"]}, Kind.ANSWERS, id="wildcard"),
        pytest.param({"names": ["*.app.example.com"]}, Kind.WRONG_NAME, id="wildcard below"),
    ],
)
def test_a_certificate_that_does_not_hold_is_told(
    tmp_path: Path, options: dict[str, Any], expected: Kind
) -> None:
    issuer = authority()
    (tmp_path / "ca.pem").write_bytes(issuer.pem)
    names = options.pop("names", ["app.example.com"])
    mine = certificate(issuer, *names, **options)
    with listening(http("200 OK"), mine.write(tmp_path)) as port:
        url = f"https://app.example.com:{port}/"
        assert kind(url, Manner(10, str(tmp_path / "ca.pem"))) is expected


@pytest.mark.parametrize("is_self_signed", [True, False])
def test_nobody_believes_an_authority_of_ones_own(tmp_path: Path, is_self_signed: bool) -> None:
    mine = certificate(None if is_self_signed else authority(), "app.example.com")
    with listening(http("200 OK"), mine.write(tmp_path)) as port:
        url = f"https://app.example.com:{port}/"
        found = seen(url)
        assert kind_of(found, target(url), Expectation()) is Kind.UNKNOWN_AUTHORITY
        assert found.certificate is not None
        assert found.certificate.is_self_signed is is_self_signed
        assert kind(url, Manner(10, is_insecure=True)) is Kind.ANSWERS


def test_of_an_address_that_a_stack_tells_no_certificate_is_promised(tmp_path: Path) -> None:
    endpoint = {"protocol": "TCP", "host": HOST, "node": "node1"}
    mine = certificate(None, "traefik.default", subject="TRAEFIK DEFAULT CERT")
    with listening(http("404 Not Found"), mine.write(tmp_path)) as port:
        promised = endpoint_target(
            "traefik", {**endpoint, "url": f"https://{HOST}:{port}", "port": port}
        )
        found = tried(promised, HOST, PATIENT)  # type: ignore[arg-type]
    assert (found.kind, found.status, found.is_verified) == (Kind.ANSWERS, 404, False)


@pytest.mark.parametrize(
    ("talk", "expected"),
    [
        pytest.param(http("200 OK"), Kind.UNANSWERED, id="waits for the rest of a request"),
        pytest.param(
            lambda connection, _: connection.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n"),
            Kind.NO_TLS,
            id="answers by HTTP",
        ),
        pytest.param(
            lambda connection, _: connection.sendall(b"220 mail\r\n" * 10), Kind.NO_TLS, id="greets"
        ),
        pytest.param(closing, Kind.CLOSED, id="closes"),
        pytest.param(silent, Kind.UNANSWERED, id="silent"),
        # An alert of level fatal: handshake_failure (RFC 8446, 6).
        pytest.param(
            lambda connection, _: connection.sendall(bytes([21, 3, 3, 0, 2, 2, 40])),
            Kind.TLS_REFUSED,
            id="alert",
        ),
    ],
)
def test_a_server_without_tls_is_told_from_one_that_refuses(talk: Talk, expected: Kind) -> None:
    with listening(talk) as port:
        assert kind(f"https://{HOST}:{port}/", manner_for(expected)) is expected


@contextmanager
def health(answer: bytes | grpc.StatusCode) -> Iterator[int]:
    """The port of a server that speaks gRPC."""

    def check(_request: bytes, context: grpc.ServicerContext) -> bytes:
        if isinstance(answer, bytes):
            return answer
        context.abort(answer, "as the test wants")
        return b""

    handler = grpc.method_handlers_generic_handler(
        "grpc.health.v1.Health", {"Check": grpc.unary_unary_rpc_method_handler(check)}
    )
    server = grpc.server(futures.ThreadPoolExecutor(2), handlers=[handler])
    port = server.add_insecure_port(f"{HOST}:0")
    server.start()
    try:
        yield port
    finally:
        server.stop(None).wait()


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        pytest.param(b"\x08\x01", Kind.ANSWERS, id="SERVING"),
        pytest.param(b"\x08\x02", Kind.NO_BACKEND, id="NOT_SERVING"),
        pytest.param(grpc.StatusCode.UNIMPLEMENTED, Kind.ANSWERS, id="no health service"),
        pytest.param(grpc.StatusCode.UNAVAILABLE, Kind.NO_BACKEND, id="UNAVAILABLE"),
    ],
)
def test_health_is_asked_by_grpc(answer: bytes | grpc.StatusCode, expected: Kind) -> None:
    with health(answer) as port:
        assert kind(f"grpc://{HOST}:{port}", PATIENT) is expected


def test_what_speaks_http_1_alone_speaks_no_grpc() -> None:
    with listening(http("200 OK")) as port:
        assert kind(f"grpc://{HOST}:{port}", PATIENT) is Kind.NO_GRPC


@pytest.mark.parametrize(("protocol", "expected"), [("h2", Kind.ANSWERS), ("x", Kind.NO_GRPC)])
def test_of_grpc_by_tls_the_handshake_is_judged(
    tmp_path: Path, protocol: str, expected: Kind
) -> None:
    mine = certificate(None, "app.example.com").write(tmp_path)
    with listening(silent, mine, protocol) as port:
        assert kind(f"grpcs://{HOST}:{port}", Manner(10, is_insecure=True)) is expected
