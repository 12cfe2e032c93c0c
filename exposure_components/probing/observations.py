"""What a try saw: facts, of which ``verdicts`` makes sense."""

from dataclasses import dataclass, field
from datetime import datetime

from exposure_components.probing.certificates import Certificate
from exposure_components.probing.kinds import Kind
from exposure_components.probing.targets import Target


@dataclass(frozen=True)
class Timings:
    """Seconds that each step took; None for a step that was not done, or not finished."""

    lookup: float | None = None
    connect: float | None = None
    tls: float | None = None
    answer: float | None = None
    """From the request to the head of the answer."""

    @property
    def total(self) -> float:
        """Seconds of all of them."""
        return sum(filter(None, (self.lookup, self.connect, self.tls, self.answer)))


@dataclass(frozen=True)
class Observation:
    """What one try of one address saw."""

    kind: Kind
    """How far it came: ``ANSWERS`` whatever the status, ``NOT_TRUSTED`` whatever the reason."""
    at: datetime
    """When it began, in UTC."""
    address: str | None = None
    """IP address; None where the name leads nowhere."""
    source: str | None = None
    """This machine's own address on the way there."""
    timings: Timings = field(default_factory=Timings)
    status: int | None = None
    reason: str = ""
    """What stands beside the status."""
    location: str = ""
    """Where it redirects to."""
    certificate: Certificate | None = None
    """What the server shows, whether or not it holds."""
    is_verified: bool = False
    """Whether the certificate holds."""
    distrust: int | None = None
    """OpenSSL's X509_V_ERR code of a certificate that does not."""
    detail: str = ""
    """In the words of the operating system or of OpenSSL."""


@dataclass(frozen=True)
class Try:
    """A target, and what was seen at one of its addresses."""

    target: Target
    seen: Observation
