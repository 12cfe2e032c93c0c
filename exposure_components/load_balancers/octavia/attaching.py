"""Puts a balancer of Octavia in front of an app."""

from exposure_components.exposing import object_name
from exposure_components.load_balancers.contract import Backend, Front
from exposure_components.load_balancers.octavia.children import Children
from exposure_components.load_balancers.octavia.listeners import listen
from exposure_components.load_balancers.octavia.provision import Made, provisioned
from exposure_components.load_balancers.octavia.words import KEY, balancer, stands_behind
from exposure_components.load_balancers.order import Turns


def attach(backend: Backend) -> Front:
    """The app's own balancer, or its part of one that is shared."""
    args, shared = balancer(backend.args), backend.args["load_balancer"].get("shared")
    turns = Turns(stands_behind(backend.name, backend.args))
    children = Children(backend.component, backend.name, args, turns, f"load_balancer.{KEY}")
    if shared is None:
        made = provisioned(children, object_name(backend.name, backend.args))
    else:
        made = Made(
            id=shared["id"],
            host=shared["host"],
            member_subnet_id=children.member_subnet_id(),
            source_cidr=shared.get("source_cidr"),
            node_security_group_id=children.node_security_group_id(),
        )
    listen(children, made, backend)
    return Front(made.host)
