"""Rules of the security groups: clients to the balancer, and the balancer to the targets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_network
from typing import Any

from exposure_components.checks.shapes import is_output
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.aws.balancer import Properties, tags
from exposure_components.load_balancers.aws.listeners import Listener
from exposure_components.load_balancers.aws.target_ports import TargetPorts
from exposure_components.load_balancers.aws.words import balancer, is_dualstack, targets

ANYWHERE = "0.0.0.0/0"
ANYWHERE_IPV6 = "::/0"
INGRESS = "SecurityGroupIngressRule"
EGRESS = "SecurityGroupEgressRule"


@dataclass(frozen=True)
class Rule:
    """One rule: a resource of its own, so that no other changes with it."""

    kind: str
    """INGRESS or EGRESS."""
    suffix: str
    """Of its name, behind the listener's; says what it lets through."""
    properties: Properties


def rules(ports: TargetPorts, listener: Listener, security_group_id: Any) -> list[Rule]:
    """All that the listener needs, where the balancer has a security group."""
    if security_group_id is None:
        return []
    return [
        rule
        for transport in listener.transports
        for rule in (
            *_from_clients(ports.args, listener, transport, security_group_id),
            *_to_targets(ports, listener, transport, security_group_id),
        )
    ]


def sources(args: Any) -> list[tuple[str, Any]]:
    """Who may connect: a word for each, and its CIDR. Twice the same is one."""
    everyone = [ANYWHERE, ANYWHERE_IPV6] if is_dualstack(args) else [ANYWHERE]
    found: dict[str, Any] = {}
    late = 0
    for cidr in args.get("allowed_cidrs", everyone):
        if is_output(cidr):
            # Nothing else tells one value that is not known yet from another.
            found[f"output-{late}"] = cidr
            late += 1
        else:
            known = str(ip_network(cidr))
            found[known.replace("/", "-").replace(":", "-")] = known
    return list(found.items())


def _from_clients(
    args: Any, listener: Listener, transport: Protocol, security_group_id: Any
) -> Iterator[Rule]:
    for word, cidr in sources(args):
        yield Rule(
            INGRESS,
            f"{transport.lower()}-from-{word}",
            {
                "security_group_id": security_group_id,
                **_through(transport, listener.number),
                **_cidr(cidr),
                "description": f"Clients to {listener.name}",
                **tags(balancer(args)),
            },
        )


def _to_targets(
    ports: TargetPorts, listener: Listener, transport: Protocol, security_group_id: Any
) -> Iterator[Rule]:
    own = balancer(ports.args)
    through = _through(transport, ports.of(listener.port))
    nodes = own.get("node_security_group_id")
    # Pods that are targets may have a security group of their own.
    bound = "binding" in targets(ports.args, listener.port)
    by_nodes = nodes is not None and not bound
    yield Rule(
        EGRESS,
        f"{transport.lower()}-to-targets",
        {
            "security_group_id": security_group_id,
            **through,
            **({"referenced_security_group_id": nodes} if by_nodes else {"cidr_ipv4": ANYWHERE}),
            "description": f"To the targets of {listener.name}",
            **tags(own),
        },
    )
    if by_nodes:
        yield Rule(
            INGRESS,
            f"{transport.lower()}-to-nodes",
            {
                "security_group_id": nodes,
                **through,
                "referenced_security_group_id": security_group_id,
                "description": f"From the balancer of {listener.name}",
                **tags(own),
            },
        )


def _through(transport: Protocol, port: Any) -> Properties:
    return {"ip_protocol": transport.lower(), "from_port": port, "to_port": port}


def _cidr(cidr: Any) -> Mapping[str, Any]:
    if not is_output(cidr):
        return {_key(cidr): cidr}
    return {key: cidr.apply(partial(_only, key)) for key in ("cidr_ipv4", "cidr_ipv6")}


def _only(key: str, cidr: str) -> str | None:
    return cidr if _key(cidr) == key else None


def _key(cidr: str) -> str:
    return f"cidr_ipv{ip_network(cidr).version}"
