"""The types of records, spelled as DNS and its providers spell them."""

from enum import StrEnum


class RecordType(StrEnum):
    """What the values of a record are."""

    A = "A"
    """IPv4 addresses."""
    AAAA = "AAAA"
    """IPv6 addresses."""
    CNAME = "CNAME"
    """One other name, whose records are asked instead."""
    ALIAS = "ALIAS"
    """A balancer of AWS, which Route 53 answers with the addresses of. Not in other zones."""
