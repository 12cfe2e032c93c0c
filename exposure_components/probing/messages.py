"""What was seen, in words."""

from collections.abc import Callable, Mapping
from http import HTTPStatus

from exposure_components.probing.kinds import Kind
from exposure_components.probing.observations import Observation
from exposure_components.probing.targets import Spoken, Target


def message(kind: Kind, seen: Observation, target: Target) -> str:
    """A sentence without its end."""
    if seen.status is not None:
        return _status(seen)
    return _WORDS[kind](seen, target)


def _status(seen: Observation) -> str:
    phrase = seen.reason or _phrase(seen.status or 0)
    to = f", redirects to {seen.location}" if seen.location else ""
    return f"{seen.status} {phrase}".rstrip() + to


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _answer(seen: Observation, target: Target) -> str:
    if seen.detail:
        return seen.detail
    if target.spoken is Spoken.UDP:
        return "answers a datagram"
    return "TLS handshake done" if target.is_tls else "connection accepted"


def _ended(seen: Observation, _target: Target) -> str:
    shown = seen.certificate
    return f"the certificate ended {shown.not_after:%Y-%m-%d %H:%M} UTC" if shown else "it ended"


def _not_begun(seen: Observation, _target: Target) -> str:
    shown = seen.certificate
    return f"the certificate begins {shown.not_before:%Y-%m-%d %H:%M} UTC" if shown else "too early"


def _wrong_name(seen: Observation, target: Target) -> str:
    names = ", ".join(seen.certificate.names) if seen.certificate else ""
    return f"the certificate is for {names or 'no name'}, not for {target.host}"


def _unknown_authority(seen: Observation, _target: Target) -> str:
    shown = seen.certificate
    if shown is None:
        return f"the certificate's authority is not known{_detail(seen)}"
    if shown.is_self_signed:
        return f"the certificate of {shown.subject} has signed itself"
    return f"the certificate is signed by {shown.issuer}, whom this machine does not know"


def _place(seen: Observation, target: Target) -> str:
    address = seen.address or target.host
    return f"[{address}]:{target.port}" if ":" in address else f"{address}:{target.port}"


def _detail(seen: Observation) -> str:
    return f": {seen.detail}" if seen.detail else ""


_WORDS: Mapping[Kind, Callable[[Observation, Target], str]] = {
    Kind.ANSWERS: _answer,
    Kind.SILENT: lambda s, t: f"{_place(s, t)} neither answers nor refuses a datagram",
    Kind.UNSUPPORTED: lambda _, t: f"{t.spoken} is not spoken here",
    Kind.NO_NAME: lambda s, t: f"{t.host} has no address{_detail(s)}",
    Kind.NO_RESOLVER: lambda s, t: f"the resolver says nothing about {t.host}{_detail(s)}",
    Kind.NO_ROUTE: lambda s, _: f"no way leads to {s.address}{_detail(s)}",
    Kind.UNREACHABLE: lambda s, _: f"{s.address} is not to be reached{_detail(s)}",
    Kind.REFUSED: lambda s, t: f"{_place(s, t)} refuses the connection",
    Kind.TIMED_OUT: lambda s, t: f"{_place(s, t)} says nothing",
    Kind.UNANSWERED: lambda s, t: f"{_place(s, t)} takes the connection and says nothing",
    Kind.CLOSED: lambda s, t: f"{_place(s, t)} closes the connection without an answer{_detail(s)}",
    Kind.NO_HTTP: lambda s, t: f"{_place(s, t)} answers, but not by HTTP{_detail(s)}",
    Kind.NO_GRPC: lambda s, t: f"{_place(s, t)} answers, but not by gRPC{_detail(s)}",
    Kind.NO_TLS: lambda s, t: f"{_place(s, t)} answers, but not by TLS{_detail(s)}",
    Kind.TLS_REFUSED: lambda s, t: f"{_place(s, t)} ends the TLS handshake{_detail(s)}",
    Kind.EXPIRED: _ended,
    Kind.NOT_YET_VALID: _not_begun,
    Kind.WRONG_NAME: _wrong_name,
    Kind.UNKNOWN_AUTHORITY: _unknown_authority,
    Kind.NOT_TRUSTED: lambda s, _: f"the certificate does not hold{_detail(s)}",
    Kind.NO_BACKEND: lambda s, _: s.detail,
}
