"""Domain names, label by label."""

import re

from exposure_components.names import LONGEST_LABEL, LONGEST_SUBDOMAIN
from exposure_components.problems import Problem

WILDCARD = "*"
_LABEL = re.compile(r"[a-z0-9_]([-a-z0-9_]*[a-z0-9_])?")
"""RFC 1123, and underscores as in `_acme-challenge` (RFC 8552)."""


def canonical(name: str) -> str:
    """The name as records of it are compared: lower case, no dot at its end."""
    return name.lower().removesuffix(".")


def absolute(name: str) -> str:
    """The name with the dot at its end that says that nothing follows."""
    return canonical(name) + "."


def is_wildcard(name: str) -> bool:
    """Whether the name stands for all names below."""
    return canonical(name).split(".")[0] == WILDCARD


def is_apex(name: str, zone: str) -> bool:
    """Whether the name is the zone's own."""
    return canonical(name) == canonical(zone)


def is_inside(name: str, zone: str) -> bool:
    """Whether the zone holds the name: `xexample.com` is not inside of `example.com`."""
    return canonical(name) == canonical(zone) or canonical(name).endswith(f".{canonical(zone)}")


def answers_for(name: str, asked: str) -> bool:
    """Whether a record of the name is what a resolver finds for another.

    A wildcard is found for names of any depth below, unless one between has records of its own
    (RFC 4592, 2.2.1), which nobody here knows.
    """
    if not is_wildcard(name):
        return canonical(name) == canonical(asked)
    return canonical(asked).endswith(canonical(name).removeprefix(WILDCARD))


def name_problems(path: str, name: str, *, wildcard: bool = False) -> list[Problem]:
    """A text that is no domain name."""
    text = canonical(name)
    labels = text.split(".")
    if not text:
        return [Problem(path, name, "is empty", "give a name, such as kube.example.com")]
    if len(text) > LONGEST_SUBDOMAIN:
        rule = f"has {len(text)} characters, more than {LONGEST_SUBDOMAIN}"
        return [Problem(path, name, rule, "shorten it")]
    if wildcard and labels[0] == WILDCARD:
        labels = labels[1:]
    if any(WILDCARD in label for label in labels):
        rule = "has a `*` that is not the whole leftmost label"
        remedy = "write it like *.kube.example.com" if wildcard else "leave it out"
        return [Problem(path, name, rule, remedy)]
    return _label_problems(path, name, labels)


def _label_problems(path: str, name: str, labels: list[str]) -> list[Problem]:
    long = next((label for label in labels if len(label) > LONGEST_LABEL), None)
    if long is not None:
        rule = f"has a label of {len(long)} characters, more than {LONGEST_LABEL}"
        return [Problem(path, name, rule, "shorten it")]
    if labels and all(_LABEL.fullmatch(label) for label in labels):
        return []
    remedy = "use a-z, 0-9, - and _ between single dots, and no - at the ends of a label"
    return [Problem(path, name, "is no domain name", remedy)]


def place_problems(path: str, name: str, zone: str) -> list[Problem]:
    """A name that the zone does not hold."""
    if is_inside(name, zone):
        return []
    rule = f"is outside of the zone {canonical(zone)}"
    remedy = f"end it in .{canonical(zone)}, or give the zone that it is in"
    return [Problem(path, name, rule, remedy)]
