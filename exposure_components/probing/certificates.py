"""What a server's certificate says, and for whom it holds."""

from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from cryptography import x509


@dataclass(frozen=True)
class Certificate:
    """The fields that clients judge."""

    names: tuple[str, ...]
    """DNS names and IP addresses. The common name is none: no client looks at it."""
    not_before: datetime
    not_after: datetime
    issuer: str
    subject: str
    is_self_signed: bool = False


def from_der(data: bytes) -> Certificate:
    """Of what TLS gives. Raises ``ValueError``."""
    found = x509.load_der_x509_certificate(data)
    return Certificate(
        names=_names(found),
        not_before=found.not_valid_before_utc,
        not_after=found.not_valid_after_utc,
        issuer=_common_name(found.issuer),
        subject=_common_name(found.subject),
        is_self_signed=found.issuer == found.subject,
    )


def holds_for(certificate: Certificate, host: str) -> bool:
    """Whether one of the names is the host's; a wildcard stands for one label (RFC 9525, 6.3)."""
    return any(_matches(name, host) for name in certificate.names)


def _matches(name: str, host: str) -> bool:
    try:
        return ip_address(name) == ip_address(host)
    except ValueError:
        pass
    mine, theirs = name.lower().rstrip("."), host.lower().rstrip(".")
    if mine.startswith("*."):
        first, dot, rest = theirs.partition(".")
        return bool(first and dot) and rest == mine[2:]
    return mine == theirs


def _names(found: x509.Certificate) -> tuple[str, ...]:
    try:
        said = found.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    except x509.ExtensionNotFound:
        return ()
    dns = said.get_values_for_type(x509.DNSName)
    addresses = said.get_values_for_type(x509.IPAddress)
    return (*dns, *map(str, addresses))


def _common_name(name: x509.Name) -> str:
    found = name.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value) if found else name.rfc4514_string()
