"""Health monitors that Octavia refuses, or that would tell nothing."""

import re

from exposure_components.args.octavia_kinds import MonitorType
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.kinds import ExternalTrafficPolicy, Protocol, WorkloadKind
from exposure_components.load_balancers.octavia.listening import monitor_type
from exposure_components.load_balancers.octavia.words import is_ovn, traffic_policy
from exposure_components.ports import PORTS, protocol_of
from exposure_components.problems import Problem

_RETRIES = range(1, 11)
"""MIN_HM_RETRIES and MAX_HM_RETRIES of octavia, common/constants.py."""
_SHORTEST_UDP_DELAY = 3
"""Seconds; octavia's udp_connect_min_interval_health_monitor."""
_CODES = re.compile(r"\d{3}(\s*,\s*\d{3})*|\d{3}-\d{3}")
"""As octavia, api/v2/types/health_monitor.py has it."""
_DATAGRAMS = (MonitorType.UDP_CONNECT, MonitorType.SCTP)
_OF_DATAGRAM_POOLS = (MonitorType.HTTP, MonitorType.TCP, *_DATAGRAMS)
_OF_OVN = (MonitorType.TCP, MonitorType.UDP_CONNECT)
_BY_REQUEST = (MonitorType.HTTP, MonitorType.HTTPS)


def monitor_problems(app: Sound, port: Sound) -> list[Problem]:
    """Of one port of an app."""
    own = port.below("octavia").below("monitor")
    kind = _kind(app, port, own)
    return [
        *_time_problems(own, kind),
        *_type_problems(app, port, own),
        *_request_problems(own, kind),
        *in_range(own, "port", PORTS, "choose one inside or leave it out"),
        *_silent_problems(app, port, own),
    ]


def _kind(app: Sound, port: Sound, own: Sound) -> MonitorType | None:
    """What is asked by, said or not; None where that cannot be read."""
    if not app.broken:
        return monitor_type(app.value, port.value)
    return MonitorType(own.get("type")) if own.get("type") is not None else None


def _time_problems(own: Sound, kind: MonitorType | None) -> list[Problem]:
    remedy = "choose one inside or leave it out"
    found = [
        problem
        for key in ("max_retries", "max_retries_down")
        for problem in in_range(own, key, _RETRIES, remedy)
    ]
    for key in ("delay", "timeout"):
        if own.get(key) is not None and own.get(key) < 1:
            found.append(own.problem(key, "is no time", "give seconds, from 1"))
    delay, timeout = own.get("delay", 5), own.get("timeout", 3)
    if not found and timeout >= delay:
        key = "timeout" if "timeout" in own.value else "delay"
        rule = f"lets a question take {timeout} s, with a new one every {delay} s"
        found.append(own.problem(key, rule, "give a timeout that is less than the delay"))
    if kind == MonitorType.UDP_CONNECT and delay < _SHORTEST_UDP_DELAY:
        rule = f"is below {_SHORTEST_UDP_DELAY} s, the least for UDP-CONNECT"
        found.append(own.problem("delay", rule, "give more"))
    return found


def _type_problems(app: Sound, port: Sound, own: Sound) -> list[Problem]:
    kind = own.get("type")
    if kind is None:
        return []
    if is_ovn(app.below("load_balancer").below("octavia")) and kind not in _OF_OVN:
        return [own.problem("type", "is not known to OVN", "use TCP or UDP-CONNECT")]
    if protocol_of(port) == Protocol.TCP and kind in _DATAGRAMS:
        return [own.problem("type", "does not go with a TCP port", "use TCP or HTTP")]
    if protocol_of(port) != Protocol.TCP and kind not in _OF_DATAGRAM_POOLS:
        rule = f"does not go with a {protocol_of(port)} port"
        return [own.problem("type", rule, f"use one of {', '.join(_OF_DATAGRAM_POOLS)}")]
    return []


def _request_problems(own: Sound, kind: MonitorType | None) -> list[Problem]:
    found: list[Problem] = []
    for key in ("url_path", "expected_codes"):
        if key in own.value and kind is not None and kind not in _BY_REQUEST:
            found.append(
                own.problem(key, f"does not go with the type {kind}", "use HTTP, or drop it")
            )
    if (path := own.get("url_path")) is not None and not path.startswith("/"):
        found.append(own.problem("url_path", "does not start with /", f"did you mean /{path}?"))
    if (codes := own.get("expected_codes")) is not None and not _CODES.fullmatch(codes):
        remedy = "write 204, 200,204 or 200-399"
        found.append(own.problem("expected_codes", "are no status codes", remedy))
    return found


def _silent_problems(app: Sound, port: Sound, own: Sound) -> list[Problem]:
    """Under the policy Local a node without a pod drops datagrams: nobody would notice."""
    if protocol_of(port) != Protocol.UDP or own.value.keys() & {"type", "port"}:
        return []
    if {"external_traffic_policy", "load_balancer.octavia"} & set(app.broken):
        return []
    if traffic_policy(app.value) is not ExternalTrafficPolicy.LOCAL:
        return []
    if app.get("kind") == WorkloadKind.DAEMON_SET:
        return []
    if any(protocol_of(p) == Protocol.TCP for p in app.items("ports")):
        return []
    rule = "cannot tell a node without a pod, which drops datagrams under the policy Local"
    remedy = "give the app a TCP port to ask at, or use kind DaemonSet"
    return [Problem(own.path, None, rule, remedy)]
