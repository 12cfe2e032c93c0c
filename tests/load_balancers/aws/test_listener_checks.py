from typing import Any

import pytest

from tests.load_balancers.aws.apps import (
    CERTIFICATE,
    app,
    balancer,
    lines,
    port,
    port_lines,
)

TLS = {"protocol": "TLS", "certificate_arn": CERTIFICATE}
HEALTH_PORT = port(container_port=8080, node_port=30080)
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "udp at tcp": (
        {"protocol": "UDP"},
        "protocol: UDP does not go with a TCP port; leave it out",
    ),
    "half of two": (
        {"protocol": "TCP_UDP"},
        "protocol: TCP_UDP needs a UDP port of the same number; add it, or leave the protocol out",
    ),
    "no certificate": (
        {"protocol": "TLS"},
        "certificate_arn: is missing; give the ARN of a certificate in ACM, or use TCP to pass "
        "TLS on",
    ),
    "no arn": (
        {"protocol": "TLS", "certificate_arn": "web"},
        "certificate_arn: web is no ARN; give it as ACM has it: arn:aws:acm:…",
    ),
    "certificate of tcp": (
        {"certificate_arn": CERTIFICATE},
        "certificate_arn: does not go with TCP; drop it, or use the protocol TLS",
    ),
    "policy of tcp": (
        {"ssl_policy": "x"},
        "ssl_policy: does not go with TCP; drop it, or use the protocol TLS",
    ),
    "alpn of tcp": (
        {"alpn_policy": "HTTP2Only"},
        "alpn_policy: does not go with TCP; drop it, or use the protocol TLS",
    ),
    "target protocol of tcp": (
        {"target_protocol": "TLS"},
        "target_protocol: does not go with TCP; drop it, or use the protocol TLS",
    ),
    "sticky tls": (
        {**TLS, "stickiness": True},
        "stickiness: True does not go with TLS: AWS keeps no client of a TLS listener on a "
        "target; drop it, or use TCP",
    ),
    "idle tls": (
        {**TLS, "idle_timeout": 60},
        "idle_timeout: 60 does not go with TLS; drop it",
    ),
    "idle": (
        {"idle_timeout": 59},
        "idle_timeout: 59 is outside of 60-6000; choose one inside",
    ),
    "delay": (
        {"deregistration_delay": 3601},
        "deregistration_delay: 3601 is outside of 0-3600; choose one inside",
    ),
    "interval": (
        {"health_check": {"interval": 4}},
        "health_check.interval: 4 is outside of 5-300; choose one inside",
    ),
    "timeout": (
        {"health_check": {"timeout": 20, "interval": 10}},
        "health_check.timeout: 20 is longer than the interval, 10; shorten it, or ask less often",
    ),
    "long timeout": (
        {"health_check": {"timeout": 121, "interval": 300}},
        "health_check.timeout: 121 is outside of 2-120; choose one inside",
    ),
    "healthy": (
        {"health_check": {"healthy_threshold": 11}},
        "health_check.healthy_threshold: 11 is outside of 2-10; choose one inside",
    ),
    "unhealthy": (
        {"health_check": {"unhealthy_threshold": 1}},
        "health_check.unhealthy_threshold: 1 is outside of 2-10; choose one inside",
    ),
    "path of tcp": (
        {"health_check": {"protocol": "TCP", "path": "/ping"}},
        "health_check.path: /ping does not go with a TCP check; drop it, or use HTTP",
    ),
    "matcher of tcp": (
        {"health_check": {"matcher": "200"}},
        "health_check.matcher: 200 does not go with a TCP check; drop it, or use HTTP",
    ),
    "path": (
        {"health_check": {"path": "ping"}},
        "health_check.path: ping does not start with /; did you mean /ping?",
    ),
    "long path": (
        {"health_check": {"path": "/" * 1025}},
        f"health_check.path: {'/' * 59}… is longer than 1024 characters; shorten it",
    ),
    "matcher": (
        {"health_check": {"path": "/", "matcher": "200-600"}},
        "health_check.matcher: 200-600 is outside of 200-599; write codes of 200 to 599, like "
        "200, 200,204 or 200-299",
    ),
    "no matcher": (
        {"health_check": {"path": "/", "matcher": "ok"}},
        "health_check.matcher: ok is no list or range of codes; write codes of 200 to 599, like "
        "200, 200,204 or 200-299",
    ),
    "unknown port": (
        {"health_check": {"port": 1}},
        "health_check.port: 1 is no TCP port of the app; give the `container_port` of one of them",
    ),
}


