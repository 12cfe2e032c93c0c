"""MetalLB's pools of addresses."""

from collections.abc import Iterable, Mapping
from ipaddress import ip_address, ip_network
from typing import Any

from exposure_components.topology.things import fields, texts

Pool = Mapping[str, Any]
"""An IPAddressPool."""


def has(pool: Pool, address: str) -> bool:
    """Whether an address is one of the pool's; a text that is no address is of none."""
    try:
        return any(_within(each, address) for each in texts(fields(pool, "spec"), "addresses"))
    except ValueError:
        return False


def gives_by_itself(pool: Pool) -> bool:
    """Whether Services that ask for no pool get addresses of it."""
    return fields(pool, "spec").get("autoAssign") is not False


def shown(pools: Iterable[Pool]) -> list[str]:
    """Each pool's addresses."""
    return [address for each in pools for address in texts(fields(each, "spec"), "addresses")]


def _within(addresses: str, address: str) -> bool:
    """As MetalLB writes them: a CIDR or `first-last`."""
    wanted = ip_address(address)
    first, dash, last = addresses.partition("-")
    if not dash:
        return wanted in ip_network(addresses.strip(), strict=False)
    start, end = ip_address(first.strip()), ip_address(last.strip())
    return wanted.version == start.version and int(start) <= int(wanted) <= int(end)
