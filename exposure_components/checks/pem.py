"""Certificates and keys as text (RFC 7468). No message shows them."""

from exposure_components.problems import Problem

_CERTIFICATE, _KEY = "-----BEGIN CERTIFICATE-----", "PRIVATE KEY-----"


def certificate_problems(path: str, text: str) -> list[Problem]:
    """A text that is no certificate."""
    if _CERTIFICATE in text:
        return []
    return [Problem(path, None, "is no certificate in PEM", f"give text with {_CERTIFICATE}")]


def key_problems(path: str, text: str) -> list[Problem]:
    """A text that is no private key, or one that nobody can read."""
    if _KEY not in text:
        remedy = "give text with -----BEGIN PRIVATE KEY-----"
        return [Problem(path, None, "is no private key in PEM", remedy)]
    if "ENCRYPTED" in text:
        rule, remedy = "has a password, which no controller knows", "decrypt it"
        return [Problem(path, None, rule, remedy)]
    return []
