"""What Octavia refuses of a health monitor, and what would tell nothing."""

from typing import Any

import pytest

from exposure_components.problems import Problem
from tests.load_balancers.octavia.apps import OVN, UDP, app, found, port

MONITOR = "ports[0].octavia.monitor"
LEAVE = "choose one inside or leave it out"
PING = {"http_path": "/ping"}


def tcp(**monitor: Any) -> dict[str, Any]:
    """An app of one TCP port."""
    return app(port(monitor=monitor))


def udp(*more: dict[str, Any], monitor: Any = None, **args: Any) -> dict[str, Any]:
    """An app whose first port is of datagrams."""
    own = {} if monitor is None else {"octavia": {"monitor": monitor}}
    return app({**UDP, **own}, *more, **args)


GOOD: dict[str, dict[str, Any]] = {
    "nothing said": tcp(),
    "limits": tcp(delay=2, timeout=1, max_retries=1, max_retries_down=10),
    "another port": tcp(port=30099),
    "request": tcp(type="HTTP", url_path="/ready", expected_codes="200,204"),
    "request as readiness asks": app(port(monitor={"expected_codes": "204"}), readiness=PING),
    "spaces between codes": tcp(type="HTTPS", expected_codes="200 , 204"),
    "TLS": tcp(type="TLS-HELLO"),
    "echo": tcp(type="PING"),
    "datagrams": udp(),
    "datagrams seldom": udp(monitor={"delay": 3, "timeout": 1}),
    "datagrams, asked by a request": udp(
        monitor={"type": "HTTP", "port": 30080, "delay": 2, "timeout": 1}
    ),
    "OVN": app(port(monitor={"type": "TCP"}), octavia=OVN),
    "OVN, datagrams": udp(monitor={"type": "UDP-CONNECT"}, octavia=OVN),
}


@pytest.mark.parametrize("args", GOOD.values(), ids=GOOD)
def test_a_monitor_without_problems(args: dict[str, Any]) -> None:
    assert found(args) == []


@pytest.mark.parametrize("key", ["max_retries", "max_retries_down"])
@pytest.mark.parametrize("number", [0, 11])
def test_answers_are_counted_up_to_ten(key: str, number: int) -> None:
    assert found(tcp(**{key: number})) == [
        Problem(f"{MONITOR}.{key}", number, "is outside of 1-10", LEAVE)
    ]


@pytest.mark.parametrize("key", ["delay", "timeout"])
def test_questions_take_some_time(key: str) -> None:
    assert found(tcp(**{key: 0})) == [
        Problem(f"{MONITOR}.{key}", 0, "is no time", "give seconds, from 1")
    ]


TIMES: dict[str, tuple[dict[str, int], Problem]] = {
    "as long as the delay": (
        {"delay": 4, "timeout": 4},
        Problem(
            f"{MONITOR}.timeout",
            4,
            "lets a question take 4 s, with a new one every 4 s",
            "give a timeout that is less than the delay",
        ),
    ),
    "longer than the default delay": (
        {"timeout": 6},
        Problem(
            f"{MONITOR}.timeout",
            6,
            "lets a question take 6 s, with a new one every 5 s",
            "give a timeout that is less than the delay",
        ),
    ),
    "delay below the default timeout": (
        {"delay": 2},
        Problem(
            f"{MONITOR}.delay",
            2,
            "lets a question take 3 s, with a new one every 2 s",
            "give a timeout that is less than the delay",
        ),
    ),
}


@pytest.mark.parametrize(("times", "problem"), TIMES.values(), ids=TIMES)
def test_an_answer_is_awaited_for_less_than_the_delay(
    times: dict[str, int], problem: Problem
) -> None:
    assert found(tcp(**times)) == [problem]


@pytest.mark.parametrize("said", [{}, {"type": "UDP-CONNECT"}], ids=["by default", "said"])
def test_datagrams_are_sent_every_three_seconds_at_most(said: dict[str, str]) -> None:
    assert found(udp(monitor={**said, "delay": 2, "timeout": 1})) == [
        Problem(f"{MONITOR}.delay", 2, "is below 3 s, the least for UDP-CONNECT", "give more")
    ]


@pytest.mark.parametrize("kind", ["UDP-CONNECT", "SCTP"])
def test_connections_are_not_asked_for_by_datagrams(kind: str) -> None:
    rule, remedy = "does not go with a TCP port", "use TCP or HTTP"
    assert found(tcp(type=kind)) == [Problem(f"{MONITOR}.type", kind, rule, remedy)]


