"""Why TLS or a certificate does not hold."""

from collections.abc import Callable, Mapping
from typing import Final

from exposure_components.probing.kinds import Kind
from exposure_components.probing.observations import Observation
from exposure_components.probing.targets import Target

_DEFAULTS: Final = ("traefik default", "kubernetes ingress controller fake")
"""How controllers call the certificate that they make for names they have none for."""


def causes(kind: Kind, target: Target, seen: Observation) -> tuple[str, ...]:
    """The likeliest first; none where the kind is not of TLS."""
    found = _CAUSES.get(kind)
    return found(target, seen) if found else ()


def without_handshake(target: Target) -> tuple[str, ...]:
    """Of a server that closes the connection during the handshake."""
    return (
        f"what answers has no certificate for {target.host}: its route, and the Secret of `tls`",
        "a balancer in front reaches nobody who speaks TLS",
    )


def _wrong_name(target: Target, seen: Observation) -> tuple[str, ...]:
    if _is_default(seen):
        return (_own(target),)
    return (
        f"the Secret of `tls` holds another name's certificate: it must name {target.host}",
        f"no route for {target.host}: the controller shows the certificate of another",
    )


def _unknown_authority(target: Target, seen: Observation) -> tuple[str, ...]:
    if _is_default(seen):
        return (_own(target),)
    return (
        "an authority of your own has signed it: --ca-file FILE with its certificate",
        "the Secret lacks the certificates between the server's and the authority's",
        "it is not meant to hold: --insecure",
    )


def _own(target: Target) -> str:
    return (
        f"the controller shows its own certificate: it has none for {target.host}; the Secret of "
        "`tls` is not there, in another namespace, or of another name"
    )


def _is_default(seen: Observation) -> bool:
    shown = seen.certificate
    return shown is not None and shown.subject.lower().startswith(_DEFAULTS)


_CAUSES: Final[Mapping[Kind, Callable[[Target, Observation], tuple[str, ...]]]] = {
    Kind.WRONG_NAME: _wrong_name,
    Kind.UNKNOWN_AUTHORITY: _unknown_authority,
    Kind.EXPIRED: lambda _t, _s: (
        "nobody renewed it: `kubectl get certificate -A` where cert-manager should",
        "it was renewed, and the server has not read it again: restart it",
    ),
    Kind.NOT_YET_VALID: lambda _t, _s: ("this machine's clock or the issuer's is wrong",),
    Kind.NOT_TRUSTED: lambda _t, _s: ("`openssl s_client -connect HOST:PORT` tells more",),
    Kind.NO_TLS: lambda t, _s: (
        f"the server speaks no TLS: then it is {'http' if t.scheme == 'https' else 'tcp'}://",
        "TLS ends before this port, or the listener lacks its certificate",
    ),
    Kind.TLS_REFUSED: lambda t, _s: (
        f"the server has no certificate for {t.host}, or wants one of the client",
        "the two have no version or cipher of TLS in common",
    ),
}
