"""Apps that a Network Load Balancer cannot serve as they ask for it."""

from __future__ import annotations

from collections.abc import Iterator

from exposure_components.checks.sound import Sound
from exposure_components.kinds import ClientIp, ExternalTrafficPolicy, SessionAffinity
from exposure_components.load_balancers.aws.balancer_checks import balancer_problems
from exposure_components.load_balancers.aws.listener_checks import (
    listener_problems,
    readable_ports,
)
from exposure_components.load_balancers.aws.listeners import DATAGRAMS, protocol
from exposure_components.load_balancers.aws.reading import readable_targets, reads_dualstack
from exposure_components.load_balancers.aws.target_checks import member_problems
from exposure_components.load_balancers.aws.words import (
    KEY,
    options,
    reaches_pods,
)
from exposure_components.problems import Problem

_REMEDY = "use `proxy_protocol_v2` if the app reads it, or drop `client_ip`"


def app_problems(app: Sound) -> list[Problem]:
    """Of an app behind a balancer: the balancer's own, and those of each port."""
    both = app.below("load_balancer")
    return [
        *balancer_problems(both.below(KEY), shared="shared" in both.value),
        *_cidr_problems(app),
        *member_problems(app),
        *listener_problems(app),
        *_shared_problems(app),
        *_client_ip_problems(app),
        *_affinity_problems(app),
    ]


def _cidr_problems(app: Sound) -> Iterator[Problem]:
    """The balancer's security group alone can judge the clients."""
    if "allowed_cidrs" not in app.value:
        return
    if not _has_group(app.below("load_balancer").below(KEY)):
        rule = "are judged by the balancer's security group, and there is none"
        remedy = "give the balancer one, or drop them"
        yield Problem("allowed_cidrs", None, rule, remedy)


def _has_group(own: Sound) -> bool:
    """Whether the balancer has a security group, its own or one that is named."""
    if "existing" in own.value:
        return "security_group_id" in own.below("existing").value
    return own.get("security_group") is not False


def _shared_problems(app: Sound) -> Iterator[Problem]:
    """A shared balancer of which it is not said where the clients are judged."""
    chosen = app.below("load_balancer")
    shared, own = chosen.below("shared"), chosen.below(KEY)
    needed = "allowed_cidrs" in app.value or "node_security_group_id" in own.value
    if (
        "shared" in chosen.value
        and _has_group(own)
        and needed
        and "security_group_id" not in shared.value
    ):
        remedy = "take all of it from the `load_balancer` of an AwsNetworkLoadBalancer"
        yield Problem(shared.at("security_group_id"), None, "is missing", remedy)


def _client_ip_problems(app: Sound) -> Iterator[Problem]:
    if app.get("client_ip") != ClientIp.PRESERVE:
        return
    ports = readable_ports(app)
    for port in ports:
        own = port.below(KEY)
        if own.get("proxy_protocol_v2"):
            continue
        if reads_dualstack(app):
            rule = "is dualstack: an IPv4 target sees no IPv6 client's address, as `client_ip` asks"
            yield Problem("load_balancer.aws.ip_address_type", None, rule, _REMEDY)
            return
        datagrams = protocol(ports, port) in DATAGRAMS
        if options(port).get("preserve_client_ip") is False and not datagrams:
            rule = "hides the client's address, which `client_ip` wants preserved"
            yield own.problem("preserve_client_ip", rule, "drop one of the two")
        hidden = app.get("external_traffic_policy") == ExternalTrafficPolicy.CLUSTER
        if hidden and not reaches_pods(readable_targets(app, port)):
            rule = "replaces the client's address, which `client_ip` wants preserved"
            yield app.problem("external_traffic_policy", rule, "drop one of the two")
            return


def _affinity_problems(app: Sound) -> Iterator[Problem]:
    affinity = app.below("session_affinity")
    if affinity.get("type") != SessionAffinity.CLIENT_IP:
        return
    if any(reaches_pods(readable_targets(app, port)) for port in app.items("ports")):
        rule = "is the Service's, which a balancer that reaches the pods passes by"
        yield affinity.problem("type", rule, f"use `{KEY}.stickiness` of the port")
