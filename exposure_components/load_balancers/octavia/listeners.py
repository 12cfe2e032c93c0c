"""What a balancer of Octavia needs for the ports of an app."""

import re
from typing import Any

from pulumi import Output, ResourceOptions
from pulumi_openstack import loadbalancer, networking

from exposure_components.exposing import object_name
from exposure_components.load_balancers.contract import Backend
from exposure_components.load_balancers.octavia.children import Children
from exposure_components.load_balancers.octavia.listening import (
    Ports,
    client_sources,
    listener,
    monitor,
    openings,
    pool,
    pool_members,
    redirecting_listener,
    redirects,
)
from exposure_components.load_balancers.octavia.provision import Made
from exposure_components.objects.labels import present
from exposure_components.ports import name_of, protocol_of, service_port_of


def listen(children: Children, made: Made, backend: Backend) -> None:
    """All that the ports need, one change of the balancer after another."""
    ports = Ports(backend.args["ports"], backend.node_ports)
    for port in backend.args["ports"]:
        _port(children, made, backend, port, ports)
    if made.node_security_group_id is not None:
        _open(children, made, backend, ports)


def _port(children: Children, made: Made, backend: Backend, port: Any, ports: Ports) -> None:
    # After what Octavia has one of: a port of another name takes the listener over.
    child = f"{children.name}-{protocol_of(port).lower()}-{service_port_of(port)}"
    name = f"{object_name(backend.name, backend.args)}-{name_of(port)}"
    turns = children.turns
    nodes = loadbalancer.Pool(
        child,
        name=name,
        loadbalancer_id=made.id,
        # Names need not be unique: the listener serves from the old one until the new is there.
        opts=children.turn(delete_before_replace=False),
        **pool(backend.args, port),
    )
    turns.took(nodes)
    members = [
        loadbalancer.MembersMemberArgs(**member, **present(subnet_id=made.member_subnet_id))
        for member in pool_members(backend.args, port, ports)
    ]
    turns.took(loadbalancer.Members(child, pool_id=nodes.id, members=members, opts=children.turn()))
    turns.took(
        loadbalancer.Monitor(
            child,
            name=name,
            pool_id=nodes.id,
            opts=children.turn(delete_before_replace=True),
            **monitor(backend.args, port),
        )
    )
    own = {**listener(backend.args, port), "default_pool_id": nodes.id}
    _listener(children, child, name, made, own, redirects(port))
    if (plain := redirecting_listener(backend.args, port)) is not None:
        fields, policy, rule = plain
        start = Output.concat("https://", policy.pop("host"), policy.pop("suffix"))
        sent = [({**policy, "redirect_prefix": start}, rule)]
        opened = f"{children.name}-tcp-{fields['protocol_port']}"
        _listener(children, opened, f"{name}-redirect", made, fields, sent)


def _listener(
    children: Children, child: str, name: str, made: Made, fields: Any, sent: Any
) -> None:
    found = loadbalancer.Listener(
        child,
        name=name,
        loadbalancer_id=made.id,
        opts=children.turn(delete_before_replace=True),
        **fields,
    )
    children.turns.took(found)
    for index, (policy, rule) in enumerate(sent):
        sending = loadbalancer.L7PolicyV2(
            f"{child}-{index}",
            name=f"{name}-{index}",
            listener_id=found.id,
            opts=children.turn(delete_before_replace=True),
            **policy,
        )
        children.turns.took(sending)
        decided = loadbalancer.L7RuleV2(
            f"{child}-{index}", l7policy_id=sending.id, opts=children.turn(), **rule
        )
        children.turns.took(decided)


def _open(children: Children, made: Made, backend: Backend, ports: Ports) -> None:
    """Rules for exactly the NodePorts."""
    # The balancer's own subnet always: that is where it asks for health from.
    own = {"": made.source_cidr}
    clients = {_suffix(each, i): each for i, each in enumerate(client_sources(backend.args))}
    about = object_name(backend.name, backend.args)
    for opening in openings(backend.args, ports):
        for suffix, source in {**own, **(clients if opening.for_clients else {})}.items():
            networking.SecGroupRule(
                f"{children.name}-{opening.name}{suffix}",
                security_group_id=made.node_security_group_id,
                direction="ingress",
                ethertype=Output.from_input(source).apply(_ether_type),
                protocol=opening.protocol,
                port_range_min=opening.number,
                port_range_max=opening.number,
                remote_ip_prefix=source,
                description=about,
                # Neutron has no second rule that differs in its description alone.
                opts=ResourceOptions(parent=children.component, delete_before_replace=True),
            )


def _suffix(source: Any, index: int) -> str:
    """What tells the rule of a source from the others, whatever their order."""
    return "-" + (re.sub(r"[/:]+", "-", source) if isinstance(source, str) else str(index))


def _ether_type(cidr: str) -> str:
    return "IPv6" if ":" in cidr else "IPv4"