@pytest.mark.parametrize("kind", ["HTTPS", "PING", "TLS-HELLO"])
@pytest.mark.parametrize("transport", ["UDP", "SCTP"])
def test_datagrams_are_asked_for_by_what_their_pools_know(kind: str, transport: str) -> None:
    args = app({**UDP, "protocol": transport, "octavia": {"monitor": {"type": kind}}})
    rule = f"does not go with a {transport} port"
    remedy = "use one of HTTP, TCP, UDP-CONNECT, SCTP"
    assert found(args) == [Problem(f"{MONITOR}.type", kind, rule, remedy)]


@pytest.mark.parametrize("kind", ["HTTP", "HTTPS", "PING", "TLS-HELLO", "SCTP"])
def test_ovn_asks_by_connections_and_datagrams_alone(kind: str) -> None:
    args = app(port(monitor={"type": kind}), octavia=OVN)
    rule, remedy = "is not known to OVN", "use TCP or UDP-CONNECT"
    assert found(args) == [Problem(f"{MONITOR}.type", kind, rule, remedy)]


@pytest.mark.parametrize("said", [{}, {"type": "TCP"}], ids=["by default", "said"])
def test_a_connection_asks_for_no_path(said: dict[str, str]) -> None:
    rule, remedy = "does not go with the type TCP", "use HTTP, or drop it"
    assert found(tcp(**said, url_path="/ready", expected_codes="204")) == [
        Problem(f"{MONITOR}.url_path", "/ready", rule, remedy),
        Problem(f"{MONITOR}.expected_codes", "204", rule, remedy),
    ]


def test_a_path_starts_at_the_root() -> None:
    assert found(tcp(type="HTTP", url_path="ready")) == [
        Problem(f"{MONITOR}.url_path", "ready", "does not start with /", "did you mean /ready?")
    ]


@pytest.mark.parametrize("codes", ["20", "200-", "2xx", "200-299,304", ""])
def test_codes_are_a_list_or_a_range(codes: str) -> None:
    remedy = "write 204, 200,204 or 200-399"
    assert found(tcp(type="HTTP", expected_codes=codes)) == [
        Problem(f"{MONITOR}.expected_codes", codes, "are no status codes", remedy)
    ]


@pytest.mark.parametrize("number", [0, 65536])
def test_nodes_are_asked_at_a_port(number: int) -> None:
    assert found(tcp(port=number)) == [
        Problem(f"{MONITOR}.port", number, "is outside of 1-65535", LEAVE)
    ]


LOCAL = {"external_traffic_policy": "Local"}
SILENT = Problem(
    MONITOR,
    None,
    "cannot tell a node without a pod, which drops datagrams under the policy Local",
    "give the app a TCP port to ask at, or use kind DaemonSet",
)


@pytest.mark.parametrize(
    "more",
    [
        LOCAL,
        {"octavia": OVN, "client_ip": "preserve"},
    ],
    ids=["said", "to keep addresses"],
)
def test_nobody_would_notice_a_node_that_drops_datagrams(more: dict[str, Any]) -> None:
    assert found(udp(**more)) == [SILENT]


@pytest.mark.parametrize(
    "args",
    [
        udp(port(), **LOCAL),
        udp(monitor={"port": 30080}, **LOCAL),
        udp(monitor={"type": "HTTP"}, **LOCAL),
        udp(kind="DaemonSet", **LOCAL),
        udp(external_traffic_policy="Cluster"),
    ],
    ids=["TCP port", "another port", "another type", "a pod on each node", "any node answers"],
)
def test_a_node_that_drops_datagrams_is_noticed(args: dict[str, Any]) -> None:
    assert found(args) == []


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"external_traffic_policy": "local"}, "external_traffic_policy"),
        ({"octavia": 1}, "load_balancer.octavia"),
        ({"kind": "Job"}, "kind"),
    ],
    ids=lambda each: str(each),
)
def test_what_is_broken_is_told_once(more: dict[str, Any], path: str) -> None:
    broken = [problem for problem in found(udp(**more)) if problem.path == path]
    assert len(broken) == 1


def test_what_is_said_in_a_broken_app_is_judged_all_the_same() -> None:
    args = {**tcp(type="TCP", url_path="/x"), "replicas": "1"}
    assert found(args) == [
        Problem("replicas", None, "is of type str", "give a whole number"),
        Problem(
            f"{MONITOR}.url_path", "/x", "does not go with the type TCP", "use HTTP, or drop it"
        ),
    ]
