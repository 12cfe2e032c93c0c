from typing import Any

import pytest

from tests.load_balancers.aws.apps import (
    BY_PODS,
    CERTIFICATE,
    app,
    balancer,
    lines,
    port,
    port_lines,
)

TLS = {"protocol": "TLS", "certificate_arn": CERTIFICATE}
TCP = port(container_port=53, node_port=30053)
UDP = {**TCP, "protocol": "UDP"}
SHARED: dict[str, tuple[dict[str, Any], dict[str, Any], list[str]]] = {
    "one node port": (TCP, UDP, []),
    "named as both": ({**TCP, "aws": {"protocol": "TCP_UDP"}}, UDP, []),
    "two node ports": (
        TCP,
        {**UDP, "node_port": 30054},
        [
            "ports[1].node_port: 30054 must be ports[0].node_port: the TCP_UDP listener of 53 has "
            "one port on a target; give both the same, or give one of them another `port`"
        ],
    ),
    "allocated": (
        {"container_port": 53},
        {"container_port": 53, "protocol": "UDP"},
        [
            "ports[1].node_port: must be ports[0].node_port: the TCP_UDP listener of 53 has one "
            "port on a target; give both the same, or give one of them another `port`"
        ],
    ),
    "options of udp": (
        TCP,
        {**UDP, "aws": {"stickiness": True}},
        [
            "ports[1].aws: stands at the UDP port, and its listener is ports[0]'s; move it to "
            "ports[0].aws"
        ],
    ),
    "tls and udp": (
        {**TCP, "aws": TLS},
        UDP,
        [
            "ports[0].aws.protocol: TLS cannot share its number with a UDP port: AWS has one "
            "listener per number; give one of the two another `port`",
        ],
    ),
}


@pytest.mark.parametrize(("tcp", "udp", "expected"), SHARED.values(), ids=SHARED)
def test_tcp_and_udp_of_one_number_are_one_listener(
    tcp: Any, udp: Any, expected: list[str]
) -> None:
    assert port_lines(tcp, udp) == expected


def test_pods_that_are_targets_have_one_port_for_both() -> None:
    tcp, udp = {"container_port": 53}, {"container_port": 53, "protocol": "UDP"}
    args = balancer(targets=BY_PODS)
    assert lines(app(tcp, udp, aws=args)) == []
    assert lines(app({**tcp, "container_port": 5353, "port": 53}, udp, aws=args)) == [
        "ports[1].container_port: 53 must be ports[0].container_port: the TCP_UDP listener of 53 "
        "has one port on a target; give both the same, or give one of them another `port`"
    ]
