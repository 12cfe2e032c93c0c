"""What OpenStack's balancers refuse, or ignore without a word."""

from __future__ import annotations

from exposure_components.args.octavia_kinds import Method
from exposure_components.checks.sound import Sound
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.load_balancers.cloud.rules import (
    ANY,
    empty_problems,
    in_ranges,
    only_where,
)
from exposure_components.problems import Problem

_TIMEOUTS = (
    "timeout_client_data",
    "timeout_member_connect",
    "timeout_member_data",
    "timeout_tcp_inspect",
)
_AMPHORA = (
    *("flavor_id", "availability_zone", "proxy_protocol", "x_forwarded_for"),
    *("default_tls_container_ref", *_TIMEOUTS),
)
"""Documented as not supported by OVN."""
_FLOATING = (
    *("floating_network_id", "floating_subnet", "floating_subnet_id", "floating_subnet_tags"),
    "keep_floatingip",
)
_MONITOR = (
    *("health_monitor_delay", "health_monitor_timeout"),
    *("health_monitor_max_retries", "health_monitor_max_retries_down"),
)
_LONGEST_TIMEOUT = 365 * 24 * 3600 * 1000
"""Milliseconds; MAX_TIMEOUT of Octavia's constants."""
_RANGES = (
    *((key, range(_LONGEST_TIMEOUT + 1)) for key in _TIMEOUTS),
    ("connection_limit", range(-1, ANY)),
    ("health_monitor_delay", range(1, ANY)),
    ("health_monitor_timeout", range(1, ANY)),
    ("health_monitor_max_retries", range(1, 11)),
    ("health_monitor_max_retries_down", range(1, 11)),
)


def openstack_problems(preset: Sound, asked: Asked, ovn: bool, local: bool) -> list[Problem]:
    """Of the preset, for amphora or OVN."""
    found = empty_problems(preset) + in_ranges(preset, _RANGES)
    if preset.get("connection_limit") == 0:
        found.append(preset.problem("connection_limit", "lets nobody in", "use -1 for no limit"))
    rule, remedy = "is of public balancers", "drop it, or set `public`"
    found += only_where(preset, _FLOATING, asked.public, rule, remedy)
    rule = "cannot be shared by an internal Service"
    found += only_where(preset, ["load_balancer_id"], asked.public, rule, remedy)
    rule, remedy = "is not for OVN", "drop it"
    found += only_where(preset, _AMPHORA, not ovn, rule, remedy)
    if ovn and asked.reads_proxy_protocol:
        at, rule = "load_balancer.cloud.app_reads_proxy_protocol", "asks what OVN does not speak"
        found.append(Problem(at, True, rule, "drop it: OVN keeps the client's address itself"))
    method = preset.get("lb_method")
    if method is not None and ovn != (method == Method.SOURCE_IP_PORT):
        rule = "is not for OVN" if ovn else "is for OVN only"
        found.append(preset.problem("lb_method", rule, "choose another or leave it out"))
    return found + _monitor_problems(preset, local) + _http_problems(preset, asked)


def _monitor_problems(preset: Sound, local: bool) -> list[Problem]:
    found = list[Problem]()
    delay, timeout = preset.get("health_monitor_delay"), preset.get("health_monitor_timeout")
    if delay is not None and timeout is not None and timeout >= delay:
        rule = f"is not less than the delay ({delay})"
        found.append(preset.problem("health_monitor_timeout", rule, "choose less"))
    if preset.get("enable_health_monitor") is False:
        rule, remedy = "has no effect without a monitor", "drop it, or `enable_health_monitor`"
        found += only_where(preset, _MONITOR, False, rule, remedy)
        if local:
            rule = "leaves the balancer to send to nodes without a pod, which drop"
            remedy = "set it, or drop what asks for Local"
            found.append(preset.problem("enable_health_monitor", rule, remedy))
    return found


def _http_problems(preset: Sound, asked: Asked) -> list[Problem]:
    found = list[Problem]()
    proxy = preset.get("proxy_protocol") or asked.reads_proxy_protocol
    if proxy and preset.get("x_forwarded_for"):
        rule = "does not go with the PROXY protocol"
        found.append(preset.problem("x_forwarded_for", rule, "drop one of the two"))
    if all(port.get("protocol", Protocol.TCP) == Protocol.TCP for port in asked.ports):
        return found
    rule, remedy = "is of TCP alone, and holds for every port", "expose the others apart"
    keys = ["x_forwarded_for", "default_tls_container_ref"]
    return found + only_where(preset, keys, False, rule, remedy)
