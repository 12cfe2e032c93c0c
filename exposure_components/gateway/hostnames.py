"""Hosts as the Gateway API compares them: a wildcard is every name below, however deep."""

from __future__ import annotations

from collections.abc import Sequence

from exposure_components.dns.domain_names import canonical


def meet(one: str, other: str) -> bool:
    """Whether some host is covered by both."""
    first, second = canonical(one), canonical(other)
    if first.startswith("*."):
        first, second = second, first
    if not second.startswith("*."):
        return first == second
    return first.removeprefix("*").endswith(second.removeprefix("*")) or _below(first, second)


def _below(first: str, second: str) -> bool:
    # Of two wildcards the wider may stand first.
    return first.startswith("*.") and second.removeprefix("*").endswith(first.removeprefix("*"))


def meets_any(hostname: str | None, hosts: Sequence[str]) -> bool:
    """Whether a listener serves one of the hosts; no hostname, and no hosts, are all of them."""
    return hostname is None or not hosts or any(meet(hostname, host) for host in hosts)
