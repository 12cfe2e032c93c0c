"""Quantities of resources, as Kubernetes writes them: `500m`, `1Gi`, `2`."""

import re
from decimal import Decimal

_NUMBER = r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)"
_SUFFIX = r"[numkMGTPE]|[KMGTPE]i|[eE][+-]?[0-9]{1,2}"
_QUANTITY = re.compile(rf"({_NUMBER})({_SUFFIX})?")
_BINARY = {"Ki": 1, "Mi": 2, "Gi": 3, "Ti": 4, "Pi": 5, "Ei": 6}
_DECIMAL = {"n": -9, "u": -6, "m": -3, "k": 3, "M": 6, "G": 9, "T": 12, "P": 15, "E": 18}


def quantity(text: str) -> Decimal | None:
    """The number that it stands for; None if it is none (k8s.io/apimachinery, api/resource)."""
    found = _QUANTITY.fullmatch(text)
    if not found:
        return None
    number, suffix = Decimal(found[1]), found[2] or ""
    if suffix in _BINARY:
        return number * Decimal(1024) ** _BINARY[suffix]
    if suffix in _DECIMAL:
        return number.scaleb(_DECIMAL[suffix])
    return number.scaleb(int(suffix[1:])) if suffix else number
