"""An app behind a balancer."""

from __future__ import annotations

from typing import Any

from exposure_components.exposing import object_name
from exposure_components.load_balancers.aws.binding import binding
from exposure_components.load_balancers.aws.groups import (
    attachments,
    listener_properties,
    target_group,
)
from exposure_components.load_balancers.aws.listeners import Listener, listeners
from exposure_components.load_balancers.aws.provision import Provisioned, given, provisioned
from exposure_components.load_balancers.aws.rules import rules
from exposure_components.load_balancers.aws.target_ports import TargetPorts
from exposure_components.load_balancers.aws.words import (
    balancer,
    child_name,
    is_dualstack,
    object_name_for,
    targets,
)
from exposure_components.load_balancers.contract import Backend, Front


def attach(backend: Backend) -> Front:
    """Make what the app needs of its balancer, and the balancer if the app owns it."""
    shared = backend.args["load_balancer"].get("shared")
    found = (
        provisioned(backend.component, backend.name, balancer(backend.args))
        if shared is None
        else given(shared)
    )
    for listener in listeners(backend.args["ports"]):
        _listen(backend, listener, found)
    return Front(found.host, found.zone_id, is_dualstack(backend.args))


def _listen(backend: Backend, listener: Listener, found: Provisioned) -> None:
    # Only here is the provider's package imported.
    from exposure_components.load_balancers.aws.resources import register

    component, name = backend.component, child_name(backend.name, listener.name)
    full_name = f"{backend.name}-{listener.name}"
    ports = TargetPorts(backend.args, backend.node_ports)
    for rule in rules(ports, listener, found.security_group_id):
        register(component, rule.kind, f"{full_name}-{rule.suffix}", rule.properties)
    group = register(component, "TargetGroup", name, target_group(ports, listener))
    _register_members(backend, listener, ports, group.arn, found.security_group_id)
    properties = listener_properties(backend.args, listener, found.id, group.arn)
    register(component, "Listener", name, properties)


def _register_members(
    backend: Backend,
    listener: Listener,
    ports: TargetPorts,
    group_id: Any,
    security_group_id: Any,
) -> None:
    from exposure_components.load_balancers.aws.resources import register

    component, full_name = backend.component, f"{backend.name}-{listener.name}"
    for node, properties in attachments(ports, listener, group_id):
        register(component, "TargetGroupAttachment", f"{full_name}-{node}", properties)
    scaled = targets(backend.args, listener.port).get("autoscaling_group")
    if scaled is not None:
        properties = {"autoscaling_group_name": scaled, "lb_target_group_arn": group_id}
        register(component, "AutoscalingAttachment", full_name, properties)
    manifest = binding(
        ports,
        listener,
        name=object_name(backend.name, backend.args),
        service=backend.service,
        group_id=group_id,
        security_group_id=security_group_id,
    )
    if manifest is not None:
        from exposure_components.load_balancers.aws.binding_resources import register_binding

        register_binding(component, object_name_for(full_name), manifest)
