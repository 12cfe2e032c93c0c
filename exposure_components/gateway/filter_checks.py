"""Redirects, rewrites, header changes and timeouts that the Gateway API refuses."""

from __future__ import annotations

from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.checks.workload import one_of
from exposure_components.gateway.limits import at_most, not_longer
from exposure_components.gateway.match_checks import token_problems
from exposure_components.names import is_dns_subdomain
from exposure_components.ports import PORTS
from exposure_components.problems import Problem

_STATUSES = (301, 302, 303, 307, 308)
_LONGEST_PATH = 1024
_LONGEST_HEADER = 4096
_MOST_CHANGES = 16
_LONGEST_TIMEOUT = 99_999
"""Seconds: five digits of one unit (GEP-2257)."""


def redirect_problems(rule: Sound) -> list[Problem]:
    """Of `redirect`."""
    if "redirect" not in rule.value:
        return []
    redirect = rule.below("redirect")
    found = [*_target_problems(redirect), *in_range(redirect, "port", PORTS, "choose one inside")]
    status = redirect.get("status")
    if status is not None and status not in _STATUSES:
        text = f"is none of {', '.join(map(str, _STATUSES))}"
        found.append(redirect.problem("status", text, "choose one of them"))
    if not {"scheme", "host", "port", "path"} & redirect.value.keys():
        text = "leads to the very place that the client asked for"
        remedy = "give a scheme, host, port or path"
        found.append(Problem(redirect.path, None, text, remedy))
    return found


def rewrite_problems(rule: Sound) -> list[Problem]:
    """Of `rewrite`."""
    rewrite = rule.below("rewrite")
    if rule.value.get("rewrite") == {}:
        return [Problem(rewrite.path, None, "says nothing", "give a host or path, or drop it")]
    return _target_problems(rewrite)


def _target_problems(target: Sound) -> list[Problem]:
    found: list[Problem] = []
    host = target.get("host")
    if host is not None and not is_dns_subdomain(host):
        text = "is no host name"
        found.append(target.problem("host", text, "use a-z, 0-9, - and ., without a port"))
    if "path" not in target.value:
        return found
    path = target.below("path")
    found += one_of(path, ("full", "prefix"))
    for key in ("full", "prefix"):
        text = path.get(key)
        if text is None:
            continue
        wrong = not_longer(path.at(key), text, _LONGEST_PATH)
        if not wrong and not text.startswith("/"):
            wrong = [path.problem(key, "does not start with /", f"did you mean /{text}?")]
        found += wrong
    return found


def header_problems(rule: Sound) -> list[Problem]:
    """Of `request_headers` and `response_headers`."""
    return [
        problem
        for key in ("request_headers", "response_headers")
        if key in rule.value
        for problem in _change_problems(rule.below(key))
    ]


def _change_problems(changes: Sound) -> list[Problem]:
    found: list[Problem] = []
    if not changes.value and changes.path not in changes.broken:
        return [Problem(changes.path, None, "says nothing", "set, add or remove one, or drop it")]
    named: list[tuple[str, str]] = []
    for key in ("set", "add"):
        found += at_most(changes, key, _MOST_CHANGES, "change fewer")
        values = changes.below(key)
        for name in map(str, values.value):
            named.append((values.at(name), name))
            text = values.get(name)
            if isinstance(text, str):
                found += not_longer(values.at(name), text, _LONGEST_HEADER)
    found += at_most(changes, "remove", _MOST_CHANGES, "change fewer")
    named += changes.texts("remove")
    first: dict[str, str] = {}
    for at, name in named:
        found += token_problems(at, name)
        known = first.setdefault(name.lower(), at)
        if known != at:
            text = f"is {known}'s header as well"
            found.append(Problem(at, name, text, "change each header once"))
    return found


def timeout_problems(rule: Sound) -> list[Problem]:
    """Of `timeouts`."""
    timeouts = rule.below("timeouts")
    found: list[Problem] = []
    for key in ("request", "backend_request"):
        seconds = timeouts.get(key)
        if seconds is not None and not 0 <= seconds <= _LONGEST_TIMEOUT:
            text = f"is outside of 0-{_LONGEST_TIMEOUT} seconds"
            found.append(timeouts.problem(key, text, "choose one inside"))
        elif seconds is not None and seconds and seconds < 0.001:
            text = "is below a thousandth of a second"
            found.append(timeouts.problem(key, text, "give at least 0.001, or 0 for none"))
    whole, part = timeouts.get("request"), timeouts.get("backend_request")
    if whole and part is not None and part > whole:
        text = "is longer than `request`, which it is a part of"
        found.append(timeouts.problem("backend_request", text, "shorten it"))
    return found
