from typing import Any

import pytest

from exposure_components.exposing import Strategy
from exposure_components.strategies.host_network import HOST_NETWORK
from exposure_components.strategies.host_port import HOST_PORT
from exposure_components.strategies.node_port import NODE_PORT
from tests.pure.apps import app, problem_lines


@pytest.mark.parametrize(
    ("security", "lines"),
    [
        ({"run_as_user": 1000, "run_as_group": 0, "fs_group": 2**31 - 1}, []),
        ({"run_as_user": 0, "run_as_root": True}, []),
        ({"add_capabilities": ["NET_BIND_SERVICE"]}, []),
        ({"privileged": True}, []),
        ({"run_as_user": -1}, [".run_as_user: -1 is no id; give 0 to 2147483647"]),
        ({"fs_group": 2**31}, [".fs_group: 2147483648 is no id; give 0 to 2147483647"]),
        (
            {"run_as_user": 0},
            [".run_as_user: 0 is root; choose another, or set `run_as_root` if it must be"],
        ),
        (
            {"add_capabilities": ["CAP_SYS_ADMIN", "net_raw"]},
            [
                ".add_capabilities[0]: CAP_SYS_ADMIN is no capability; did you mean SYS_ADMIN?",
                ".add_capabilities[1]: net_raw is no capability; did you mean NET_RAW?",
            ],
        ),
        (
            {"privileged": True, "allow_privilege_escalation": False},
            [
                ".allow_privilege_escalation: False cannot be false in a privileged container; "
                "drop one of the two"
            ],
        ),
    ],
    ids=[
        *("ids", "root", "capability", "privileged", "negative", "large", "root unsaid"),
        *("no capabilities", "no escalation of a privileged one"),
    ],
)
def test_security(security: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(security=security)) == [f"security{line}" for line in lines]


@pytest.mark.parametrize(
    ("more", "lines"),
    [
        (
            {"service_account": {"name": "A_"}},
            ["service_account.name: A_ is no name of a ServiceAccount; use a-z, 0-9, `-` and `.`"],
        ),
        (
            {"service_account": {"create": True, "annotations": {"-": "a"}}},
            [
                "service_account.annotations.-: is no key of a label; "
                "write name or prefix/name, the name of at most 63 characters"
            ],
        ),
        (
            {"image_pull_secrets": ["a", "A_"]},
            ["image_pull_secrets[1]: A_ is no name of a Secret; use a-z, 0-9, `-` and `.`"],
        ),
        (
            {"disruption_budget": {"max_unavailable": 1, "min_available": 1}},
            [
                "disruption_budget.min_available: 1 stands beside `max_unavailable`; "
                "keep one of them"
            ],
        ),
        (
            {"disruption_budget": {"max_unavailable": -1}},
            ["disruption_budget.max_unavailable: -1 is negative; give 0 or more"],
        ),
        ({"disruption_budget": {"min_available": 0}}, []),
    ],
    ids=["account", "annotation", "pull secret", "two budgets", "negative budget", "no budget"],
)
def test_what_protects_the_app(more: dict[str, Any], lines: list[str]) -> None:
    assert problem_lines(app(**more)) == lines


@pytest.mark.parametrize(
    ("strategy", "security", "enforced", "needed"),
    [
        (NODE_PORT, {}, "restricted", None),
        (NODE_PORT, {"run_as_root": True}, "restricted", "baseline"),
        (NODE_PORT, {"run_as_root": True}, "baseline", None),
        (NODE_PORT, {"privileged": True}, "baseline", "privileged"),
        (HOST_PORT, {}, "restricted", "privileged"),
        (HOST_PORT, {}, "baseline", "privileged"),
        (HOST_PORT, {}, "privileged", None),
        (HOST_NETWORK, {}, "baseline", "privileged"),
        (HOST_NETWORK, {}, "privileged", None),
    ],
    ids=lambda value: value.title if isinstance(value, Strategy) else str(value),
)
def test_a_namespace_that_would_refuse_the_pods(
    strategy: Strategy, security: dict[str, Any], enforced: str, needed: str | None
) -> None:
    args = app(security=security, namespace={"name": "apps", "pod_security": enforced})
    line = (
        f"namespace.pod_security: {enforced} is stricter than the {needed} that the pods need; "
        f"use a namespace at {needed}, or a strategy or `security` that needs less"
    )
    assert problem_lines(args, strategy) == ([line] if needed else [])


def test_what_pod_spec_needs_counts_too() -> None:
    args = app(
        namespace={"name": "apps", "pod_security": "baseline"},
        pod_spec={"volumes": [{"name": "host", "hostPath": {"path": "/"}}]},
    )
    assert problem_lines(args) == [
        "namespace.pod_security: baseline is stricter than the privileged that the pods need; "
        "use a namespace at privileged, or a strategy or `security` that needs less"
    ]
