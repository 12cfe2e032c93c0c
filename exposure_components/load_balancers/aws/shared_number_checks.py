"""A TCP and a UDP port of one number, which are one listener."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from exposure_components.checks.sound import Sound
from exposure_components.kinds import Protocol
from exposure_components.load_balancers.aws.reading import readable_targets
from exposure_components.load_balancers.aws.words import KEY, carries, reaches_pods
from exposure_components.ports import service_port_of
from exposure_components.problems import Problem


def shared_number_problems(app: Sound, ports: Sequence[Sound], udp: Sound) -> Iterator[Problem]:
    """Of the UDP port: it must lead where the TCP port does."""
    number = service_port_of(udp)
    tcp = next(p for p in ports if carries(p, Protocol.TCP) and service_port_of(p) == number)
    if KEY in udp.value:
        rule = f"stands at the UDP port, and its listener is {tcp.path}'s"
        yield Problem(udp.at(KEY), None, rule, f"move it to {tcp.at(KEY)}")
    key = "container_port" if reaches_pods(readable_targets(app, tcp)) else "node_port"
    if any(port.at(key) in app.broken for port in (tcp, udp)):
        return
    if key in tcp.value and udp.value.get(key) == tcp.value.get(key):
        return
    rule = f"must be {tcp.at(key)}: the TCP_UDP listener of {number} has one port on a target"
    remedy = "give both the same, or give one of them another `port`"
    yield Problem(udp.at(key), udp.value.get(key), rule, remedy)
