from typing import Any

import pytest

from tests.load_balancers.aws.apps import BY_PODS, app, balancer, lines, port, port_lines

HEALTH_PORT = port(container_port=8080, node_port=30080)


def test_a_udp_port_needs_a_tcp_port_that_answers_for_it() -> None:
    assert port_lines(port(protocol="UDP")) == [
        "ports[0]: is UDP, and AWS asks for health by TCP alone; add a TCP port that tells "
        "whether the app is well"
    ]
    assert port_lines(port(protocol="UDP"), HEALTH_PORT) == []


def test_the_port_that_answers_has_the_same_targets() -> None:
    udp = port(protocol="UDP", aws={"targets": BY_PODS})
    assert port_lines(udp, HEALTH_PORT) == [
        "ports[0]: is asked at ports[1], whose targets are not its own; give both the same "
        "`targets`"
    ]


LOCAL = {"external_traffic_policy": "Local"}
PRESERVE = {"client_ip": "preserve"}
PODS = {"aws": balancer(targets=BY_PODS)}
HOLDING: dict[str, tuple[dict[str, Any], dict[str, Any], int]] = {
    # What the app and its check say, and the interval that comes of it.
    "nothing": ({}, {}, 30),
    "Local": (LOCAL, {}, 10),
    "preserve": (PRESERVE, {}, 10),
    "preserve, by nodes that hide": ({**PRESERVE, "external_traffic_policy": "Cluster"}, {}, 30),
    "Local, and said": (LOCAL, {"interval": 20}, 20),
    "pods": ({**PRESERVE, **PODS}, {}, 30),
    "pods, Local": ({**LOCAL, **PODS}, {}, 30),
}


@pytest.mark.parametrize(("more", "check", "interval"), HOLDING.values(), ids=HOLDING)
def test_no_answer_is_awaited_beyond_the_interval_that_holds(
    more: Any, check: Any, interval: int
) -> None:
    def found(timeout: int) -> list[str]:
        own = {"container_port": 8086, "aws": {"health_check": {**check, "timeout": timeout}}}
        return [line for line in lines(app(own, **more)) if "health_check" in line]

    assert found(interval) == []
    assert found(interval + 1) == [
        f"ports[0].aws.health_check.timeout: {interval + 1} is longer than the interval, "
        f"{interval}; shorten it, or ask less often"
    ]


def test_of_a_broken_app_the_longest_interval_is_believed() -> None:
    own = port(aws={"health_check": {"timeout": 20}})
    assert lines(app(own, client_ip="preserve", drain="x")) == [
        "drain: is of type str; give a whole number"
    ]
