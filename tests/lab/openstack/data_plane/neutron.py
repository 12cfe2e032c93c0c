"""What Neutron's agents would do for a VIP's port: its security groups and floating IPs.

They learn it from Neutron's server by messages; here it is read where the server has it from.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

FLOATING = """
SELECT fixed_port_id, fixed_ip_address, floating_ip_address FROM neutron.floatingips
WHERE fixed_port_id IS NOT NULL
"""
RULES = """
SELECT binding.port_id, rule.protocol, rule.port_range_min, rule.port_range_max,
  COALESCE(rule.remote_ip_prefix, '0.0.0.0/0')
FROM neutron.securitygroupportbindings AS binding
JOIN neutron.securitygrouprules AS rule USING (security_group_id)
WHERE rule.direction = 'ingress' AND rule.ethertype = 'IPv4' AND rule.remote_group_id IS NULL
"""
"""Rules that name another group are about machines: `guard.py` knows the lab's."""


@dataclass(frozen=True)
class Rule:
    """What may come in."""

    protocol: str | None
    """None: any."""
    ports: tuple[int, int] | None
    source: str


@dataclass(frozen=True)
class Port:
    rules: frozenset[Rule]
    floating: frozenset[tuple[str, str]]
    """Fixed address and floating one."""


class Neutron:
    def __init__(self, socket: Path) -> None:
        self._socket = socket
        self._connection: Any = None

    def ports(self, ids: Sequence[str]) -> dict[str, Port]:
        floating, rules = self._query(FLOATING), self._query(RULES)
        return {
            id: Port(
                frozenset(_rule(*rule) for port, *rule in rules if port == id),
                frozenset((fixed, address) for port, fixed, address in floating if port == id),
            )
            for id in ids
        }

    def _query(self, query: str) -> Sequence[Sequence[Any]]:
        if self._connection is None:
            connect = import_module("pymysql").connect
            self._connection = connect(unix_socket=str(self._socket), user="root", autocommit=True)
        # Connects anew when the data base was away.
        self._connection.ping()
        with self._connection.cursor() as cursor:
            cursor.execute(query)
            rows: Sequence[Sequence[Any]] = cursor.fetchall()
            return rows


def _rule(protocol: str | None, low: int | None, high: int | None, source: str) -> Rule:
    return Rule(protocol, None if low is None or high is None else (low, high), source)
