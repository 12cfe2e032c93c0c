"""What no cloud's balancer can do, or not the one that is named."""

from __future__ import annotations

from exposure_components.checks.metadata import is_qualified_name
from exposure_components.checks.ports import in_range
from exposure_components.checks.sound import Sound
from exposure_components.kinds import ExternalTrafficPolicy, Protocol
from exposure_components.load_balancers.cloud.all import PRESETS, chosen
from exposure_components.load_balancers.cloud.asked import Asked, sound_part
from exposure_components.load_balancers.cloud.contract import Preset
from exposure_components.load_balancers.cloud.families import family_problems
from exposure_components.load_balancers.cloud.service import traffic_policy
from exposure_components.ports import NODE_PORT_RANGE, node_port_range, protocol_of
from exposure_components.problems import Problem


def problems(app: Sound) -> list[Problem]:
    """All that is wrong with `load_balancer.cloud`, and with what it makes of the app."""
    cloud = app.below("load_balancer").below("cloud")
    readable = sound_part(app)
    preset, asked = chosen(readable)
    if not preset.key and any(key in cloud.value for key in PRESETS):
        return family_problems(cloud)  # what is named is broken, a problem of its own
    policy = traffic_policy(readable)
    found = [
        *_provider_problems(cloud, preset),
        *family_problems(cloud),
        *_client_problems(app, preset, asked),
        *_node_port_problems(app, cloud, preset, asked),
        *_health_problems(app, cloud, policy),
        *_protocol_problems(app, cloud, preset, asked),
    ]
    seconds = cloud.get("timeout")
    if seconds is not None and seconds < 1:
        found.append(cloud.problem("timeout", "is less than 1 second", "choose more"))
    return [*found, *preset.problems(cloud.below(preset.key), asked)]


def _provider_problems(cloud: Sound, preset: Preset) -> list[Problem]:
    found = [
        Problem(cloud.at(key), None, f"stands beside `{preset.key}`", "name one provider")
        for key in PRESETS
        if key in cloud.value and key != preset.key
    ]
    named = cloud.get("load_balancer_class")
    if named is not None and not is_qualified_name(named):
        remedy = "write it as its controller does, such as service.k8s.aws/nlb"
        found.append(cloud.problem("load_balancer_class", "is no qualified name", remedy))
    elif named is not None and not preset.takes_class:
        rule = f"makes {preset.title} leave the Service to others"
        found.append(cloud.problem("load_balancer_class", rule, "drop it"))
    if cloud.get("public") is not None and not preset.decides_public:
        rule = "is decided by the pool" if preset.key else "is said by each provider in its words"
        remedy = f"drop it, and choose `{preset.key}.address_pool`"
        remedy = remedy if preset.key else "name the provider, such as `load_balancer.cloud.aws`"
        found.append(cloud.problem("public", rule, remedy))
    return found


def _client_problems(app: Sound, preset: Preset, asked: Asked) -> list[Problem]:
    keeping = preset.keeping(asked)
    if not asked.preserve:
        return []
    if keeping.refused:
        return [app.problem("client_ip", keeping.refused, keeping.remedy)]
    local = keeping.policy is ExternalTrafficPolicy.LOCAL
    kept = all(preset.kept_anyway(asked, port) for port in asked.ports)
    if local and not kept and asked.policy == ExternalTrafficPolicy.CLUSTER:
        rule = "replaces the client's address, which `client_ip` wants preserved"
        return [app.problem("external_traffic_policy", rule, "drop one of the two")]
    return []


def _node_port_problems(app: Sound, cloud: Sound, preset: Preset, asked: Asked) -> list[Problem]:
    if cloud.get("allocate_node_ports") is not False:
        return []
    found = [
        port.problem("node_port", "is a NodePort without `allocate_node_ports`", "drop one of them")
        for port in app.items("ports")
        if port.get("node_port") is not None
    ]
    if preset.needs_node_ports(asked):
        rule = f"leaves {preset.title} nothing to send to or to ask for health"
        found.append(cloud.problem("allocate_node_ports", rule, "drop it"))
    return found


def _health_problems(app: Sound, cloud: Sound, policy: ExternalTrafficPolicy) -> list[Problem]:
    number = cloud.get("health_check_node_port")
    if number is None:
        return []
    key = "health_check_node_port"
    try:
        allowed = node_port_range(app.below("cluster"))
    except ValueError:  # a broken range is a problem of its own
        allowed = node_port_range({"node_port_range": NODE_PORT_RANGE})
    found = in_range(cloud, key, allowed, "choose one inside or let the cluster choose")
    if policy is not ExternalTrafficPolicy.LOCAL:
        remedy = "drop it, or set `external_traffic_policy` to Local"
        found.append(cloud.problem(key, "is for the policy Local only", remedy))
    for port in app.items("ports"):
        if port.get("node_port") == number:
            found.append(cloud.problem(key, f"is taken by {port.path}", "choose another"))
    return found


def _protocol_problems(app: Sound, cloud: Sound, preset: Preset, asked: Asked) -> list[Problem]:
    found = list[Problem]()
    for port in app.items("ports"):
        if protocol_of(port) not in preset.protocols(asked):
            rule = f"is not spoken by such a balancer of {preset.title}"
            found.append(port.problem("protocol", rule, "expose the port in another way"))
        elif protocol_of(port) != Protocol.TCP and preset.sends_proxy_protocol(asked):
            rule = "does not go with the PROXY protocol, which holds for every port"
            found.append(port.problem("protocol", rule, "expose the port apart, or drop PROXY"))
    if asked.reads_proxy_protocol and not preset.speaks_proxy_protocol:
        rule = f"asks what is not spoken by {preset.title}"
        found.append(cloud.problem("app_reads_proxy_protocol", rule, "drop it"))
    return found
