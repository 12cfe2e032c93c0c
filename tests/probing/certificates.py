"""Authorities and certificates of a test's own."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

NOW = datetime.now(UTC)
YEAR = timedelta(days=365)


@dataclass(frozen=True)
class Pair:
    """A certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(Encoding.PEM)

    def write(self, folder: Path) -> Path:
        """A file with both, as servers read it."""
        key = self.key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        file = folder / "server.pem"
        file.write_bytes(self.pem + key)
        return file


def authority(name: str = "a test's authority") -> Pair:
    key = ec.generate_private_key(ec.SECP256R1())
    return Pair(
        _builder(name, key, name, NOW - YEAR, NOW + YEAR, is_authority=True).sign(
            key, hashes.SHA256()
        ),
        key,
    )


def certificate(
    issuer: Pair | None,
    *names: str,
    begins: datetime = NOW - timedelta(days=30),
    ends: datetime = NOW + timedelta(days=60),
    subject: str = "server",
) -> Pair:
    """A server's; without an issuer it signs itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    by = subject if issuer is None else _name(issuer)
    builder = _builder(subject, key, by, begins, ends, is_authority=False)
    if names:
        said = x509.SubjectAlternativeName([_general(name) for name in names])
        builder = builder.add_extension(said, critical=False)
    return Pair(builder.sign(key if issuer is None else issuer.key, hashes.SHA256()), key)


def _builder(
    subject: str,
    key: ec.EllipticCurvePrivateKey,
    issuer: str,
    begins: datetime,
    ends: datetime,
    *,
    is_authority: bool,
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, subject)]))
        .issuer_name(x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begins)
        .not_valid_after(ends)
        .add_extension(x509.BasicConstraints(is_authority, None), critical=True)
    )


def _name(pair: Pair) -> str:
    found = pair.certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)
    return str(found[0].value)


def _general(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)
