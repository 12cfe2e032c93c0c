"""From what was seen to verdicts: pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from exposure_components.probing.causes import causes
from exposure_components.probing.certificates import holds_for
from exposure_components.probing.expectations import Expectation
from exposure_components.probing.kinds import Kind, State, state_of
from exposure_components.probing.messages import message
from exposure_components.probing.observations import Observation, Try
from exposure_components.probing.targets import Target, Untold

SOON: Final = timedelta(days=14)
"""A certificate that ends within is told of: whoever renews it should have done so."""
_HOSTNAME: Final = (62, 64)
"""X509_V_ERR_HOSTNAME_MISMATCH and _IP_ADDRESS_MISMATCH (openssl/x509_vfy.h)."""
_AUTHORITY: Final = (2, 18, 19, 20, 21, 27)
"""X509_V_ERR of an issuer that is not found, not trusted, or the certificate itself (the same)."""
_NOBODY: Final = frozenset({Kind.REFUSED, Kind.TIMED_OUT, Kind.UNREACHABLE, Kind.SILENT})
"""What a node without a pod of the app gives clients."""
_BY_STATUS: Final[Mapping[int, Kind]] = {
    400: Kind.BAD_REQUEST,
    401: Kind.LOGIN,
    403: Kind.LOGIN,
    404: Kind.NOT_FOUND,
    502: Kind.NO_BACKEND,
    503: Kind.NO_BACKEND,
    504: Kind.NO_BACKEND,
}


@dataclass(frozen=True)
class Verdict:
    """What a try means."""

    kind: Kind
    message: str
    """What was seen, in a sentence without its end."""
    causes: tuple[str, ...] = ()
    """Why that may be so, the likeliest first, and what to look at."""
    notes: tuple[str, ...] = ()
    """What else is worth knowing of an endpoint that answers."""

    @property
    def state(self) -> State:
        """Whether the promise is kept."""
        return state_of(self.kind)


@dataclass(frozen=True)
class Result:
    """An endpoint, at one of its addresses."""

    target: Target | Untold
    seen: Observation | None
    """None where it could not be tried."""
    verdict: Verdict


def untold(endpoint: Untold) -> Result:
    """Of an endpoint that could not be tried."""
    remedies = (endpoint.remedy,) if endpoint.remedy else ()
    return Result(endpoint, None, Verdict(Kind.UNTOLD, endpoint.reason, remedies))


def results(tries: Sequence[Try], expected: Expectation) -> list[Result]:
    """What the tries mean, each in the light of its siblings: the same port at other addresses."""
    kinds = [kind_of(each.seen, each.target, expected) for each in tries]
    answering: dict[tuple[object, ...], str] = {}
    for each, kind in zip(tries, kinds, strict=True):
        if kind is Kind.ANSWERS:
            where = each.target.node or each.seen.address or each.target.host
            answering.setdefault(_port(each.target), where)
    return [
        Result(each.target, each.seen, _verdict(each, kind, answering))
        for each, kind in zip(tries, kinds, strict=True)
    ]


def state(found: Sequence[Result]) -> State:
    """Of all of them: down if one is, else unknown if one is."""
    states = {each.verdict.state for each in found}
    for worst in (State.DOWN, State.UNKNOWN):
        if worst in states:
            return worst
    return State.UP


def kind_of(seen: Observation, target: Target, expected: Expectation) -> Kind:
    """What an observation is, whatever the siblings'."""
    if seen.kind is Kind.NOT_TRUSTED:
        return _distrust(seen, target)
    if seen.kind is not Kind.ANSWERS or seen.status is None:
        return seen.kind
    if expected.admits(seen.status, target):
        return Kind.ANSWERS
    if 300 <= seen.status < 400:
        return Kind.REDIRECTED if seen.location else Kind.WRONG_STATUS
    return _BY_STATUS.get(seen.status, Kind.WRONG_STATUS)


def _verdict(each: Try, kind: Kind, answering: Mapping[tuple[object, ...], str]) -> Verdict:
    target, seen = each.target, each.seen
    said = message(kind, seen, target)
    if kind is Kind.ANSWERS:
        return Verdict(kind, said, notes=_notes(seen, target))
    sibling = answering.get(_port(target))
    if sibling and kind in _NOBODY and not target.survives_reschedule:
        return Verdict(Kind.IDLE, f"{said}, and {sibling} answers")
    return Verdict(kind, said, causes(kind, target, seen, sibling))


def _port(target: Target) -> tuple[object, ...]:
    """What siblings have in common."""
    if not target.is_promised:
        return (target.url,)
    return (target.component, target.spoken, target.port, target.path)


def _distrust(seen: Observation, target: Target) -> Kind:
    """What must be mended first: OpenSSL names a chain before a time, and a time before a name."""
    shown = seen.certificate
    if shown is not None:
        if shown.not_after < seen.at:
            return Kind.EXPIRED
        if shown.not_before > seen.at:
            return Kind.NOT_YET_VALID
        if not holds_for(shown, target.host):
            return Kind.WRONG_NAME
    if seen.distrust in _HOSTNAME:
        return Kind.WRONG_NAME
    return Kind.UNKNOWN_AUTHORITY if seen.distrust in _AUTHORITY else Kind.NOT_TRUSTED


def _notes(seen: Observation, target: Target) -> tuple[str, ...]:
    shown, found = seen.certificate, list[str]()
    if shown is not None and not seen.is_verified and not holds_for(shown, target.host):
        names = ", ".join(shown.names) or "no name"
        found.append(f"the certificate, which is not judged, is for {names}")
    if shown is not None and (left := shown.not_after - seen.at) < SOON:
        ends = "has ended" if left < timedelta() else f"ends in {left.days} days"
        found.append(f"the certificate {ends}: renew it")
    return tuple(found)
