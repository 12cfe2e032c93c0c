"""Values that providers choose at random; here they are the same in every run."""

from collections.abc import Iterable
from hashlib import sha256
from ipaddress import IPv4Address, IPv4Network
from typing import Final
from uuid import UUID

_CAPITALS: Final = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def hexadecimal(of: str, length: int) -> str:
    """Up to 64 digits."""
    return sha256(of.encode()).hexdigest()[:length]


def capitals(of: str, length: int) -> str:
    """Up to 32 capital letters and digits."""
    digest = sha256(of.encode()).digest()[:length]
    return "".join(_CAPITALS[byte % len(_CAPITALS)] for byte in digest)


def uuid(of: str) -> str:
    """Of version 4, as OpenStack's ids."""
    return str(UUID(bytes=sha256(of.encode()).digest()[:16], version=4))


def bridged_name(name: str, urn: str) -> str:
    """A name as providers made of Terraform's give one: the logical name and seven digits."""
    return f"{name}-{hexadecimal(urn, 7)}"


class Addresses:
    """The hosts of a network, each given once.

    Requests come in another order every time: an address follows from what it is for.
    """

    def __init__(self, network: str, taken: Iterable[str] = ()) -> None:
        self._network = IPv4Network(network)
        self._taken = {IPv4Address(each) for each in taken}

    def free(self, of: str) -> str:
        """One that nobody has."""
        hosts = self._network.num_addresses - 2
        start = int(hexadecimal(of, 16), 16)
        for step in range(hosts):
            address = self._network[1 + (start + step) % hosts]
            if address not in self._taken:
                break
        else:
            raise ValueError(f"all addresses of {self._network} are taken")
        self._taken.add(address)
        return str(address)
