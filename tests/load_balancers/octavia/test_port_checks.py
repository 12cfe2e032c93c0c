"""What Octavia refuses of a listener and its pool."""

from typing import Any

import pytest

from exposure_components.problems import Problem
from tests.load_balancers.octavia.apps import (
    CONTAINER,
    NODES,
    TLS,
    UDP,
    app,
    found,
    of_port,
    port,
)

OWN = "ports[0].octavia"
CHANGE = "drop it, or change the listener's protocol"
SCTP = {"container_port": 99, "node_port": 30099, "protocol": "SCTP"}
GOOD: dict[str, dict[str, Any]] = {
    "nothing said": app(),
    "TCP": app(port(protocol="TCP", proxy_protocol="PROXYV2", connection_limit=-1)),
    "HTTPS": app(port(protocol="HTTPS", method="LEAST_CONNECTIONS")),
    "UDP": app(UDP),
    "UDP said twice": app({**UDP, "octavia": {"protocol": "UDP", "connection_limit": 10}}),
    "SCTP": app(SCTP),
    "HTTP": app(
        port(
            protocol="HTTP",
            insert_headers={"X-Forwarded-For": "true", "X-Forwarded-Proto": "false"},
            persistence={"type": "HTTP_COOKIE"},
            redirects=[{"path": "/old", "url": "https://example.com"}, {"prefix": "https://a.b"}],
        )
    ),
    "TLS": app(
        port(
            8443,
            **TLS,
            sni_containers=[CONTAINER],
            persistence={"type": "APP_COOKIE", "cookie_name": "session"},
            redirect_from={"port": 80, "host": "example.com", "code": "308"},
        )
    ),
    "limits": app(
        port(
            timeout_client_data=0,
            timeout_member_connect=24 * 24 * 3600 * 1000,
            timeout_member_data=1,
            timeout_tcp_inspect=1,
            weights={"kubenode01": 0, "kubenode02": 256},
            backup=["kubenode02"],
            persistence={"type": "SOURCE_IP"},
        )
    ),
}


@pytest.mark.parametrize("args", GOOD.values(), ids=GOOD)
def test_a_listener_without_problems(args: dict[str, Any]) -> None:
    assert found(args) == []


@pytest.mark.parametrize("transport", [UDP, SCTP], ids=["UDP", "SCTP"])
def test_a_listener_speaks_the_transport_of_its_port(transport: dict[str, Any]) -> None:
    args = app({**transport, "octavia": {"protocol": "TCP"}}, port())
    rule = f"does not go with a {transport['protocol']} port"
    assert found(args) == [Problem(f"{OWN}.protocol", "TCP", rule, "leave it out")]


@pytest.mark.parametrize("spoken", ["UDP", "SCTP"])
def test_a_tcp_port_has_no_listener_for_another_transport(spoken: str) -> None:
    remedy = f"set the port's `protocol` to {spoken}"
    assert of_port(protocol=spoken) == [
        Problem(f"{OWN}.protocol", spoken, "does not go with a TCP port", remedy)
    ]


def test_tls_that_ends_at_the_balancer_needs_a_certificate() -> None:
    remedy = "give the reference of certificate and key, or use HTTPS to pass TLS on"
    assert of_port(protocol="TERMINATED_HTTPS") == [
        Problem(f"{OWN}.tls_container", None, "is missing", remedy)
    ]


@pytest.mark.parametrize("spoken", ["TCP", "HTTP", "HTTPS"])
def test_certificates_are_for_tls_that_ends_at_the_balancer(spoken: str) -> None:
    own = {
        "tls_container": CONTAINER,
        "sni_containers": [CONTAINER],
        "redirect_from": {"port": 80, "host": "example.com"},
    }
    rule = f"does not go with the protocol {spoken}"
    assert of_port(protocol=spoken, **own) == [
        Problem(f"{OWN}.{key}", None, rule, CHANGE) for key in own
    ]


@pytest.mark.parametrize("spoken", ["TCP", "HTTPS"])
def test_headers_and_redirects_need_requests(spoken: str) -> None:
    own = {"insert_headers": {"X-Forwarded-For": "true"}, "redirects": [{"url": "https://a.b"}]}
    rule = f"does not go with the protocol {spoken}"
    assert of_port(protocol=spoken, **own) == [
        Problem(f"{OWN}.{key}", None, rule, CHANGE) for key in own
    ]


@pytest.mark.parametrize("transport", [UDP, SCTP], ids=["UDP", "SCTP"])
def test_datagrams_have_no_proxy_protocol(transport: dict[str, Any]) -> None:
    rule = f"does not go with the protocol {transport['protocol']}"
    assert found(app({**transport, "octavia": {"proxy_protocol": "PROXY"}})) == [
        Problem(f"{OWN}.proxy_protocol", "PROXY", rule, "drop it")
    ]


