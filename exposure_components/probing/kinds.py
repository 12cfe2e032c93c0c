"""The verdicts that there are."""

from enum import StrEnum


class State(StrEnum):
    """What a verdict means for the endpoint's promise."""

    UP = "up"
    """Kept."""
    DOWN = "down"
    """Broken."""
    IDLE = "idle"
    """Not made: no pod runs on that node, and another node answers for it."""
    UNKNOWN = "unknown"
    """Nobody can say."""


class Kind(StrEnum):
    """What was seen, in a word or two; each with the sentence that explains it."""

    ANSWERS = "answers"
    """An expected status, an accepted connection or an answered datagram."""
    IDLE = "no pod here"
    """The endpoint answers only while a pod runs on its node, and answers at another node."""
    SILENT = "no answer by UDP"
    """Nobody refused the datagram, and nobody answered it: UDP promises neither."""
    UNTOLD = "not known"
    """The endpoint's address or port is not known yet, or is a secret."""
    UNSUPPORTED = "not tried"
    """The protocol is none that is spoken here."""
    NO_NAME = "not in DNS"
    """The resolver says that the name has no address."""
    NO_RESOLVER = "resolver fails"
    """No resolver says anything about the name."""
    NO_ROUTE = "no route"
    """This machine knows no way to the address, or may not take it."""
    UNREACHABLE = "host unreachable"
    """The network says that nobody has the address, or that it may not be reached."""
    REFUSED = "refused"
    """The address answers that nothing listens at the port."""
    TIMED_OUT = "timeout"
    """The address answers nothing: packets are dropped, or nobody has it."""
    UNANSWERED = "connected, no answer"
    """The connection is open, and the answer does not come in time."""
    CLOSED = "connection closed"
    """The connection is closed or reset before an answer."""
    NO_HTTP = "no HTTP"
    """What answers is no HTTP."""
    NO_GRPC = "no gRPC"
    """What answers is no gRPC."""
    NO_TLS = "no TLS"
    """What answers is no TLS."""
    TLS_REFUSED = "TLS refused"
    """The server ends the TLS handshake."""
    EXPIRED = "certificate expired"
    """The certificate's time is over."""
    NOT_YET_VALID = "certificate not yet valid"
    """The certificate's time has not begun."""
    WRONG_NAME = "certificate of another name"
    """None of the certificate's names is the host's."""
    UNKNOWN_AUTHORITY = "certificate of an unknown authority"
    """Nobody whom this machine believes has signed the certificate."""
    NOT_TRUSTED = "certificate refused"
    """The certificate does not hold for another reason."""
    REDIRECTED = "redirected"
    """The answer leads elsewhere, and that is not expected."""
    BAD_REQUEST = "bad request"
    """400: the server does not understand what it is asked."""
    LOGIN = "not allowed"
    """401 or 403: the client may not see it."""
    NOT_FOUND = "not found"
    """404: nobody knows the host or the path."""
    NO_BACKEND = "no backend"
    """502, 503 or 504, or gRPC that does not serve: nobody is ready behind what answers."""
    WRONG_STATUS = "wrong status"
    """Any other status that is not expected."""


_UNKNOWN = frozenset({Kind.SILENT, Kind.UNTOLD, Kind.UNSUPPORTED})


def state_of(kind: Kind) -> State:
    """What it means for the promise."""
    if kind is Kind.IDLE:
        return State.IDLE
    if kind is Kind.ANSWERS:
        return State.UP
    return State.UNKNOWN if kind in _UNKNOWN else State.DOWN
