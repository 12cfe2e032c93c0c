"""CIDRs and addresses that are none."""

import re
from ipaddress import ip_address, ip_interface, ip_network

from exposure_components.problems import Problem


def cidr_problem(path: str, text: str) -> list[Problem]:
    """A text that is no CIDR, and what was probably meant."""
    try:
        network = ip_network(text)
    except ValueError:
        return [Problem(path, text, "is no CIDR", _meant(text))]
    if "/" not in text:
        return [Problem(path, text, "is an address, no CIDR", _meant(text))]
    # Python reads masks and zones too, Kubernetes does not.
    if text.partition("/")[2] != str(network.prefixlen) or "%" in text:
        return [Problem(path, text, "is no CIDR", _meant(text))]
    return []


def _meant(text: str) -> str:
    try:
        meant = ip_interface(re.sub("%[^/]*", "", text))
    except ValueError:
        return "write address/bits, like 10.0.0.0/8"
    if "/" not in text:
        return f"did you mean {meant}?"
    return f"did you mean {meant.network} or {meant.ip}/{meant.max_prefixlen}?"


def is_address(text: str) -> bool:
    """An IPv4 or IPv6 address."""
    try:
        ip_address(text)
    except ValueError:
        return False
    return "%" not in text