def test_a_limit_of_connections_is_a_number_or_none() -> None:
    assert of_port(connection_limit=-2) == [
        Problem(f"{OWN}.connection_limit", -2, "is below -1", "give -1 for no limit")
    ]


@pytest.mark.parametrize(
    "key",
    [
        "timeout_client_data",
        "timeout_member_connect",
        "timeout_member_data",
        "timeout_tcp_inspect",
    ],
)
@pytest.mark.parametrize("number", [-1, 2073600001])
def test_timeouts_are_within_octavias_limits(key: str, number: int) -> None:
    rule = "is outside of 0-2073600000"
    assert of_port(**{key: number}) == [Problem(f"{OWN}.{key}", number, rule, "give milliseconds")]


def test_headers_are_those_that_octavia_knows() -> None:
    headers = {"X-Forwarded-Fo": "true", "X-Forwarded-Port": "yes"}
    assert of_port(protocol="HTTP", insert_headers=headers) == [
        Problem(
            f"{OWN}.insert_headers.X-Forwarded-Fo",
            None,
            "is no header of Octavia's",
            "did you mean X-Forwarded-For?",
        ),
        Problem(
            f"{OWN}.insert_headers.X-Forwarded-Port",
            "yes",
            "is neither true nor false",
            'write "true"',
        ),
    ]


def test_a_header_like_none_that_is_known_gets_all_of_them_told() -> None:
    (problem,) = of_port(protocol="HTTP", insert_headers={"Accept": "true"})
    assert problem == Problem(
        f"{OWN}.insert_headers.Accept",
        None,
        "is no header of Octavia's",
        "known are X-Forwarded-For, X-Forwarded-Port, X-Forwarded-Proto, X-Forwarded-IP, "
        "X-Client-IP, X-Real-IP, X-SSL-Client-Verify, X-SSL-Client-Has-Cert, X-SSL-Client-DN, "
        "X-SSL-Client-CN, X-SSL-Issuer, X-SSL-Client-SHA1, X-SSL-Client-Not-Before, "
        "X-SSL-Client-Not-After",
    )


STICKY = f"{OWN}.persistence"
PERSISTENCE: dict[str, tuple[str, dict[str, str], list[Problem]]] = {
    "a cookie of the balancer's without requests": (
        "TCP",
        {"type": "HTTP_COOKIE"},
        [
            Problem(
                f"{STICKY}.type",
                "HTTP_COOKIE",
                "needs requests, which a TCP listener does not read",
                "use SOURCE_IP, or an HTTP listener",
            )
        ],
    ),
    "a cookie of the app's without requests and name": (
        "HTTPS",
        {"type": "APP_COOKIE"},
        [
            Problem(
                f"{STICKY}.type",
                "APP_COOKIE",
                "needs requests, which a HTTPS listener does not read",
                "use SOURCE_IP, or an HTTP listener",
            ),
            Problem(
                f"{STICKY}.cookie_name", None, "is missing", "name the cookie that the app sets"
            ),
        ],
    ),
    "a name for a cookie of the balancer's": (
        "HTTP",
        {"type": "HTTP_COOKIE", "cookie_name": "session"},
        [Problem(f"{STICKY}.cookie_name", "session", "does not go with HTTP_COOKIE", "drop it")],
    ),
    "a name for no cookie": (
        "TCP",
        {"type": "SOURCE_IP", "cookie_name": "session"},
        [Problem(f"{STICKY}.cookie_name", "session", "does not go with SOURCE_IP", "drop it")],
    ),
    "no name of a cookie": (
        "HTTP",
        {"type": "APP_COOKIE", "cookie_name": "my session"},
        [
            Problem(
                f"{STICKY}.cookie_name", "my session", "is no name of a cookie", "use A-Za-z0-9-_"
            )
        ],
    ),
}


@pytest.mark.parametrize(("spoken", "sticky", "problems"), PERSISTENCE.values(), ids=PERSISTENCE)
def test_clients_are_known_again_by_what_the_listener_sees(
    spoken: str, sticky: dict[str, str], problems: list[Problem]
) -> None:
    assert of_port(protocol=spoken, persistence=sticky) == problems


