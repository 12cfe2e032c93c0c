"""The AWS Load Balancer Controller's Network Load Balancer.

Source: kubernetes-sigs/aws-load-balancer-controller, docs/guide/service/annotations.md and
pkg/service; docs.aws.amazon.com, target group attributes of Network Load Balancers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.cloud_kinds import AwsTargetType
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.cloud.asked import Asked
from exposure_components.load_balancers.cloud.aws_rules import (
    CROSS_ZONE,
    DELETION_PROTECTION,
    DEREGISTRATION_DELAY,
    PRESERVE_CLIENT_IP,
    STICKINESS,
    STICKINESS_TYPE,
    aws_problems,
)
from exposure_components.load_balancers.cloud.contract import LOCAL, Keeping, Preset
from exposure_components.load_balancers.cloud.texts import text, told
from exposure_components.ports import protocol_of

_AWS = "service.beta.kubernetes.io/aws-load-balancer-"
_CLASS = "service.k8s.aws/nlb"
"""The controller's own class, which AWS's older controllers leave to it."""
_MADE_HERE = (
    *("proxy_protocol", "nlb_target_type", "attributes", "target_group_attributes"),
    *("cross_zone", "deletion_protection", "deregistration_delay"),
)


def _annotations(asked: Asked) -> dict[str, Any]:
    given = asked.preset
    made = {
        _AWS + "scheme": "internet-facing" if asked.public else "internal",
        _AWS + "nlb-target-type": text(_target_type(asked)),
        **told(_AWS, given, [f for f in given if f not in _MADE_HERE]),
    }
    if attributes := _of_balancer(given):
        made[_AWS + "attributes"] = text(attributes)
    if attributes := _of_target_groups(asked):
        made[_AWS + "target-group-attributes"] = text(attributes)
    if _sends_proxy_protocol(asked):
        made[_AWS + "proxy-protocol"] = "*"
    if asked.twofold():
        # One listener for both: a balancer has one per number.
        made[_AWS + "enable-tcp-udp-listener"] = "true"
    return made


def _of_balancer(given: Mapping[str, Any]) -> dict[str, Any]:
    own = {"cross_zone": CROSS_ZONE, "deletion_protection": DELETION_PROTECTION}
    said = {name: given[key] for key, name in own.items() if key in given}
    return {**said, **given.get("attributes", {})}


def _of_target_groups(asked: Asked) -> dict[str, Any]:
    made = dict[str, Any]()
    if _target_type(asked) == AwsTargetType.IP and asked.preserve:
        made[PRESERVE_CLIENT_IP] = True
    if asked.sticky:
        # kube-proxy's affinity ends at a node, and is not asked for pods at all.
        made |= {STICKINESS: True, STICKINESS_TYPE: "source_ip"}
    delay = asked.preset.get("deregistration_delay", asked.app.get("drain"))
    if delay is not None:
        made[DEREGISTRATION_DELAY] = delay
    return {**made, **asked.preset.get("target_group_attributes", {})}


def _target_type(asked: Asked) -> str:
    return str(asked.preset.get("nlb_target_type", AwsTargetType.INSTANCE))


def _sends_proxy_protocol(asked: Asked) -> bool:
    return bool(asked.preset.get("proxy_protocol", False)) or asked.reads_proxy_protocol


def _keeping(asked: Asked) -> Keeping:
    by_header = asked.reads_proxy_protocol
    # Pods that are targets answer the balancer's health checks too, and no policy is in between.
    return Keeping() if by_header or _target_type(asked) == AwsTargetType.IP else LOCAL


def _asks_nodes(asked: Asked) -> bool:
    """Whether the policy is Local, and its health check tells nodes with a pod from others."""
    local = _keeping(asked) is LOCAL or asked.policy is not None
    return _target_type(asked) == AwsTargetType.INSTANCE and local and asked.local


def _kept_anyway(asked: Asked, port: Mapping[str, Any]) -> bool:
    if asked.reads_proxy_protocol:
        return True
    # For UDP it cannot be turned off.
    asked_for = asked.preserve or protocol_of(port) == Protocol.UDP
    return _target_type(asked) == AwsTargetType.IP and asked_for


AWS = Preset(
    key="aws",
    title="the AWS Load Balancer Controller",
    annotations=_annotations,
    problems=lambda preset, asked: aws_problems(
        preset, asked, _target_type(asked), _asks_nodes(asked)
    ),
    keeping=_keeping,
    protocols=lambda _asked: frozenset({Protocol.TCP, Protocol.UDP}),
    kept_anyway=_kept_anyway,
    service_fields=lambda asked: {
        "loadBalancerClass": asked.cloud.get("load_balancer_class", _CLASS)
    },
    needs_node_ports=lambda asked: _target_type(asked) == AwsTargetType.INSTANCE,
    sends_proxy_protocol=_sends_proxy_protocol,
    speaks_proxy_protocol=True,
)
"""Passes connections on, to NodePorts with the client's address or to pods with its own."""
