"""Which words of an Ingress an app uses."""

from collections.abc import Iterator
from typing import Any

from exposure_components.checks.sound import Sound
from exposure_components.ports import protocol_of
from exposure_components.values import mapping

WORDS = {
    "tls.default_certificate": "certificates of its own for hosts of apps",
    "tls.passthrough": "TLS that the pods terminate",
    "tls.redirect": "say in redirects to HTTPS",
    "tls.hsts": "HSTS",
    "sticky_cookie": "sticky cookies",
    "sticky_cookie.name": "names for sticky cookies",
    "sticky_cookie.max_age": "ages for sticky cookies",
    "sticky_cookie.secure": "say in whether sticky cookies are secure",
    "sticky_cookie.http_only": "say in whether scripts read sticky cookies",
    "sticky_cookie.same_site": "say in where sticky cookies are sent",
    "timeouts.connect": "timeouts for connections to pods",
    "timeouts.response": "timeouts for answers",
    "timeouts.idle": "timeouts for idle connections",
    "max_body_size": "limits for bodies",
    "allowed_cidrs": "allow lists",
    "rate_limit": "rate limits",
    "rate_limit.scope=client": "rate limits for each client",
    "rate_limit.scope=host": "rate limits for a whole host",
    "rate_limit.burst": "bursts above a rate limit",
    "backend_tls.ca": "authorities of its own for the pods' certificates",
    "backend_tls.server_name": "names of its own for the pods' certificates",
    "backend_tls.insecure": "unverified certificates of the pods",
    "basic_auth": "basic authentication",
    "basic_auth.realm": "realms of basic authentication",
    "forward_to=pods": "promise that requests go straight to the pods",
    "forward_to=service": "requests that go to the Service",
    "ports.entry_port=TCP": "TCP ports",
    "ports.entry_port=UDP": "UDP ports",
    "ports.entry_port=SCTP": "SCTP ports",
    "ports.backend_protocol=HTTPS": "HTTPS to the pods",
    "ports.backend_protocol=H2C": "HTTP/2 without TLS to the pods",
    "ports.backend_protocol=GRPC": "gRPC to the pods",
    "ports.backend_protocol=GRPCS": "gRPC within TLS to the pods",
    "paths.type=Exact": "exact paths",
    "paths.type=ImplementationSpecific": "paths of its own kind",
}
"""Every word that some controller lacks, and what it gives, as a message names it."""

_CHOICES = ("scope", "entry_port", "backend_protocol", "type", "forward_to")


def asked(args: Sound) -> Iterator[tuple[str, str, Any]]:
    """Word, path and value of each word that the args use."""
    if args.below("rate_limit").value and "scope" not in args.below("rate_limit").value:
        yield "rate_limit.scope=client", "rate_limit.scope", None
    for key in args.value:
        if key == "ports":
            for port in args.items("ports"):
                yield from _fields("ports", port, protocol_of(port))
        elif key == "paths":
            for path in args.items("paths"):
                yield from _fields("paths", path)
        elif key in ("sticky_cookie", "basic_auth", "rate_limit"):
            yield key, key, None
            yield from _fields(key, args.below(key))
        elif key in ("tls", "timeouts", "backend_tls"):
            yield from _fields(key, args.below(key))
        elif key == "forward_to":
            yield f"{key}={args.get(key)}", key, args.get(key)
        else:
            yield key, key, None


def _fields(prefix: str, fields: Sound, protocol: str = "") -> Iterator[tuple[str, str, Any]]:
    # A key that is no text is a problem of its own.
    for key in (key for key in mapping(fields.value) or () if isinstance(key, str)):
        value, word = fields.get(key), f"{prefix}.{key}"
        if key in _CHOICES:
            word += f"={protocol if key == 'entry_port' else value}"
        yield word, fields.at(key), value if isinstance(value, str | int) else None
