"""Listeners and target groups that AWS refuses (docs.aws.amazon.com, elasticloadbalancing)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exposure_components.args.aws_kinds import NlbProtocol
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.aws.health_checks import health_problems
from exposure_components.load_balancers.aws.listeners import DATAGRAMS, protocol, sharing
from exposure_components.load_balancers.aws.reading import reads_dualstack
from exposure_components.load_balancers.aws.shared_number_checks import shared_number_problems
from exposure_components.load_balancers.aws.words import KEY, carries
from exposure_components.ports import protocol_of
from exposure_components.problems import Problem

LISTENERS = 50
"""Per balancer (docs.aws.amazon.com, Quotas for your Network Load Balancers)."""
DELAYS = range(3601)
"""Seconds of deregistration_delay.timeout_seconds (TargetGroupAttribute)."""
_IDLE_TIMEOUTS = range(60, 6001)
"""Seconds of tcp.idle_timeout.seconds (ListenerAttribute)."""
_OF_TLS = ("certificate_arn", "ssl_policy", "alpn_policy", "target_protocol")


def listener_problems(app: Sound) -> list[Problem]:
    """Of all ports of an app."""
    found = list(_count_problems(app))
    for port in app.items("ports"):
        if protocol_of(port) == Protocol.SCTP:
            rule = "is no protocol of AWS's balancers"
            found.append(port.problem("protocol", rule, "use TCP or UDP, or another strategy"))
    ports = readable_ports(app)
    for port in ports:
        if carries(port, Protocol.UDP) and sharing(ports, port):
            found += shared_number_problems(app, ports, port)
        else:
            found += _one(app, ports, port)
    return found


def readable_ports(app: Sound) -> list[Sound]:
    """The ports of which listeners can be judged."""
    return [
        port
        for port in app.items("ports")
        if isinstance(port.get("container_port"), int) and protocol_of(port) != Protocol.SCTP
        if not {port.at("protocol"), port.at("port"), f"{port.at(KEY)}.protocol"} & {*app.broken}
    ]


def _one(app: Sound, ports: Sequence[Sound], port: Sound) -> Iterator[Problem]:
    own = port.below(KEY)
    yield from _protocol_problems(ports, port, own)
    spoken = protocol(ports, port)
    yield from _tls_problems(own, spoken)
    yield from _datagram_problems(app, port, own, spoken)
    if spoken is not NlbProtocol.TCP and "idle_timeout" in own.value:
        yield own.problem("idle_timeout", f"does not go with {spoken}", "drop it")
    yield from in_range(own, "idle_timeout", _IDLE_TIMEOUTS, "choose one inside")
    yield from in_range(own, "deregistration_delay", DELAYS, "choose one inside")
    if "deregistration_delay" not in own.value:
        remedy = f"choose one inside, or give `{KEY}.deregistration_delay` of each port"
        yield from in_range(app, "drain", DELAYS, remedy)
    yield from health_problems(app, ports, port, spoken)


def _protocol_problems(ports: Sequence[Sound], port: Sound, own: Sound) -> Iterator[Problem]:
    given = own.get("protocol")
    if given is None:
        return
    if sharing(ports, port):
        if given not in (NlbProtocol.TCP_UDP, NlbProtocol.TCP):
            rule = "cannot share its number with a UDP port: AWS has one listener per number"
            yield own.problem("protocol", rule, "give one of the two another `port`")
    elif given == NlbProtocol.TCP_UDP:
        other = Protocol.UDP if carries(port, Protocol.TCP) else Protocol.TCP
        rule = f"needs a {other} port of the same number"
        yield own.problem("protocol", rule, "add it, or leave the protocol out")
    elif (given == NlbProtocol.UDP) != carries(port, Protocol.UDP):
        rule = f"does not go with a {protocol_of(port)} port"
        yield own.problem("protocol", rule, "leave it out")


def _tls_problems(own: Sound, spoken: NlbProtocol) -> Iterator[Problem]:
    if spoken is not NlbProtocol.TLS:
        for key in _OF_TLS:
            if key in own.value and own.get("protocol") != NlbProtocol.TLS:
                rule = f"does not go with {spoken}"
                yield Problem(own.at(key), None, rule, "drop it, or use the protocol TLS")
        return
    if "certificate_arn" not in own.value:
        remedy = "give the ARN of a certificate in ACM, or use TCP to pass TLS on"
        yield Problem(own.at("certificate_arn"), None, "is missing", remedy)
    arn = own.plain("certificate_arn")
    if arn is not None and not arn.startswith("arn:"):
        yield own.problem("certificate_arn", "is no ARN", "give it as ACM has it: arn:aws:acm:…")
    if own.get("stickiness"):
        rule = "does not go with TLS: AWS keeps no client of a TLS listener on a target"
        yield own.problem("stickiness", rule, "drop it, or use TCP")


def _datagram_problems(
    app: Sound, port: Sound, own: Sound, spoken: NlbProtocol
) -> Iterator[Problem]:
    if spoken not in DATAGRAMS:
        return
    if own.get("preserve_client_ip") is False:
        rule = f"does not go with {spoken}, whose targets always see the clients' addresses"
        yield own.problem("preserve_client_ip", rule, "drop it")
    if own.get("proxy_protocol_v2"):
        rule = f"does not go with {spoken}: the header stands before the data of a TCP connection"
        yield own.problem("proxy_protocol_v2", rule, "drop it")
    if reads_dualstack(app):
        rule = "is dualstack, which serves UDP to IPv6 targets alone"
        remedy = f"use ipv4, or give {port.path} a balancer of its own"
        yield Problem("load_balancer.aws.ip_address_type", None, rule, remedy)


def _count_problems(app: Sound) -> Iterator[Problem]:
    count = len(app.items("ports"))
    if count > LISTENERS:
        rule = f"are {count}, and a balancer has at most {LISTENERS} listeners"
        yield Problem("ports", None, rule, "expose them by several apps, each with a balancer")