def test_weights_and_backups_are_of_nodes() -> None:
    own = {"weights": {"kubenode01": 257, "kubenode3": 1}, "backup": ["kubenode02", "other"]}
    assert of_port(**own) == [
        Problem(
            f"{OWN}.weights.kubenode01",
            257,
            "is outside of 0-256",
            "choose one inside; 0 for no new connections",
        ),
        Problem(
            f"{OWN}.weights.kubenode3",
            "kubenode3",
            "is no node of the cluster",
            "did you mean kubenode02?",
        ),
        Problem(
            f"{OWN}.backup[1]",
            "other",
            "is no node of the cluster",
            "known are kubenode01, kubenode02",
        ),
    ]


def test_a_node_that_is_weighed_has_a_text_for_a_name() -> None:
    key = Problem(f"{OWN}.weights.5", 5, "is no text", "quote the key")
    assert of_port(weights={5: 6}) == [key]
    assert of_port(weights={5: 6, "kubenode01": 257}) == [
        key,
        Problem(
            f"{OWN}.weights.kubenode01",
            257,
            "is outside of 0-256",
            "choose one inside; 0 for no new connections",
        ),
    ]


def test_a_redirect_leads_to_one_place() -> None:
    sent = [{}, {"url": "https://a.b", "prefix": "https://a.b"}, {"path": "old", "url": "/new"}]
    assert of_port(protocol="HTTP", redirects=sent) == [
        Problem(f"{OWN}.redirects[0]", None, "has none of url, prefix", "give exactly one"),
        Problem(f"{OWN}.redirects[1]", None, "has url and prefix", "give exactly one"),
        Problem(f"{OWN}.redirects[2].path", "old", "does not start with /", "did you mean /old?"),
    ]


def test_clients_are_sent_from_a_port_that_nothing_listens_on() -> None:
    plain = {"port": 8086, "host": "example.com"}
    args = app(port(8443, **TLS, redirect_from=plain), port())
    at = f"{OWN}.redirect_from.port"
    assert found(args) == [Problem(at, 8086, "is what ports[1] listens on", "choose another")]


def test_a_port_of_datagrams_leaves_its_number_to_redirects() -> None:
    plain = {"port": 53, "host": "example.com"}
    assert found(app(port(8443, **TLS, redirect_from=plain), UDP)) == []


@pytest.mark.parametrize("number", [0, 65536])
def test_clients_are_sent_from_a_port(number: int) -> None:
    plain = {"port": number, "host": "example.com"}
    rule, remedy = "is outside of 1-65535", "choose one inside, such as 80"
    assert of_port(8443, **TLS, redirect_from=plain) == [
        Problem(f"{OWN}.redirect_from.port", number, rule, remedy)
    ]


ZONE = {"designate": {"name": "example.com"}}


@pytest.mark.parametrize(
    "dns",
    [{}, {"dns": {"name": "*.example.com", "zone": ZONE}}],
    ids=["no name", "a wildcard, which is no name"],
)
def test_clients_are_sent_to_a_host(dns: dict[str, Any]) -> None:
    assert found(app(port(8443, **TLS, redirect_from={"port": 80}), **dns)) == [
        Problem(
            f"{OWN}.redirect_from.host",
            None,
            "is missing",
            "give what clients are sent to, or a `dns.name` that is no wildcard",
        )
    ]


@pytest.mark.parametrize(
    ("host", "name"),
    [({}, "a.example.com"), ({"host": "a.example.com"}, "*.example.com")],
    ids=["of the app", "said beside a wildcard"],
)
def test_a_name_is_a_host_to_be_sent_to(host: dict[str, str], name: str) -> None:
    args = app(
        port(8443, **TLS, redirect_from={"port": 80, **host}),
        dns={"name": name, "zone": ZONE},
    )
    assert found(args) == []


def test_what_is_broken_hides_nothing_else() -> None:
    own = {"protocol": "tcp", "connection_limit": -2, "proxy_protocl": "PROXY"}
    assert of_port(**own) == [
        Problem(f"{OWN}.protocol", "tcp", PROTOCOLS, "did you mean TCP?"),
        Problem(f"{OWN}.proxy_protocl", None, "is not known", "did you mean proxy_protocol?"),
        Problem(f"{OWN}.connection_limit", -2, "is below -1", "give -1 for no limit"),
    ]


PROTOCOLS = "is none of TCP, UDP, SCTP, HTTP, HTTPS, TERMINATED_HTTPS"


@pytest.mark.parametrize("own", [1, "TCP", [False], None], ids=repr)
def test_options_that_are_no_mapping_are_one_problem(own: Any) -> None:
    (problem,) = found(app({**UDP, "octavia": own}))
    assert problem.path == OWN


def test_nodes_without_names_are_no_reason_for_more_problems() -> None:
    args = app(port(backup=["kubenode01"]), cluster={"nodes": [{"address": NODES[0]["address"]}]})
    (problem,) = found(args)
    assert problem.path == "cluster.nodes[0].name"