@pytest.mark.parametrize(("own", "line"), WRONG.values(), ids=WRONG)
def test_what_aws_would_refuse_is_a_problem(own: Any, line: str) -> None:
    assert port_lines(port(aws=own)) == [f"ports[0].aws.{line}"]


DATAGRAMS: dict[str, tuple[dict[str, Any], str]] = {
    "preserve": (
        {"preserve_client_ip": False},
        "preserve_client_ip: False does not go with UDP, whose targets always see the clients' "
        "addresses; drop it",
    ),
    "proxy": (
        {"proxy_protocol_v2": True},
        "proxy_protocol_v2: True does not go with UDP: the header stands before the data of a TCP "
        "connection; drop it",
    ),
}


@pytest.mark.parametrize(("own", "line"), DATAGRAMS.values(), ids=DATAGRAMS)
def test_what_udp_cannot_do_is_a_problem(own: Any, line: str) -> None:
    udp = port(protocol="UDP", aws=own)
    assert port_lines(udp, HEALTH_PORT) == [f"ports[0].aws.{line}"]


@pytest.mark.parametrize(
    "own",
    [
        {},
        {"protocol": "TCP"},
        TLS,
        {**TLS, "target_protocol": "TLS", "alpn_policy": "HTTP2Preferred", "ssl_policy": "x"},
        {"idle_timeout": 6000, "deregistration_delay": 0, "stickiness": True},
        {"preserve_client_ip": True, "proxy_protocol_v2": True},
        {"health_check": {"path": "/ping", "matcher": "200,204", "port": 8086}},
        {"health_check": {"protocol": "HTTPS", "interval": 300, "timeout": 120}},
    ],
    ids=["nothing", "tcp", "tls", "tls anew", "edges", "both", "http", "https"],
)
def test_what_aws_accepts_is_none(own: Any) -> None:
    assert port_lines(port(aws=own)) == []


def test_sctp_is_refused() -> None:
    assert port_lines(port(protocol="SCTP")) == [
        "ports[0].protocol: SCTP is no protocol of AWS's balancers; use TCP or UDP, or another "
        "strategy"
    ]


def test_udp_is_not_for_dualstack() -> None:
    args = app(port(protocol="UDP"), HEALTH_PORT, aws=balancer(ip_address_type="dualstack"))
    assert lines(args) == [
        "load_balancer.aws.ip_address_type: is dualstack, which serves UDP to IPv6 targets alone; "
        "use ipv4, or give ports[0] a balancer of its own"
    ]


def test_the_drain_of_the_app_is_the_delay_of_its_target_groups() -> None:
    line = (
        "drain: 4000 is outside of 0-3600; choose one inside, or give `aws.deregistration_delay` "
        "of each port"
    )
    assert lines(app(drain=4000)) == [line]
    assert lines(app(port(aws={"deregistration_delay": 300}), drain=4000)) == []


def test_a_balancer_has_fifty_listeners() -> None:
    ports = [port(container_port=9000 + i, node_port=30000 + i) for i in range(51)]
    assert port_lines(*ports) == [
        "ports: are 51, and a balancer has at most 50 listeners; expose them by several apps, "
        "each with a balancer"
    ]


def test_a_broken_port_hides_no_other() -> None:
    found = port_lines(
        port(container_port="x"), port(aws={"idle_timeout": 1}), port(aws={"protocol": "HTTP"})
    )
    assert [line.partition(": ")[0] for line in found] == [
        "ports[0].container_port",
        "ports[2].aws.protocol",
        "ports[1].aws.idle_timeout",
    ]
