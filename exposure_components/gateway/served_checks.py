"""What the controller of a Gateway, where it is known, does not serve."""

from exposure_components.args.gateway_kinds import ListenerProtocol
from exposure_components.args.ingress_kinds import ControllerDialect, GatewayChannel
from exposure_components.checks.sound import Sound
from exposure_components.problems import Problem

_OWN_ADDRESS = "leave it out: Traefik has its own, and makes nothing for a Gateway"


def served_problems(args: Sound) -> list[Problem]:
    """Of a Gateway's args."""
    controller = args.below("controller")
    if "controller" not in args.value or "dialect" in controller.broken:
        return []
    channel = controller.get("gateway_api")
    if channel is None:
        rule = "serves no Gateways, which would never be programmed"
        remedy = "set `traefik.gateway_api` of the IngressController, or name a `class_name`"
        return [Problem("controller", None, rule, remedy)]
    if controller.get("dialect") != ControllerDialect.TRAEFIK:
        return []
    found = [
        Problem(key, None, "is not to be had of Traefik", _OWN_ADDRESS)
        for key in ("addresses", "infrastructure")
        if key in args.value
    ]
    for listener in args.items("listeners"):
        found += _protocol_problems(listener, channel)
    return found


def route_problems(args: Sound) -> list[Problem]:
    """Of the args of an app behind one."""
    if args.below("gateway").get("dialect") != ControllerDialect.TRAEFIK:
        return []
    return [
        Problem(rule.at("timeouts"), None, "is not to be had: Traefik has none for routes", remedy)
        for rule in args.items("rules")
        for remedy in ["leave it out, or use an IngressApp"]
        if "timeouts" in rule.value
    ]


def _protocol_problems(listener: Sound, channel: str) -> list[Problem]:
    protocol = listener.get("protocol")
    if protocol == ListenerProtocol.UDP:
        rule = "is not served: Traefik knows no UDPRoute"
        remedy = "use an IngressApp with an `entry_port`, or another controller"
        return [listener.problem("protocol", rule, remedy)]
    if protocol == ListenerProtocol.TCP and channel == GatewayChannel.STANDARD:
        rule = "is not served: Traefik knows TCPRoutes of the experimental channel alone"
        remedy = "bring that channel to the cluster and set `traefik.gateway_api` to experimental"
        return [listener.problem("protocol", rule, remedy)]
    return []
