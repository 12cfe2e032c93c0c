"""Matches that the Gateway API refuses."""

from __future__ import annotations

import re
from collections.abc import Callable

from exposure_components.args.gateway_kinds import PathMatch, ValueMatch
from exposure_components.checks.sound import Sound
from exposure_components.gateway.limits import at_most, not_longer
from exposure_components.gateway.words import path_type
from exposure_components.ingress.path_checks import one_path
from exposure_components.problems import Problem

_TOKEN = re.compile(r"[A-Za-z0-9!#$%&'*+\-.^_`|~]+")
"""Name of a header, RFC 9110, 5.6.2; of a parameter too, as the Gateway API has it."""
_LONGEST_TOKEN = 256
_LONGEST_HEADER = 4096
_LONGEST_TEXT = 1024
"""Of a path, of a parameter's value, of a gRPC service or method."""
_MOST_VALUES = 16
_SERVICE = re.compile(r"\.?[a-z_][a-z_0-9]*(\.[a-z_][a-z_0-9]*)*", re.IGNORECASE | re.ASCII)
_METHOD = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")


def http_match_problems(match: Sound) -> list[Problem]:
    """Path, headers and parameters."""
    found = _value_problems(match, "headers", _LONGEST_HEADER, str.lower)
    found += _value_problems(match, "query", _LONGEST_TEXT, str)
    path = match.get("path")
    if path is None or match.get("path_type", PathMatch.PREFIX) is None:
        return found
    if wrong := not_longer(match.at("path"), path, _LONGEST_TEXT):
        return [*found, *wrong]
    if path_type(match) is PathMatch.REGULAR_EXPRESSION:
        return found
    return [*found, *one_path(match, path, path_type(match))]


def grpc_match_problems(match: Sound) -> list[Problem]:
    """Service, method and headers."""
    found = _value_problems(match, "headers", _LONGEST_HEADER, str.lower)
    service, method = match.get("service"), match.get("method")
    if "type" in match.value and not {"service", "method"} & match.value.keys():
        rule = "says how `service` and `method` are matched, and there is neither"
        found.append(match.problem("type", rule, "add one, or drop it"))
    expected = match.get("type", ValueMatch.EXACT)
    for key, text, pattern in (("service", service, _SERVICE), ("method", method, _METHOD)):
        if text is None:
            continue
        wrong = not_longer(match.at(key), text, _LONGEST_TEXT)
        if not wrong and expected == ValueMatch.EXACT and not pattern.fullmatch(text):
            rule = f"is no name of a gRPC {key}"
            wrong = [match.problem(key, rule, "write it as in the .proto file")]
        found += wrong
    return found


def _value_problems(
    match: Sound, key: str, longest: int, same: Callable[[str], str]
) -> list[Problem]:
    found = at_most(match, key, _MOST_VALUES, "match fewer")
    first: dict[str, str] = {}
    for item in match.items(key):
        name, value = item.get("name"), item.get("value")
        if name is not None:
            found += token_problems(item.at("name"), name)
            known = first.setdefault(same(name), item.path)
            if known != item.path:
                rule = f"is {known}'s as well"
                found.append(item.problem("name", rule, "match each once"))
        if value is not None:
            found += not_longer(item.at("value"), value, longest)
    return found


def token_problems(path: str, name: str) -> list[Problem]:
    """A name that no header has."""
    if len(name) <= _LONGEST_TOKEN and _TOKEN.fullmatch(name):
        return []
    return [Problem(path, name, "is no name of a header or parameter", "use letters, digits, -")]
