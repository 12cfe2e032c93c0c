"""The likeliest cause comes first, by the way that leads to the pods."""

import pytest

from exposure_components.probing.causes import causes
from exposure_components.probing.kinds import Kind, State, state_of
from exposure_components.probing.targets import Target, target
from tests.probing.cases import promised, seen, shown

NODE_PORT = promised("node1")
LOCAL = promised("node1", client_ip_kept=True)
HOST_PORT = promised("node1", 8086, client_ip_kept=True, survives_reschedule=False)
NAME = promised(None, 80, url="http://app.example.com/ping")
NODES = promised(None, 8086, survives_reschedule=False)
SECURE = promised(None, 443, url="https://app.example.com/ping")
BARE = promised(None, 443, url="https://app.example.com")


@pytest.mark.parametrize(
    ("kind", "place", "sibling", "cause"),
    [
        pytest.param(Kind.REFUSED, NODE_PORT, None, "no pod is ready", id="NodePort refused"),
        pytest.param(
            Kind.REFUSED, NODE_PORT, "node2", "kube-proxy of node1 does not run", id="one refused"
        ),
        pytest.param(Kind.REFUSED, HOST_PORT, None, "no ready pod runs on node1", id="hostPort"),
        pytest.param(Kind.REFUSED, NAME, None, "has no listener", id="controller refused"),
        pytest.param(Kind.REFUSED, NODES, None, "no ready pod runs on", id="name of nodes"),
        pytest.param(Kind.REFUSED, target("http://192.0.2.1/"), None, "no process", id="by hand"),
        pytest.param(
            Kind.TIMED_OUT, NODE_PORT, None, "do not let 198.51.100.7 reach port 30000", id="wall"
        ),
        pytest.param(Kind.TIMED_OUT, NODE_PORT, "node2", "node1 is down", id="node down"),
        pytest.param(
            Kind.TIMED_OUT, LOCAL, None, "no ready pod runs on node1: a NodePort", id="policy Local"
        ),
        pytest.param(Kind.TIMED_OUT, NAME, None, "the balancer's security group", id="balancer"),
        pytest.param(
            Kind.UNREACHABLE, NODE_PORT, "node2", "while node2 answers", id="node unplugged"
        ),
        pytest.param(Kind.UNREACHABLE, NAME, None, "nobody has the address", id="no balancer"),
        pytest.param(Kind.NO_ROUTE, NODE_PORT, None, "VPN, routes", id="no route"),
        pytest.param(Kind.NO_NAME, NAME, None, "the record is not made", id="not in DNS"),
        pytest.param(Kind.NO_RESOLVER, NAME, None, "this machine's resolver", id="no resolver"),
        pytest.param(Kind.NOT_FOUND, NAME, None, "no route for app.example.com", id="no host"),
        pytest.param(Kind.NOT_FOUND, HOST_PORT, None, "the app knows no /ping", id="404"),
        pytest.param(Kind.NO_BACKEND, NAME, None, "no pod is ready", id="503"),
        pytest.param(Kind.LOGIN, NAME, None, "allowed_cidrs of the route", id="403 at a name"),
        pytest.param(Kind.LOGIN, HOST_PORT, None, "the app wants a login", id="403 of the app"),
        pytest.param(Kind.CLOSED, NAME, None, "no member or pod", id="closed by a balancer"),
        pytest.param(Kind.CLOSED, HOST_PORT, None, "the server speaks TLS", id="closed by the app"),
        pytest.param(
            Kind.CLOSED, BARE, None, "no certificate for app.example.com", id="closed in TLS"
        ),
        pytest.param(Kind.EXPIRED, SECURE, None, "nobody renewed it", id="expired"),
        pytest.param(Kind.WRONG_NAME, SECURE, None, "the Secret of `tls` holds", id="wrong name"),
        pytest.param(Kind.UNKNOWN_AUTHORITY, SECURE, None, "--ca-file", id="unknown authority"),
        pytest.param(Kind.NO_TLS, SECURE, None, "then it is http://", id="no TLS"),
    ],
)
def test_the_likeliest_cause_comes_first(
    kind: Kind, place: Target, sibling: str | None, cause: str
) -> None:
    assert cause in causes(kind, place, seen(kind), sibling)[0]


@pytest.mark.parametrize("kind", [Kind.WRONG_NAME, Kind.UNKNOWN_AUTHORITY])
def test_a_controllers_own_certificate_means_a_missing_secret(kind: Kind) -> None:
    own = seen(kind, certificate=shown("traefik.default", subject="TRAEFIK DEFAULT CERT"))
    (cause,) = causes(kind, SECURE, own)
    assert "the Secret of `tls` is not there" in cause


def test_a_redirect_to_https_says_that_it_is_the_endpoint() -> None:
    to = seen(status=301, location="https://app.example.com/")
    assert causes(Kind.REDIRECTED, NAME, to) == (
        "what answers sends clients to https://: that is the endpoint",
    )


def test_nothing_is_down_without_a_cause() -> None:
    for kind in Kind:
        if state_of(kind) is State.DOWN:
            for place in (NODE_PORT, LOCAL, HOST_PORT, NAME, SECURE, target("http://192.0.2.1/")):
                assert causes(kind, place, seen(kind)), kind
