"""What tries mean, each in the light of its siblings."""

from datetime import timedelta
from typing import Any

import pytest

from exposure_components.probing.expectations import Expectation, expectation
from exposure_components.probing.kinds import Kind, State
from exposure_components.probing.messages import message
from exposure_components.probing.observations import Try
from exposure_components.probing.targets import Untold, target
from exposure_components.probing.verdicts import Result, results, state, untold
from tests.probing.cases import promised, seen, shown

ANY = Expectation()


def judged(*tries: Try) -> list[Result]:
    return results(tries, ANY)


def kinds(*tries: Try) -> list[Kind]:
    return [each.verdict.kind for each in judged(*tries)]


OK = Try(promised("node2"), seen(status=204))
POD_BOUND = {"port": 8086, "survives_reschedule": False}


@pytest.mark.parametrize("kind", [Kind.REFUSED, Kind.TIMED_OUT, Kind.UNREACHABLE])
def test_a_node_without_the_pod_is_idle_where_another_answers(kind: Kind) -> None:
    here, there = promised("node1", **POD_BOUND), promised("node2", **POD_BOUND)
    idle, up = judged(Try(here, seen(kind)), Try(there, seen(status=204)))
    assert (idle.verdict.kind, up.verdict.kind) == (Kind.IDLE, Kind.ANSWERS)
    assert idle.verdict.message.endswith("and node2 answers")
    assert state([idle, up]) is State.UP


def test_it_is_down_where_none_answers_or_the_promise_is_every_nodes() -> None:
    here, there = promised("node1", **POD_BOUND), promised("node2", **POD_BOUND)
    refused = seen(Kind.REFUSED)
    assert kinds(Try(here, refused), Try(there, refused)) == [Kind.REFUSED] * 2
    assert kinds(Try(promised("node1"), refused), OK) == [Kind.REFUSED, Kind.ANSWERS]


def test_another_port_or_component_is_no_sibling() -> None:
    here = Try(promised("node1", **POD_BOUND), seen(Kind.REFUSED))
    other = promised("node2", port=8087, survives_reschedule=False)
    assert kinds(here, Try(other, seen(status=204))) == [Kind.REFUSED, Kind.ANSWERS]


def test_what_answers_wrongly_at_a_node_is_no_missing_pod() -> None:
    here, there = promised("node1", **POD_BOUND), promised("node2", **POD_BOUND)
    assert kinds(Try(here, seen(status=500)), Try(there, seen(status=204))) == [
        Kind.WRONG_STATUS,
        Kind.ANSWERS,
    ]


@pytest.mark.parametrize(
    ("url", "fields", "admitted"),
    [
        pytest.param("http://192.0.2.1:30000/ping", {}, {204, 302}, id="path"),
        pytest.param("http://192.0.2.1:30000", {}, {204, 302, 401, 404, 418}, id="address"),
        pytest.param(
            "http://app.example.com",
            {"host": "app.example.com", "node": None},
            {204, 302, 401, 418},
            id="name",
        ),
    ],
)
def test_an_endpoint_without_a_path_promises_no_status(
    url: str, fields: dict[str, Any], admitted: set[int]
) -> None:
    place = promised(**{"url": url, **fields})
    answers = {s for s in (204, 302, 401, 404, 418, 500, 503) if ANY.admits(s, place)}
    assert answers == admitted


def test_a_url_is_held_to_what_is_expected_and_to_2xx_and_3xx_without_it() -> None:
    place = target("http://192.0.2.1/")
    assert {s for s in (204, 302, 401, 404, 503) if ANY.admits(s, place)} == {204, 302}
    assert {s for s in (204, 302, 401, 404) if expectation(["204,4xx"]).admits(s, place)} == {
        204,
        401,
        404,
    }


def test_a_redirect_that_is_not_expected_tells_where_it_leads() -> None:
    tried = Try(target("http://192.0.2.1/"), seen(status=301, location="https://192.0.2.1/"))
    (found,) = results([tried], expectation(["200"]))
    assert found.verdict.kind is Kind.REDIRECTED
    assert found.verdict.message == "301 Moved Permanently, redirects to https://192.0.2.1/"


@pytest.mark.parametrize(
    ("certificate", "distrust", "kind", "message"),
    [
        pytest.param(
            shown("app.example.com", ends=timedelta(days=-1)),
            10,
            Kind.EXPIRED,
            "the certificate ended 2025-12-31 00:00 UTC",
            id="expired",
        ),
        pytest.param(
            shown("x.example.com", "y.example.com"),
            20,
            Kind.WRONG_NAME,
            "the certificate is for x.example.com, y.example.com, not for app.example.com",
            id="name before authority",
        ),
        pytest.param(
            shown("app.example.com"),
            20,
            Kind.UNKNOWN_AUTHORITY,
            "the certificate is signed by an authority, whom this machine does not know",
            id="authority",
        ),
        pytest.param(
            None,
            62,
            Kind.WRONG_NAME,
            "the certificate is for no name, not for app.example.com",
            id="unread",
        ),
        pytest.param(
            shown("app.example.com"),
            26,
            Kind.NOT_TRUSTED,
            "the certificate does not hold",
            id="another reason",
        ),
    ],
)
def test_a_certificate_that_does_not_hold_is_told_by_what_must_be_mended(
    certificate: Any, distrust: int, kind: Kind, message: str
) -> None:
    place = promised(None, 443, url="https://app.example.com/ping")
    observation = seen(Kind.NOT_TRUSTED, certificate=certificate, distrust=distrust)
    (found,) = judged(Try(place, observation))
    assert (found.verdict.kind, found.verdict.message) == (kind, message)


def test_notes_tell_of_certificates_that_end_soon_or_are_not_judged() -> None:
    place = promised(None, 443, url="https://app.example.com/ping")
    soon = seen(status=200, certificate=shown("app.example.com", ends=timedelta(days=3, hours=5)))
    other = seen(status=200, certificate=shown("x.example.com"))
    good = seen(status=200, certificate=shown("app.example.com"), is_verified=True)
    notes = [each.verdict.notes for each in judged(*(Try(place, s) for s in (soon, other, good)))]
    assert notes == [
        ("the certificate ends in 3 days: renew it",),
        ("the certificate, which is not judged, is for x.example.com",),
        (),
    ]


def test_one_that_is_down_is_worse_than_one_of_which_nobody_can_say() -> None:
    unknown = untold(Untold("app", "[secret]", "is a secret", "do this"))
    assert (unknown.verdict.state, unknown.verdict.causes) == (State.UNKNOWN, ("do this",))
    up, down = judged(OK, Try(promised("node1"), seen(Kind.REFUSED)))
    assert state([up]) is State.UP
    assert state([up, unknown]) is State.UNKNOWN
    assert state([unknown, down, up]) is State.DOWN


def test_each_way_to_end_before_an_answer_has_words() -> None:
    of_results = {Kind.IDLE, Kind.UNTOLD}
    of_statuses = {Kind.REDIRECTED, Kind.BAD_REQUEST, Kind.LOGIN, Kind.NOT_FOUND, Kind.WRONG_STATUS}
    for kind in set(Kind) - of_results - of_statuses:
        assert message(kind, seen(kind, detail="details"), promised())
