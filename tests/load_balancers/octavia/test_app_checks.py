"""Apps that a balancer of Octavia cannot serve as they ask for it."""

from typing import Any

import pytest

from exposure_components.problems import Problem
from tests.load_balancers.octavia.apps import CONTAINER, NODES, OVN, TLS, UDP, app, found, port
from tests.pure.apps import Later

OWN = "ports[0].octavia"
NAMES = {"octavia": OVN}
PLANE = {"node-role.kubernetes.io/control-plane": ""}
NOBODY = Problem(
    "cluster.nodes",
    None,
    "has no node that may be a member",
    "give one that is no control plane and, under the policy Local, may run the pods",
)


@pytest.mark.parametrize(
    ("cluster", "expected"),
    [({}, 1), ({"nodes": []}, 1), ({"nodes": NODES}, 0)],
    ids=["nothing said", "none", "two"],
)
def test_members_are_the_nodes(cluster: dict[str, Any], expected: int) -> None:
    problem = Problem(
        "cluster.nodes",
        None,
        "is missing, and the balancer's members are the cluster's nodes",
        "list them, or read them by `live_nodes` or `openstack_nodes`",
    )
    assert found(app(cluster=cluster)) == [problem] * expected


@pytest.mark.parametrize("cluster", [1, {"nodes": 1}, {"nodes": "kubenode01"}], ids=repr)
def test_nodes_that_cannot_be_read_are_not_missing(cluster: Any) -> None:
    (problem,) = found(app(cluster=cluster))
    assert problem.path in ("cluster", "cluster.nodes")
    assert "is missing" not in problem.rule


def test_members_have_ip_addresses() -> None:
    nodes = [{"name": "a", "address": "node.example.com"}, {"name": "b", "address": Later()}]
    rule, remedy = "is no IP address, as members need one", "give the one that the balancer reaches"
    assert found(app(cluster={"nodes": nodes})) == [
        Problem("cluster.nodes[0].address", "node.example.com", rule, remedy)
    ]


def test_members_have_an_internal_address_where_a_node_has_one() -> None:
    nodes = [
        {"name": "a", "address": "node.example.com", "internal_address": "10.0.0.1"},
        {"name": "b", "address": "10.0.0.2", "internal_address": "node.internal"},
        {"name": "c", "address": "node.example.com", "internal_address": Later()},
    ]
    rule, remedy = "is no IP address, as members need one", "give the one that the balancer reaches"
    assert found(app(cluster={"nodes": nodes})) == [
        Problem("cluster.nodes[1].internal_address", "node.internal", rule, remedy)
    ]


def test_a_balancer_without_a_member_serves_nobody() -> None:
    assert found(app(cluster={"nodes": [{**NODES[0], "labels": PLANE}]})) == [NOBODY]
    pinned = {"node_selector": {"disk": "ssd"}, "external_traffic_policy": "Local"}
    assert found(app(**pinned)) == [NOBODY]
    assert found(app(node_selector={"disk": "ssd"})) == []


def test_behind_an_amphora_all_clients_have_one_address() -> None:
    sticky = {"type": "ClientIP"}
    problem = Problem(
        "session_affinity.type",
        "ClientIP",
        "would keep all clients on one pod: the pods see the amphora's address",
        "use `octavia.persistence` of the port",
    )
    assert found(app(session_affinity=sticky)) == [problem]
    assert found(app(session_affinity=sticky, octavia=OVN)) == []
    assert found(app(session_affinity={"type": "None"})) == []


PRESERVE = {"client_ip": "preserve"}
AMPHORA: dict[str, tuple[dict[str, Any], list[Problem]]] = {
    "TCP": (
        app(**PRESERVE),
        [
            Problem(
                f"{OWN}.proxy_protocol",
                None,
                "is missing, and `client_ip` is preserve: an amphora connects from its own address",
                "use PROXYV2 if the app reads it, an HTTP listener, or the provider ovn",
            )
        ],
    ),
    "datagrams": (
        app(UDP, **PRESERVE),
        [
            Problem(
                "client_ip",
                "preserve",
                "is not to be had by an amphora, which sends datagrams from its own address",
                "use the provider ovn, or drop it",
            )
        ],
    ),
    "other headers": (
        app(port(protocol="HTTP", insert_headers={"X-Real-IP": "true"}), **PRESERVE),
        [
            Problem(
                f"{OWN}.insert_headers",
                None,
                "lacks X-Forwarded-For, and `client_ip` is preserve",
                "add it, or drop one of the two",
            )
        ],
    ),
    "header turned off": (
        app(port(protocol="HTTP", insert_headers={"X-Forwarded-For": "false"}), **PRESERVE),
        [
            Problem(
                f"{OWN}.insert_headers",
                None,
                "lacks X-Forwarded-For, and `client_ip` is preserve",
                "add it, or drop one of the two",
            )
        ],
    ),
    "PROXY": (app(port(proxy_protocol="PROXY"), **PRESERVE), []),
    "requests": (app(port(protocol="HTTP"), **PRESERVE), []),
    "TLS that ends here": (app(port(8443, **TLS), **PRESERVE), []),
    "header said": (
        app(port(protocol="HTTP", insert_headers={"X-Forwarded-For": "true"}), **PRESERVE),
        [],
    ),
    "not asked for": (app(client_ip="any", external_traffic_policy="Local"), []),
}


@pytest.mark.parametrize(("args", "problems"), AMPHORA.values(), ids=AMPHORA)
def test_an_amphora_tells_the_clients_address_by_proxy_or_header(
    args: dict[str, Any], problems: list[Problem]
) -> None:
    assert found(args) == problems


