"""What a name leads to: addresses and other names."""

from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any

from exposure_components.checks.addresses import is_address
from exposure_components.checks.shapes import is_output
from exposure_components.dns.domain_names import canonical, name_problems
from exposure_components.dns.kinds import RecordType

WORDS = {
    RecordType.A: "IPv4 address",
    RecordType.AAAA: "IPv6 address",
    RecordType.CNAME: "host name",
}
"""What the values of each type are."""


@dataclass(frozen=True)
class Host:
    """One address or name, and where the args say it."""

    path: str
    value: Any
    """May be an Output; None for one that nobody has yet."""

    @property
    def is_late(self) -> bool:
        """Whether it is known only after other resources were made."""
        return self.value is None or is_output(self.value)

    @property
    def shown(self) -> Any:
        """What a message shows of it."""
        return None if self.is_late else self.value


def type_of(text: str) -> RecordType | None:
    """The type of the record that holds the text; None if it is neither address nor name."""
    if is_address(text):
        return RecordType.AAAA if ip_address(text).version == 6 else RecordType.A
    # A last label of digits alone is a mistyped address: no top-level domain is numeric.
    if name_problems("", text) or canonical(text).rsplit(".", 1)[-1].isdigit():
        return None
    return RecordType.CNAME


def normal(text: str) -> str:
    """The text in the one form that two ways of writing it have in common."""
    return str(ip_address(text)) if is_address(text) else canonical(text)
