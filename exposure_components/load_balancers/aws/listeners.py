"""The listeners that an app's ports come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from exposure_components.args.aws_kinds import NlbProtocol, NlbTargetProtocol
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.aws.words import carries, options
from exposure_components.ports import Fields, protocol_of, service_port_of

DATAGRAMS = (NlbProtocol.UDP, NlbProtocol.TCP_UDP)
"""Protocols whose targets always see the clients' addresses (docs.aws.amazon.com, Edit target
group attributes)."""


@dataclass(frozen=True)
class Listener:
    """One listener, with the port whose options it has."""

    index: int
    """Of that port among the app's."""
    port: Mapping[str, Any]
    protocol: NlbProtocol

    @property
    def name(self) -> str:
        """After what AWS has one of: a port of another name takes the listener over."""
        return str(self.number)

    @property
    def number(self) -> int:
        """Where clients connect."""
        return service_port_of(self.port)

    @property
    def options(self) -> Mapping[str, Any]:
        """What the port says of it."""
        return options(self.port)

    @property
    def target_protocol(self) -> str:
        """What it speaks with the targets."""
        if self.protocol is not NlbProtocol.TLS:
            return str(self.protocol)
        return str(NlbTargetProtocol(self.options.get("target_protocol", NlbTargetProtocol.TCP)))

    @property
    def transports(self) -> tuple[Protocol, ...]:
        """The protocols of its packets."""
        if self.protocol is NlbProtocol.TCP_UDP:
            return (Protocol.TCP, Protocol.UDP)
        return (Protocol.UDP if self.protocol is NlbProtocol.UDP else Protocol.TCP,)


def listeners(ports: Sequence[Mapping[str, Any]]) -> list[Listener]:
    """One per number: a TCP and a UDP port of one number share theirs."""
    return [
        Listener(index, port, protocol(ports, port))
        for index, port in enumerate(ports)
        if not (carries(port, Protocol.UDP) and sharing(ports, port))
    ]


def protocol(ports: Sequence[Fields], port: Fields) -> NlbProtocol:
    """What the port's listener accepts."""
    if sharing(ports, port):
        return NlbProtocol.TCP_UDP
    return NlbProtocol(options(port).get("protocol", protocol_of(port)))


def sharing(ports: Sequence[Fields], port: Fields) -> bool:
    """Whether a port of the other protocol has the same number."""
    other = Protocol.TCP if carries(port, Protocol.UDP) else Protocol.UDP
    return any(
        carries(each, other) and service_port_of(each) == service_port_of(port) for each in ports
    )
