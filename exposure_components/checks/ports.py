"""Ports that cannot be."""

import re
from collections.abc import Callable, Hashable, Sequence

from exposure_components import ports
from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem
from exposure_components.values import sequence

_NAME = re.compile(r"(?=.*[a-z])(?!.*--)[a-z0-9]([-a-z0-9]{0,13}[a-z0-9])?")
"""A port's name, RFC 6335, as k8s.io/apimachinery's IsValidPortName has it."""
_APP_PROTOCOL = re.compile(
    r"([a-z0-9]([-a-z0-9.]*[a-z0-9])?/)?[A-Za-z0-9]([-\w.]{0,61}[A-Za-z0-9])?", re.ASCII
)


def port_problems(args: Sound) -> list[Problem]:
    """Numbers out of range, names that are none, and what stands twice."""
    items = args.items("ports")
    found = [p for item in items for p in _one(item)]
    if args.value.get("ports") is not None and not items and args.get("ports") is not None:
        found.append(Problem("ports", None, "is empty", "name at least one port"))
    numbered = [i for i in items if isinstance(i.get("container_port"), int)]
    found += _twice(numbered, "name", ports.name_of, "choose another name")
    found += _twice(
        numbered,
        "container_port",
        lambda i: (i.get("container_port"), ports.protocol_of(i)),
        "drop one, or give it another protocol",
    )
    found += _twice(
        numbered,
        "port",
        lambda i: (ports.service_port_of(i), ports.protocol_of(i)),
        "give one of them another `port`",
    )
    return found


def in_range(item: Sound, key: str, allowed: range, remedy: str) -> list[Problem]:
    """A number outside of its range."""
    number = item.get(key)
    if number is None or number in allowed:
        return []
    return [item.problem(key, f"is outside of {allowed.start}-{allowed.stop - 1}", remedy)]


def _one(item: Sound) -> list[Problem]:
    found = in_range(item, "container_port", ports.PORTS, "give the port the app listens on")
    found += in_range(item, "port", ports.PORTS, "choose one inside or leave it out")
    found += in_range(item, "host_port", ports.PORTS, "choose one inside or leave it out")
    name = item.get("name")
    if name is not None and not _NAME.fullmatch(name):
        found.append(
            item.problem("name", "is no port name", "use at most 15 of a-z, 0-9 and single dashes")
        )
    spoken = item.get("app_protocol")
    if spoken is not None and not _APP_PROTOCOL.fullmatch(spoken):
        found.append(item.problem("app_protocol", "is no protocol name", "such as http or https"))
    return found


def _twice(
    items: Sequence[Sound], key: str, identity: Callable[[Sound], Hashable], remedy: str
) -> list[Problem]:
    first: dict[Hashable, Sound] = {}
    found: list[Problem] = []
    for item in items:
        known = first.setdefault(identity(item), item)
        if known is not item:
            value = identity(item)
            shown = "/".join(map(str, sequence(value) or (value,)))
            rule = f"is taken by {known.path}"
            found.append(Problem(item.at(key), shown, rule, remedy))
    return found
