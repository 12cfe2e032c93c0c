"""Values that are known only after other resources were made."""

import re
from collections.abc import Callable
from typing import Any

from exposure_components.checks.addresses import cidr_problem
from exposure_components.checks.cluster import host_problems
from exposure_components.checks.metadata import is_label_value
from exposure_components.checks.pem import certificate_problems, key_problems
from exposure_components.names import is_dns_label, is_dns_subdomain
from exposure_components.problems import Problem

_LABELS = re.compile(r"(namespace\.)?labels\..*")
_CIDRS = re.compile(r"allowed_cidrs\[\d+\]")
_ADDRESSES = re.compile(r"(cluster\.nodes\[\d+\]\.address|(controller|gateway)\.addresses\[\d+\])")
_MAY_BE_UNTOLD = re.compile(r"gateway\.addresses\[\d+\]")
"""A Gateway's status may tell of none."""
_CERTIFICATES = re.compile(r"(.+\.)?(certificate\.certificate|backend_tls\.ca)")
_NAMESPACES = re.compile(r"gateway\.namespace")
_CLASSES = re.compile(r"(controller\.)?class_name")
_KEYS = re.compile(r"(.+\.)?certificate\.private_key")


def late_problems(path: str, value: Any) -> list[Problem]:
    """What is wrong with the value that an Output at that path turned out to have."""
    if value is None and _MAY_BE_UNTOLD.fullmatch(path):
        return []
    if not isinstance(value, str):
        return [Problem(path, None, f"came out as {type(value).__name__}", "give a text")]
    return [p for pattern, check in _CHECKS if pattern.fullmatch(path) for p in check(path, value)]


def is_private_key(path: str) -> bool:
    """Whether what stands there is secret by its nature."""
    return bool(_KEYS.fullmatch(path))


def _label_problems(path: str, text: str) -> list[Problem]:
    if is_label_value(text):
        return []
    return [Problem(path, text, "is no value of a label", "use at most 63 of A-Za-z0-9-_.")]


def _namespace_problems(path: str, text: str) -> list[Problem]:
    if is_dns_label(text):
        return []
    return [Problem(path, text, "is no DNS label (RFC 1123)", "use a-z, 0-9 and dashes")]


def _class_problems(path: str, text: str) -> list[Problem]:
    if is_dns_subdomain(text):
        return []
    return [Problem(path, text, "is no name of a class", "use a-z, 0-9, - and .")]


_CHECKS: tuple[tuple[re.Pattern[str], Callable[[str, str], list[Problem]]], ...] = (
    (_CIDRS, cidr_problem),
    (_ADDRESSES, host_problems),
    (_LABELS, _label_problems),
    (_NAMESPACES, _namespace_problems),
    (_CLASSES, _class_problems),
    (_CERTIFICATES, certificate_problems),
    (_KEYS, key_problems),
)
