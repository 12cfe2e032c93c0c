"""Words that judge clients by their addresses."""

from typing import Any

import pytest

from tests.ingress.apps import problems, warnings

UNSEEN: Any = {"controller": {"client_ip_kept": False}}
SEEN: Any = {"controller": {"client_ip_kept": True}}
ALLOWED: Any = {"allowed_cidrs": ["10.0.0.0/8"]}
LIMITED: Any = {"rate_limit": {"requests": 5}}
BY_HOST: Any = {"rate_limit": {"requests": 5, "scope": "host"}}


def refused(path: str) -> str:
    return (
        f"{path}: judges clients by their addresses, which the controller does not see; give the "
        "controller `proxy_protocol` or `client_ip`, or let it serve on the nodes' own ports; else "
        "drop it"
    )


def told(path: str) -> str:
    return (
        f"{path} judges clients by their addresses: see to it that the controller sees them, and "
        "say so by `controller.client_ip_kept`"
    )


@pytest.mark.parametrize("dialect", ["traefik", "contour", "openshift"])
def test_nobody_judges_clients_whom_it_does_not_see(dialect: str) -> None:
    assert problems(dialect, **ALLOWED, **UNSEEN) == [refused("allowed_cidrs")]
    assert problems(dialect, **ALLOWED, **SEEN) == []
    assert problems(dialect, **ALLOWED) == []


def test_a_rate_of_each_client_needs_to_tell_them_apart() -> None:
    assert problems("traefik", **LIMITED, **UNSEEN) == [refused("rate_limit")]
    assert problems("traefik", rate_limit={"requests": 5, "scope": "client"}, **UNSEEN) == [
        refused("rate_limit")
    ]
    assert problems("traefik", **BY_HOST, **UNSEEN) == []
    assert problems("contour", **BY_HOST, **UNSEEN) == []


def test_what_a_dialect_lacks_is_told_once() -> None:
    for more in (ALLOWED, LIMITED):
        assert problems(**more, **UNSEEN) == problems(**more)
    assert problems("contour", **LIMITED, **UNSEEN) == problems("contour", **LIMITED)
    assert problems("openshift", **LIMITED, **UNSEEN) == problems("openshift", **LIMITED)


def test_who_is_not_known_to_see_clients_is_warned_of() -> None:
    assert warnings("traefik", **ALLOWED, **LIMITED) == [told("allowed_cidrs"), told("rate_limit")]
    assert warnings("contour", **ALLOWED) == [told("allowed_cidrs")]
    for known in ({**ALLOWED, **SEEN}, BY_HOST, UNSEEN):
        assert warnings("traefik", **known) == []


def test_openshifts_router_sees_clients_unless_somebody_changed_that() -> None:
    assert warnings("openshift", **ALLOWED) == []
