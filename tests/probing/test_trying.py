"""Names lead to addresses, and each of them is tried."""

import errno
import socket
import threading
import time

import pytest

from exposure_components.probing.attempts import Manner
from exposure_components.probing.connecting import unreached
from exposure_components.probing.kinds import Kind
from exposure_components.probing.resolving import resolved
from exposure_components.probing.targets import target
from exposure_components.probing.trying import try_all
from tests.probing.servers import HOST, http, listening, silent, unused_port

OTHER = "127.0.0.2"


def test_each_address_of_a_name_is_tried_in_its_order() -> None:
    with listening(http("200 OK")) as port:
        url = target(f"http://app.example.com:{port}/")
        tries = try_all([url], Manner(0.5), {("app.example.com", None): (OTHER, HOST)})
    assert [(each.seen.address, each.seen.kind) for each in tries] == [
        (OTHER, Kind.REFUSED),
        (HOST, Kind.ANSWERS),
    ]


def test_an_override_of_a_port_holds_for_that_alone() -> None:
    both = {("app.example.com", 80): (HOST,), ("app.example.com", None): (OTHER,)}
    assert resolved("APP.example.com", 80, both, 1).addresses == (HOST,)
    assert resolved("app.example.com", 81, both, 1).addresses == (OTHER,)


def test_many_are_tried_at_once_and_told_in_their_order() -> None:
    told: list[tuple[int, int]] = []
    with listening(silent) as port:
        places = [target(f"http://{HOST}:{port}/{number}") for number in range(20)]
        began = time.monotonic()
        tries = try_all(places, Manner(0.5), {}, lambda done, of: told.append((done, of)))
        assert time.monotonic() - began < 20 * 0.5
    assert [each.target for each in tries] == places
    assert {each.seen.kind for each in tries} == {Kind.UNANSWERED}
    assert told == [(done, 20) for done in range(1, 21)]


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(socket.EAI_NONAME, "unknown"), Kind.NO_NAME),
        (socket.gaierror(socket.EAI_AGAIN, "temporary failure"), Kind.NO_RESOLVER),
    ],
)
def test_a_name_without_an_address_is_told_from_a_resolver_that_fails(
    monkeypatch: pytest.MonkeyPatch, error: OSError, kind: Kind
) -> None:
    def fail(*_args: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    (found,) = try_all([target("http://app.example.com/")], Manner(0.5), {})
    assert (found.seen.kind, found.seen.address, found.seen.detail) == (kind, None, error.strerror)


def test_a_resolver_that_hangs_holds_nobody_up(monkeypatch: pytest.MonkeyPatch) -> None:
    ended = threading.Event()

    def hang(*_args: object, **_options: object) -> list[object]:
        ended.wait()
        return []

    monkeypatch.setattr(socket, "getaddrinfo", hang)
    found = resolved("app.example.com", 80, {}, 0.05)
    ended.set()
    assert (found.failure, found.detail) == (Kind.NO_RESOLVER, "no answer within 0.05 s")


def test_a_name_that_no_name_can_be_has_no_address() -> None:
    assert resolved(f"{'x' * 64}.example.com", 80, {}, 5).failure is Kind.NO_NAME


def test_this_machines_own_name_is_found() -> None:
    found = resolved("localhost", 80, {}, 5)
    assert HOST in found.addresses
    assert found.seconds is not None


@pytest.mark.parametrize(
    ("number", "kind"),
    [
        (errno.ENETUNREACH, Kind.NO_ROUTE),
        (errno.EACCES, Kind.NO_ROUTE),
        (errno.EPERM, Kind.NO_ROUTE),
        (errno.EHOSTUNREACH, Kind.UNREACHABLE),
        (errno.ECONNREFUSED, Kind.REFUSED),
        (errno.ECONNRESET, Kind.CLOSED),
        (errno.ETIMEDOUT, Kind.TIMED_OUT),
    ],
)
def test_the_systems_error_tells_why_there_is_no_connection(number: int, kind: Kind) -> None:
    assert unreached(OSError(number, "of the system")) is kind


def test_nobody_listens_at_an_unused_port_of_any_address() -> None:
    (found,) = try_all([target(f"tcp://{OTHER}:{unused_port()}")], Manner(0.5), {})
    assert found.seen.kind is Kind.REFUSED
