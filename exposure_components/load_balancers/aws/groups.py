"""A port of an app as a listener, a target group and its targets."""

from __future__ import annotations

from typing import Any

from exposure_components.args.aws_kinds import NlbAlpnPolicy, NlbProtocol, NlbTargetType
from exposure_components.load_balancers.aws.balancer import Properties, tags
from exposure_components.load_balancers.aws.client_ip import preserved, traffic_policy
from exposure_components.load_balancers.aws.health import health_check
from exposure_components.load_balancers.aws.instances import instance_id
from exposure_components.load_balancers.aws.listeners import DATAGRAMS, Listener
from exposure_components.load_balancers.aws.target_ports import TargetPorts
from exposure_components.load_balancers.aws.words import balancer, target_type, targets
from exposure_components.load_balancers.members import balanced_address, members
from exposure_components.objects.labels import present

TLS_POLICY = "ELBSecurityPolicy-TLS13-1-2-2021-06"
"""TLS 1.2 and 1.3 (docs.aws.amazon.com, Security policies for your Network Load Balancer). The
provider's default, ELBSecurityPolicy-2016-08, lets TLS 1.0 in."""


def target_group(ports: TargetPorts, listener: Listener) -> Properties:
    """Who gets what the listener accepts, and on what terms."""
    args, own = ports.args, listener.options
    chosen = targets(args, listener.port)
    sticky = own.get("stickiness")
    return {
        "port": _nominal_port(ports, listener),
        "protocol": listener.target_protocol,
        "target_type": str(target_type(chosen)),
        "vpc_id": balancer(args)["vpc_id"],
        "health_check": health_check(ports, listener),
        **present(
            deregistration_delay=own.get("deregistration_delay", args.get("drain")),
            # Said even where it is AWS's default: the provider never takes back what it once set.
            preserve_client_ip=(
                None
                if listener.protocol in DATAGRAMS
                else str(preserved(args, listener.port)).lower()
            ),
            proxy_protocol_v2=own.get("proxy_protocol_v2"),
            stickiness=None if sticky is None else {"type": "source_ip", "enabled": sticky},
            connection_termination=own.get("connection_termination"),
        ),
        **tags(balancer(args)),
    }


def listener_properties(
    args: Any, listener: Listener, balancer_id: Any, group_id: Any
) -> Properties:
    """Where clients connect."""
    own, tls = listener.options, listener.protocol is NlbProtocol.TLS
    alpn = own.get("alpn_policy")
    return {
        "load_balancer_arn": balancer_id,
        "port": listener.number,
        "protocol": str(listener.protocol),
        "default_actions": [{"type": "forward", "target_group_arn": group_id}],
        **present(
            certificate_arn=own.get("certificate_arn"),
            ssl_policy=own.get("ssl_policy", TLS_POLICY) if tls else None,
            alpn_policy=None if alpn is None else str(NlbAlpnPolicy(alpn)),
            tcp_idle_timeout_seconds=own.get("idle_timeout"),
        ),
        **tags(balancer(args)),
    }


def attachments(
    ports: TargetPorts, listener: Listener, group_id: Any
) -> list[tuple[str, Properties]]:
    """Each node that is a target, by its name: one more changes none of the others."""
    args = ports.args
    chosen = targets(args, listener.port)
    if "nodes" not in chosen:
        return []
    by_id = target_type(chosen) is NlbTargetType.INSTANCE
    return [
        (
            str(node["name"]),
            {
                "target_group_arn": group_id,
                "target_id": instance_id(node) if by_id else balanced_address(node),
                "port": ports.of(listener.port),
            },
        )
        for node in members(args, traffic_policy(args))
    ]


def _nominal_port(ports: TargetPorts, listener: Listener) -> Any:
    # Instances of an autoscaling group have the target group's port, all others one of their own:
    # for them it is a number that never changes, as a change would replace the group.
    by_group = "autoscaling_group" in targets(ports.args, listener.port)
    return ports.of(listener.port) if by_group else listener.port["container_port"]
