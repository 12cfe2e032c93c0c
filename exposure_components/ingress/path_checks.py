"""Paths that cannot be, and ports that nothing leads to."""

import re

from exposure_components.args.ingress_kinds import PathType
from exposure_components.checks.sound import Sound
from exposure_components.ingress.words import asked_by_http
from exposure_components.problems import Problem, did_you_mean

_NEVER = re.compile(r"//|/\./|/\.\./|%2f|%2F|/\.\.?$")
"""What the API server refuses in a path (kubernetes/pkg/apis/networking/validation)."""
_PATH = re.compile(r"(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|%[0-9a-fA-F]{2})+")
"""What a request's path is made of (RFC 3986, 3.3); the Gateway API wants the same."""


def path_problems(args: Sound) -> list[Problem]:
    """Of `paths`."""
    ports = args.items("ports")
    numbers = [p.get("container_port") for p in asked_by_http(ports)]
    found: list[Problem] = []
    seen: dict[tuple[str, str], str] = {}
    for item in args.items("paths"):
        path, kind = item.get("path"), str(item.get("type") or PathType.PREFIX)
        if path is not None:
            found += one_path(item, path, kind)
            first = seen.setdefault(identity(path, kind), item.path)
            if first != item.path:
                rule = f"is {first}'s as well"
                found.append(item.problem("path", rule, "keep one of them"))
        found += _port_problems(item, numbers)
    if args.value.get("paths") == []:
        found.append(Problem("paths", None, "is empty", "leave it out for every path"))
    if ports and not numbers and not any(p.get("entry_port") for p in ports):
        rule = "has nothing that the controller could serve: no port of TCP, no `entry_port`"
        found.append(Problem("ports", None, rule, "give a port of TCP, or an `entry_port`"))
    return found


def identity(path: str, kind: str) -> tuple[str, str]:
    """What two paths have in common that match the same requests."""
    return (path.rstrip("/") or "/", kind) if kind == PathType.PREFIX else (path, kind)


def one_path(item: Sound, path: str, kind: str) -> list[Problem]:
    """What is wrong with the text of one path."""
    if not path.startswith("/"):
        if kind == PathType.IMPLEMENTATION_SPECIFIC and not path:
            return []
        return [item.problem("path", "does not start with /", f"did you mean /{path}?")]
    if kind == PathType.IMPLEMENTATION_SPECIFIC:
        return []
    if never := _NEVER.search(path):
        return [item.problem("path", f"has {never[0]}, which no path may have", "drop it")]
    if not _PATH.fullmatch(path):
        rule = "has characters that no path has"
        return [item.problem("path", rule, "escape them, as %20, or leave them out")]
    return []


def _port_problems(item: Sound, numbers: list[int]) -> list[Problem]:
    port = item.get("port")
    if port is None or port in numbers:
        return []
    known = [str(number) for number in numbers]
    otherwise = f"give one of {', '.join(known)}" if known else "leave `paths` out"
    rule = "is no `container_port` of the app that is asked by HTTP"
    return [item.problem("port", rule, did_you_mean(str(port), known, otherwise))]
