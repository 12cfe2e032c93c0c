"""What Neutron's agents would do for the nodes' ports: their security groups hold."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from openstack.connection import Connection

from ... import entry
from ...shell import run
from ...topology import NODES
from .neutron import Rule
from .packet_filter import guarding, unguarded


@contextmanager
def guarded(cloud: Connection) -> Iterator[None]:
    """While the block runs, nodes take what their groups let in, as these are at its beginning.

    What the groups do not let in is dropped; connections that are open stay so.
    """
    network: Any = cloud.network
    ports = list(network.ports())
    rules = list(network.security_group_rules(direction="ingress", ether_type="IPv4"))
    try:
        for node in NODES:
            (port,) = (each for each in ports if each.name == node)
            own = [rule for rule in rules if rule.security_group_id in port.security_group_ids]
            _filter(node, guarding(let for rule in own for let in _lets(rule, ports)))
        yield
    finally:
        for node in NODES:
            _filter(node, unguarded())


def _lets(rule: Any, ports: Sequence[Any]) -> Iterator[Rule]:
    """One for each source: a rule may name a group, and so the addresses of all in it."""
    numbers = (rule.port_range_min, rule.port_range_max)
    allowed = None if None in numbers else numbers
    for source in _sources(rule, ports):
        yield Rule(rule.protocol, allowed, source)


def _sources(rule: Any, ports: Sequence[Any]) -> Iterator[str]:
    if rule.remote_group_id is None:
        yield rule.remote_ip_prefix or "0.0.0.0/0"
        return
    for port in ports:
        if rule.remote_group_id in port.security_group_ids:
            yield from (each["ip_address"] for each in port.fixed_ips)
            yield from (each["ip_address"] for each in port.allowed_address_pairs)


def _filter(node: str, ruleset: str) -> None:
    run(*entry.enter(node, ["nft", "-f", "-"]), input=ruleset)