HIDDEN = "hides the clients' addresses, "
OPENED = {**OVN, "node_security_group": {"name": "nodes"}}
CIDRS = {"allowed_cidrs": ["10.0.0.0/8"]}
BY_OVN: dict[str, tuple[dict[str, Any], list[Problem]]] = {
    "preserve": (app(**NAMES, **PRESERVE), []),
    "judged": (app(octavia=OPENED, **CIDRS), []),
    "judged, and any address": (app(octavia=OPENED, **CIDRS, client_ip="any"), []),
    "judged and preserve": (app(octavia=OPENED, **CIDRS, **PRESERVE), []),
    "judged by nobody": (
        app(**NAMES, **CIDRS),
        [
            Problem(
                "load_balancer.octavia.node_security_group",
                None,
                "is missing, and with OVN it alone can judge clients by `allowed_cidrs`",
                "name that of the nodes",
            )
        ],
    ),
    "Cluster": (app(**NAMES, external_traffic_policy="Cluster"), []),
    "preserve under Cluster": (
        app(**NAMES, **PRESERVE, external_traffic_policy="Cluster"),
        [
            Problem(
                "external_traffic_policy",
                "Cluster",
                HIDDEN + "which `client_ip` wants preserved",
                "drop one of the two",
            )
        ],
    ),
}


@pytest.mark.parametrize(("args", "problems"), BY_OVN.values(), ids=BY_OVN)
def test_with_ovn_the_policy_keeps_addresses_and_a_security_group_judges_them(
    args: dict[str, Any], problems: list[Problem]
) -> None:
    assert found(args) == problems


def test_an_amphora_judges_the_clients_whatever_the_policy() -> None:
    for policy in ("Cluster", "Local"):
        assert found(app(**CIDRS, client_ip="any", external_traffic_policy=policy)) == []


@pytest.mark.parametrize(
    ("key", "value", "spoken"),
    [
        ("proxy_protocol", "PROXY", "TCP"),
        ("timeout_client_data", 1, "TCP"),
        ("timeout_member_connect", 1, "TCP"),
        ("timeout_member_data", 1, "TCP"),
        ("timeout_tcp_inspect", 1, "TCP"),
        ("backup", ["kubenode01"], "TCP"),
        ("weights", {"kubenode01": 1}, "TCP"),
    ],
    ids=lambda each: str(each),
)
def test_ovn_knows_little_of_listeners(key: str, value: Any, spoken: str) -> None:
    rule, remedy = "is not known to OVN", "drop it, or use the provider amphora"
    assert found(app(port(protocol=spoken, **{key: value}), octavia=OVN)) == [
        Problem(f"{OWN}.{key}", None, rule, remedy)
    ]


def test_ovn_reads_no_requests() -> None:
    own = {
        "tls_container": CONTAINER,
        "sni_containers": [CONTAINER],
        "insert_headers": {"X-Forwarded-For": "true"},
        "redirects": [{"url": "https://a.b"}],
        "redirect_from": {"port": 80, "host": "a.b"},
    }
    rule, remedy = "is not known to OVN", "drop it, or use the provider amphora"
    assert found(app(port(protocol="TERMINATED_HTTPS", **own), octavia=OVN)) == [
        *[Problem(f"{OWN}.{key}", None, rule, remedy) for key in own],
        Problem(f"{OWN}.protocol", "TERMINATED_HTTPS", rule, "use TCP, UDP or SCTP"),
    ]


@pytest.mark.parametrize(
    ("own", "problem"),
    [
        (
            {"connection_limit": 100},
            Problem(
                f"{OWN}.connection_limit",
                100,
                "is not known to OVN",
                "drop it, or use the provider amphora",
            ),
        ),
        (
            {"protocol": "HTTPS"},
            Problem(f"{OWN}.protocol", "HTTPS", "is not known to OVN", "use TCP, UDP or SCTP"),
        ),
        (
            {"method": "ROUND_ROBIN"},
            Problem(
                f"{OWN}.method",
                "ROUND_ROBIN",
                "is not known to OVN",
                "use SOURCE_IP_PORT, or leave it out",
            ),
        ),
    ],
    ids=["limit", "protocol", "method"],
)
def test_ovn_has_limits(own: dict[str, Any], problem: Problem) -> None:
    assert found(app(port(**own), octavia=OVN)) == [problem]


def test_ovn_knows_clients_by_their_address_alone() -> None:
    sticky = {"type": "HTTP_COOKIE"}
    args = app(port(protocol="HTTP", persistence=sticky), octavia=OVN)
    assert found(args) == [
        Problem(f"{OWN}.protocol", "HTTP", "is not known to OVN", "use TCP, UDP or SCTP"),
        Problem(f"{OWN}.persistence.type", "HTTP_COOKIE", "is not known to OVN", "use SOURCE_IP"),
    ]


def test_what_ovn_knows_is_no_problem() -> None:
    own = {
        "protocol": "TCP",
        "connection_limit": -1,
        "method": "SOURCE_IP_PORT",
        "persistence": {"type": "SOURCE_IP"},
    }
    assert found(app(port(**own), UDP, octavia=OVN)) == []


def test_a_broken_option_is_no_missing_one() -> None:
    assert found(app(port(proxy_protocol="v1"), **PRESERVE)) == [
        Problem(f"{OWN}.proxy_protocol", "v1", "is none of PROXY, PROXYV2", "choose one of them")
    ]
