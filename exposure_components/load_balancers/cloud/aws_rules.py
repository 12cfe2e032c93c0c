"""What the AWS Load Balancer Controller refuses, or ignores without a word."""

from __future__ import annotations

import re

from exposure_components.args.cloud_kinds import (
    AwsIpAddressType,
    AwsTargetType,
    HealthCheckProtocol,
    IpFamily,
)
from exposure_components.checks.sound import Sound
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.load_balancers.cloud.rules import (
    address_problems,
    empty_problems,
    in_ranges,
    only_where,
    path_problems,
)
from exposure_components.ports import service_port_of
from exposure_components.problems import Problem, join

CROSS_ZONE = "load_balancing.cross_zone.enabled"
DELETION_PROTECTION = "deletion_protection.enabled"
DEREGISTRATION_DELAY = "deregistration_delay.timeout_seconds"
PRESERVE_CLIENT_IP = "preserve_client_ip.enabled"
STICKINESS = "stickiness.enabled"
STICKINESS_TYPE = "stickiness.type"
_OWN_WORDS = {
    CROSS_ZONE: "`cross_zone`",
    DELETION_PROTECTION: "`deletion_protection`",
    DEREGISTRATION_DELAY: "`deregistration_delay`",
    PRESERVE_CLIENT_IP: "the app's `client_ip`",
    STICKINESS: "the app's `session_affinity`",
    STICKINESS_TYPE: "the app's `session_affinity`",
    "proxy_protocol_v2.enabled": "`proxy_protocol`",
}
_NAME = re.compile(r"(?!internal-)[A-Za-z0-9]([-A-Za-z0-9]{0,30}[A-Za-z0-9])?")
"""Of a balancer (ELBv2 API, CreateLoadBalancer)."""
_TLS = ("ssl_ports", "ssl_negotiation_policy", "backend_protocol", "alpn_policy")
_ADDRESSES = ("eip_allocations", "private_ipv4_addresses", "ipv6_addresses")
_DELAYS = range(3601)
_RANGES = (
    ("deregistration_delay", _DELAYS),
    ("healthcheck_interval", range(5, 301)),
    ("healthcheck_timeout", range(2, 121)),
    ("healthcheck_healthy_threshold", range(2, 11)),
    ("healthcheck_unhealthy_threshold", range(2, 11)),
)
"""ELBv2 API, CreateTargetGroup."""


def aws_problems(preset: Sound, asked: Asked, target_type: str, local: bool) -> list[Problem]:
    """Of the preset, for targets of that type."""
    found = empty_problems(preset) + in_ranges(preset, _RANGES)
    found += path_problems(preset, "healthcheck_path")
    drain = asked.app.get("drain", 0)
    if drain not in _DELAYS and "deregistration_delay" not in preset.value:
        rule, remedy = (
            "is longer than AWS drains, 3600 s",
            "shorten it, or give `deregistration_delay`",
        )
        found.append(Problem("drain", drain, rule, remedy))
    name = preset.get("name")
    if name and not _NAME.fullmatch(name):
        remedy = "use at most 32 letters, digits and dashes, not internal- in front"
        found.append(preset.problem("name", "is no name of a load balancer", remedy))
    for key in ("attributes", "target_group_attributes"):
        for word in preset.get(key, {}):
            if word in _OWN_WORDS:
                at, remedy = join(preset.at(key), word), f"use {_OWN_WORDS[word]}"
                found.append(Problem(at, None, "has a word of its own here", remedy))
    instances = target_type == AwsTargetType.INSTANCE
    if local and preset.get("healthcheck_protocol") == HealthCheckProtocol.TCP:
        rule = "is not for the policy Local, which only http tells nodes with a pod by"
        found.append(preset.problem("healthcheck_protocol", rule, "drop it, or use http"))
    rule, remedy = "is of the target type instance", "drop it"
    found += only_where(preset, ["target_node_labels"], instances, rule, remedy)
    return [
        *found,
        *_address_problems(preset, asked),
        *_tls_problems(preset, asked),
        *_group_problems(preset, asked),
        *_sticky_problems(asked, target_type),
    ]


def _address_problems(preset: Sound, asked: Asked) -> list[Problem]:
    found = address_problems(preset, ["private_ipv4_addresses", "ipv6_addresses"])
    dual = preset.get("ip_address_type") == AwsIpAddressType.DUALSTACK
    for key, holds, kind in (
        ("eip_allocations", asked.public, "public"),
        ("private_ipv4_addresses", not asked.public, "internal"),
        ("ipv6_addresses", dual, "dualstack"),
    ):
        found += only_where(preset, [key], holds, f"is of {kind} balancers", "drop it")
    subnets = preset.get("subnets")
    for key in _ADDRESSES if subnets else ():
        if (given := preset.get(key)) and len(given) != len(subnets):
            rule = f"has {len(given)} for {len(subnets)} subnets"
            found.append(Problem(preset.at(key), None, rule, "name one per subnet"))
    if "address" in asked.cloud:
        rule = "is one address, and the balancer has one in each subnet"
        remedy = "use `aws.private_ipv4_addresses` or, public, `aws.eip_allocations`"
        found.append(Problem("load_balancer.cloud.address", None, rule, remedy))
    if IpFamily.IPV6 in asked.cloud.get("ip_families", []) and not dual:
        at, rule = "load_balancer.cloud.ip_families", "needs a balancer with both families"
        found.append(Problem(at, IpFamily.IPV6, rule, "set `aws.ip_address_type` to dualstack"))
    return found


def _tls_problems(preset: Sound, asked: Asked) -> list[Problem]:
    certified = bool(preset.get("ssl_cert"))
    found = only_where(preset, _TLS, certified, "needs a certificate", "give `ssl_cert`")
    known = {service_port_of(port) for port in asked.ports}
    for i, number in enumerate(preset.get("ssl_ports", [])):
        if number not in known:
            at, rule = f"{preset.at('ssl_ports')}[{i}]", "is no port of the Service"
            found.append(Problem(at, number, rule, f"known are {sorted(known)}"))
    if certified and asked.sticky:
        at, rule = "session_affinity.type", "is nothing that a TLS listener of AWS's can do"
        found.append(Problem(at, "ClientIP", rule, "drop it, or `aws.ssl_cert`"))
    return found


def _group_problems(preset: Sound, asked: Asked) -> list[Problem]:
    rule, remedy = "leaves `allowed_cidrs` without effect", "drop one of the two"
    open_to_all = "allowed_cidrs" not in asked.app
    found = only_where(preset, ["security_groups"], open_to_all, rule, remedy)
    rule, remedy = "has no effect beside `security_groups`", "drop one of the two"
    own = "security_groups" not in preset.value
    return found + only_where(preset, ["security_group_prefix_lists"], own, rule, remedy)


def _sticky_problems(asked: Asked, target_type: str) -> list[Problem]:
    timeout = asked.app.get("session_affinity", {}).get("timeout")
    if not asked.sticky or timeout is None or target_type == AwsTargetType.INSTANCE:
        return []
    at, rule = "session_affinity.timeout", "is nothing that AWS's stickiness has"
    return [Problem(at, timeout, rule, "drop it")]
