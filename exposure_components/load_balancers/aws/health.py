"""How a target is asked for its health."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from exposure_components.args.aws_kinds import NlbHealthCheckProtocol, NlbProtocol
from exposure_components.kinds import ExternalTrafficPolicy, Protocol
from exposure_components.load_balancers.aws.balancer import Properties
from exposure_components.load_balancers.aws.client_ip import traffic_policy
from exposure_components.load_balancers.aws.listeners import Listener
from exposure_components.load_balancers.aws.target_ports import TargetPorts
from exposure_components.load_balancers.aws.words import carries, reaches_pods, targets
from exposure_components.objects.labels import present

LOCAL_INTERVAL = 10
LOCAL_THRESHOLD = 2
"""Nodes come and go with the app's pods, so they are asked often (aws-load-balancer-controller,
defaultHealthCheck…ForInstanceModeLocal)."""
_NUMBERS = ("interval", "timeout", "healthy_threshold", "unhealthy_threshold")


def health_check(ports: TargetPorts, listener: Listener) -> Properties:
    """The health check of the listener's target group."""
    own = listener.options.get("health_check", {})
    return {
        "protocol": str(check_protocol(own)),
        "port": _port(ports, listener),
        **present(path=own.get("path"), matcher=own.get("matcher")),
        **_often(ports.args, listener),
        **{key: own[key] for key in _NUMBERS if key in own},
    }


def check_protocol(own: Mapping[str, Any]) -> NlbHealthCheckProtocol:
    """TCP, unless a path is asked for."""
    default = NlbHealthCheckProtocol.HTTP if "path" in own else NlbHealthCheckProtocol.TCP
    return NlbHealthCheckProtocol(own.get("protocol", default))


def asked_port(args: Any, listener: Listener) -> Mapping[str, Any]:
    """The TCP port of the app that answers for the listener's."""
    wanted = listener.options.get("health_check", {}).get("port")
    if wanted is None and listener.protocol is not NlbProtocol.UDP:
        return listener.port
    tcp = [port for port in args["ports"] if carries(port, Protocol.TCP)]
    return next(p for p in tcp if wanted in (None, p["container_port"]))


def _port(ports: TargetPorts, listener: Listener) -> Any:
    asked = asked_port(ports.args, listener)
    if asked is listener.port:
        return "traffic-port"
    number = ports.on(asked, targets(ports.args, listener.port))
    return str(number) if isinstance(number, int) else number.apply(str)


def _often(args: Any, listener: Listener) -> Properties:
    local = traffic_policy(args) is ExternalTrafficPolicy.LOCAL
    if not local or reaches_pods(targets(args, listener.port)):
        return {}
    return {
        "interval": LOCAL_INTERVAL,
        "healthy_threshold": LOCAL_THRESHOLD,
        "unhealthy_threshold": LOCAL_THRESHOLD,
    }
