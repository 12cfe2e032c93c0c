"""The namespace's packet filter: security groups, floating IPs, UDP listeners, as one ruleset."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ..settings import AMPHORAE
from .keepalived import Member
from .neutron import Port, Rule

GUARD = "guard"
"""Table of a machine that is guarded."""


@dataclass(frozen=True)
class Vip:
    addresses: tuple[str, ...]
    port: Port

    def all_addresses(self) -> list[str]:
        """Those that clients may know it by."""
        return [*self.addresses, *sorted(address for _, address in self.port.floating)]


@dataclass(frozen=True)
class UdpListener:
    addresses: tuple[str, ...]
    port: int
    members: tuple[Member, ...]
    """The healthy ones."""
    sticky: bool


def ruleset(vips: Sequence[Vip], udp: Sequence[UdpListener]) -> str:
    """Replaces the one that is there, all at once."""
    return "\n".join(
        [
            *_nothing("lab"),
            "table ip lab {",
            *_security(vips),
            *_chain("translate", "nat hook prerouting priority dstnat", _translations(vips, udp)),
            # As lvs-masquerade.sh has it: the members answer the balancer.
            *_chain(
                "leave",
                "nat hook postrouting priority srcnat",
                [f"meta l4proto udp ct status dnat snat to {AMPHORAE}"],
            ),
            "}",
            "",
        ]
    )


def guarding(rules: Iterable[Rule]) -> str:
    """A machine takes what these let in, and answers to its own questions.

    Before any translation, as on the other side of its cable.
    """
    first = ["ct state established,related accept", 'iifname != "eth0" accept']
    what = "filter hook prerouting priority mangle"
    return "\n".join(
        [
            *_nothing(GUARD),
            f"table ip {GUARD} {{",
            *_chain("guard", what, [*first, *sorted(map(_allow, rules)), "drop"]),
            "}",
            "",
        ]
    )


def unguarded() -> str:
    """Takes it away, if it is there."""
    return "\n".join([*_nothing(GUARD), ""])


def _nothing(table: str) -> list[str]:
    return [f"table ip {table}", f"delete table ip {table}"]


def _chain(name: str, what: str, rules: Iterable[str]) -> list[str]:
    head = [f"  type {what};"] if what else []
    return [f" chain {name} {{", *head, *(f"  {rule}" for rule in rules), " }"]


def _security(vips: Sequence[Vip]) -> list[str]:
    """Before any translation: a port's rules are about what clients send."""
    jumps = [
        f"ip daddr {{ {', '.join(vip.all_addresses())} }} jump vip{index}"
        for index, vip in enumerate(vips)
    ]
    known = "ct state established,related accept"
    chains = [
        line
        for index, vip in enumerate(vips)
        for line in _chain(f"vip{index}", "", [*sorted(map(_allow, vip.port.rules)), "drop"])
    ]
    return [*chains, *_chain("security", "filter hook prerouting priority mangle", [known, *jumps])]


def _allow(rule: Rule) -> str:
    what = [f"ip saddr {rule.source}"] if rule.source != "0.0.0.0/0" else []
    if rule.protocol and rule.ports:
        what.append(f"{rule.protocol} dport {rule.ports[0]}-{rule.ports[1]}")
    elif rule.protocol:
        what.append(f"meta l4proto {rule.protocol}")
    return " ".join([*what, "accept"])


def _translations(vips: Sequence[Vip], udp: Sequence[UdpListener]) -> list[str]:
    """A listener's first: a floating IP ends the search, and leads to the VIP itself."""
    floating = {pair for vip in vips for pair in vip.port.floating}
    rules: list[str] = []
    for listener in udp:
        targets = [m for m in listener.members for _ in range(m.weight)]
        if targets:
            known = [a for fixed, a in sorted(floating) if fixed in listener.addresses]
            to = f"ip daddr {{ {', '.join([*listener.addresses, *known])} }}"
            rules.append(f"{to} udp dport {listener.port} dnat ip to {_pick(targets, listener)}")
    return [*rules, *(f"ip daddr {a} dnat to {fixed}" for fixed, a in sorted(floating))]


def _pick(targets: Sequence[Member], listener: UdpListener) -> str:
    how = "jhash ip saddr" if listener.sticky else "numgen inc"
    entries = ", ".join(f"{i} : {m.address} . {m.port}" for i, m in enumerate(targets))
    return f"{how} mod {len(targets)} map {{ {entries} }}"
