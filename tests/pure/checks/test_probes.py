from typing import Any

import pytest

from tests.pure.apps import app, problem_lines


@pytest.mark.parametrize(
    ("probe", "lines"),
    [
        ({"http_path": "/ping", "scheme": "HTTPS"}, []),
        ({"enabled": False}, []),
        ({"command": ["true"]}, []),
        ({"grpc": True, "port": 1}, []),
        ({"grpc": False, "http_path": "/"}, []),
        ({"http_path": "ping"}, [".http_path: ping does not start with /; did you mean /ping?"]),
        (
            {"http_path": "/", "grpc": True, "command": ["true"]},
            [": asks in 3 ways: http_path, grpc, command; keep one"],
        ),
        ({"scheme": "HTTP"}, [".scheme: HTTP is for HTTP only; add `http_path`"]),
        ({"command": []}, [".command: [] is empty; name a program"]),
        ({"port": 0}, [".port: 0 is outside of 1-65535; give a port of the container"]),
        ({"period": 0}, [".period: 0 is below 1; give 1 or more"]),
        ({"timeout": 0}, [".timeout: 0 is below 1; give 1 or more"]),
        ({"failure_threshold": 0}, [".failure_threshold: 0 is below 1; give 1 or more"]),
        ({"success_threshold": 0}, [".success_threshold: 0 is below 1; give 1 or more"]),
        ({"initial_delay": -1}, [".initial_delay: -1 is negative; give 0 or more seconds"]),
        ({"initial_delay": 0, "period": 1, "timeout": 1, "failure_threshold": 1}, []),
    ],
    ids=[
        *("http", "off", "command", "grpc", "not by grpc", "no slash", "three ways", "scheme"),
        *("empty", "port", "period", "timeout", "failures", "successes", "delay", "least"),
    ],
)
@pytest.mark.parametrize("kind", ["readiness", "liveness", "startup"])
def test_a_probe(kind: str, probe: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(**{kind: probe})) == [f"{kind}{line}" for line in lines]


@pytest.mark.parametrize(
    ("kind", "lines"),
    [
        ("readiness", []),
        (
            "liveness",
            ["liveness.success_threshold: 2 is above 1, the only value for liveness; leave it out"],
        ),
        (
            "startup",
            ["startup.success_threshold: 2 is above 1, the only value for startup; leave it out"],
        ),
    ],
)
def test_only_readiness_may_ask_for_several_successes(kind: str, lines: list[str]) -> None:
    assert problem_lines(app(**{kind: {"success_threshold": 2}})) == lines
