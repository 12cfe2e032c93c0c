"""Health checks that AWS refuses, or that tell nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from exposure_components.args.aws_kinds import NlbHealthCheckProtocol, NlbProtocol
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.kinds import ExternalTrafficPolicy, Protocol
from exposure_components.load_balancers.aws.client_ip import traffic_policy
from exposure_components.load_balancers.aws.health import LOCAL_INTERVAL, check_protocol
from exposure_components.load_balancers.aws.reading import readable_targets
from exposure_components.load_balancers.aws.words import KEY, carries, reaches_pods
from exposure_components.problems import Problem

_RANGES = {
    "interval": range(5, 301),
    "timeout": range(2, 121),
    "healthy_threshold": range(2, 11),
    "unhealthy_threshold": range(2, 11),
}
"""CreateTargetGroup."""
_INTERVAL = 30
_CODES = range(200, 600)
"""Of a Network Load Balancer (Matcher)."""
_MATCHER = re.compile(r"\d{3}(-\d{3}|(,\d{3})*)")
_LONGEST_PATH = 1024
"""Characters of HealthCheckPath."""


def health_problems(
    app: Sound, ports: Sequence[Sound], port: Sound, spoken: NlbProtocol
) -> list[Problem]:
    """Of one listener's target group."""
    own = port.below(KEY).below("health_check")
    found = [p for key, r in _RANGES.items() for p in in_range(own, key, r, "choose one inside")]
    found += _request_problems(own)
    found += _port_problems(app, ports, port, own, spoken)
    interval, timeout = own.get("interval", _interval(app, port)), own.get("timeout")
    if timeout is not None and timeout > interval:
        rule = f"is longer than the interval, {interval}"
        found.append(own.problem("timeout", rule, "shorten it, or ask less often"))
    return found


def _interval(app: Sound, port: Sound) -> int:
    """Seconds, where nothing is said."""
    if app.broken or reaches_pods(readable_targets(app, port)):
        return _INTERVAL
    local = traffic_policy(app.value) is ExternalTrafficPolicy.LOCAL
    return LOCAL_INTERVAL if local else _INTERVAL


def _request_problems(own: Sound) -> Iterator[Problem]:
    if own.at("protocol") in own.broken or own.at("path") in own.broken:
        return
    if check_protocol(own.value) is NlbHealthCheckProtocol.TCP:
        for key in ("path", "matcher"):
            if key in own.value:
                rule, remedy = "does not go with a TCP check", "drop it, or use HTTP"
                yield own.problem(key, rule, remedy)
        return
    path = own.get("path")
    if path is not None and not path.startswith("/"):
        yield own.problem("path", "does not start with /", f"did you mean /{path}?")
    elif path is not None and len(path) > _LONGEST_PATH:
        yield own.problem("path", f"is longer than {_LONGEST_PATH} characters", "shorten it")
    matcher = own.get("matcher")
    if matcher is None:
        return
    remedy = "write codes of 200 to 599, like 200, 200,204 or 200-299"
    if not _MATCHER.fullmatch(matcher):
        yield own.problem("matcher", "is no list or range of codes", remedy)
    elif any(int(code) not in _CODES for code in re.findall(r"\d+", matcher)):
        yield own.problem("matcher", "is outside of 200-599", remedy)


def _port_problems(
    app: Sound, ports: Sequence[Sound], port: Sound, own: Sound, spoken: NlbProtocol
) -> Iterator[Problem]:
    wanted = own.get("port")
    tcp = [p for p in ports if carries(p, Protocol.TCP)]
    asked = next((p for p in tcp if wanted in (None, p.get("container_port"))), None)
    if wanted is not None and asked is None:
        remedy = "give the `container_port` of one of them"
        yield own.problem("port", "is no TCP port of the app", remedy)
    if wanted is None and spoken is not NlbProtocol.UDP:
        return
    if asked is None:
        if wanted is None:
            rule = "is UDP, and AWS asks for health by TCP alone"
            remedy = "add a TCP port that tells whether the app is well"
            yield Problem(port.path, None, rule, remedy)
        return
    # Only the ports that listeners lead to are opened.
    if reaches_pods(readable_targets(app, asked)) != reaches_pods(readable_targets(app, port)):
        rule = f"is asked at {asked.path}, whose targets are not its own"
        yield Problem(port.path, None, rule, "give both the same `targets`")
