"""Probes that Kubernetes refuses."""

from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.ports import PORTS
from exposure_components.problems import Problem

_HANDLERS = ("http_path", "grpc", "command")
_AT_LEAST_ONE = ("period", "timeout", "failure_threshold", "success_threshold")


def probe_problems(args: Sound) -> list[Problem]:
    """Of readiness, liveness and startup."""
    found: list[Problem] = []
    for kind in ("readiness", "liveness", "startup"):
        probe = args.below(kind)
        found += _one(probe)
        if kind != "readiness" and probe.get("success_threshold", 1) > 1:
            rule = f"is above 1, the only value for {kind}"
            found.append(probe.problem("success_threshold", rule, "leave it out"))
    return found


def _one(probe: Sound) -> list[Problem]:
    found = in_range(probe, "port", PORTS, "give a port of the container")
    ways = [k for k in _HANDLERS if probe.get(k)]
    if len(ways) > 1:
        rule = f"asks in {len(ways)} ways: {', '.join(ways)}"
        found.append(Problem(probe.path, None, rule, "keep one"))
    path = probe.get("http_path")
    if path is not None and not path.startswith("/"):
        found.append(probe.problem("http_path", "does not start with /", f"did you mean /{path}?"))
    if probe.get("scheme") is not None and path is None:
        found.append(probe.problem("scheme", "is for HTTP only", "add `http_path`"))
    if probe.get("command") == []:
        found.append(probe.problem("command", "is empty", "name a program"))
    for key in _AT_LEAST_ONE:
        if probe.get(key, 1) < 1:
            found.append(probe.problem(key, "is below 1", "give 1 or more"))
    if probe.get("initial_delay", 0) < 0:
        found.append(probe.problem("initial_delay", "is negative", "give 0 or more seconds"))
    return found
