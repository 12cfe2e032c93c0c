"""Names that Kubernetes accepts."""

import re
from hashlib import sha256

LONGEST_NAME = 52
"""Characters of an app's name. A StatefulSet's pods carry a label of its name, a dash and ten
characters, and a label's value has at most 63 (k8s.io/apimachinery, pkg/util/validation)."""
LONGEST_LABEL = 63
"""Characters of a DNS label, RFC 1123."""
LONGEST_SUBDOMAIN = 253
"""Characters of a DNS subdomain, RFC 1123."""

_LABEL = re.compile(r"[a-z0-9]([-a-z0-9]*[a-z0-9])?")
_SERVICE_LABEL = re.compile(r"[a-z]([-a-z0-9]*[a-z0-9])?")
_SUBDOMAIN = re.compile(rf"{_LABEL.pattern}(\.{_LABEL.pattern})*")


def is_dns_label(text: str) -> bool:
    """RFC 1123 label: namespaces, volumes."""
    return len(text) <= LONGEST_LABEL and _LABEL.fullmatch(text) is not None


def is_service_name(text: str) -> bool:
    """RFC 1035 label, of any length: what an app's name must be, as its Service bears it."""
    return _SERVICE_LABEL.fullmatch(text) is not None


def is_dns_subdomain(text: str) -> bool:
    """RFC 1123 subdomain: nodes, secrets, service accounts."""
    return len(text) <= LONGEST_SUBDOMAIN and _SUBDOMAIN.fullmatch(text) is not None


def shortened(name: str, longest: int = LONGEST_NAME) -> str:
    """The name itself, or its beginning and a hash of the whole: the same in every run."""
    if len(name) <= longest:
        return name
    digest = sha256(name.encode()).hexdigest()[:8]
    return f"{name[: longest - len(digest) - 1].rstrip('-')}-{digest}"


def as_label(text: str) -> str:
    """The nearest name that is valid, to suggest it; empty when nothing is left.

    Of an app's name that is its short form.
    """
    if is_service_name(text):
        return shortened(text)
    return shortened(re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-").lstrip("0123456789-"))
