from typing import Any

import pytest

from tests.pure.apps import app, container

TCP = {"tcpSocket": {"port": 8086}}
UDP: dict[str, Any] = {"container_port": 53, "protocol": "UDP"}


@pytest.mark.parametrize(
    ("probe", "expected"),
    [
        ({}, TCP),
        ({"enabled": True}, TCP),
        ({"enabled": False}, None),
        ({"port": 9000}, {"tcpSocket": {"port": 9000}}),
        ({"http_path": "/ping"}, {"httpGet": {"path": "/ping", "port": 8086}}),
        (
            {"http_path": "/", "port": 1, "scheme": "HTTPS"},
            {"httpGet": {"path": "/", "port": 1, "scheme": "HTTPS"}},
        ),
        ({"grpc": True}, {"grpc": {"port": 8086}}),
        ({"command": ["true"]}, {"exec": {"command": ["true"]}}),
        (
            {"initial_delay": 0, "period": 2, "timeout": 3, "failure_threshold": 4},
            {
                **TCP,
                "initialDelaySeconds": 0,
                "periodSeconds": 2,
                "timeoutSeconds": 3,
                "failureThreshold": 4,
            },
        ),
    ],
    ids=["default", "on", "off", "port", "http", "https", "grpc", "command", "times"],
)
@pytest.mark.parametrize("kind", ["readiness", "liveness", "startup"])
def test_a_probe(kind: str, probe: dict[str, Any], expected: dict[str, Any] | None) -> None:
    assert container(app(**{kind: probe})).get(f"{kind}Probe") == expected


def test_only_readiness_and_liveness_are_asked_by_default() -> None:
    probes = {key: value for key, value in container(app()).items() if key.endswith("Probe")}
    assert probes == {"readinessProbe": TCP, "livenessProbe": TCP}


def test_liveness_is_not_asked_by_http_because_readiness_is() -> None:
    # By HTTP it would kill a pod that is only busy.
    made = container(app(readiness={"http_path": "/ping"}))
    assert made["livenessProbe"] == TCP


def test_the_first_tcp_port_is_asked() -> None:
    made = container(app(ports=[UDP, {"container_port": 80}, {"container_port": 81}]))
    assert made["readinessProbe"] == {"tcpSocket": {"port": 80}}


def test_without_a_tcp_port_nothing_is_asked_by_default() -> None:
    made = container(app(ports=[UDP]))
    assert [key for key in made if key.endswith("Probe")] == []


def test_without_a_tcp_port_a_command_can_be_asked() -> None:
    made = container(app(ports=[UDP], readiness={"command": ["true"]}))
    assert made["readinessProbe"] == {"exec": {"command": ["true"]}}


def test_successes_in_a_row() -> None:
    made = container(app(readiness={"success_threshold": 2}))
    assert made["readinessProbe"] == {**TCP, "successThreshold": 2}
