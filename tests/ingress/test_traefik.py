"""What Traefik is told of an app."""

from typing import Any

import pytest

from exposure_components.objects.labels import Manifest
from tests.ingress.apps import (
    ANY_HOST,
    HOST,
    OTHER_HOST,
    PEM,
    SECRET,
    exposure,
    of_kind,
    port,
    problems,
    routing,
    said_of,
    warnings,
)

ROUTER = "traefik.ingress.kubernetes.io/router"
SERVICE = "traefik.ingress.kubernetes.io/service"


def made(**more: Any) -> list[Manifest]:
    """What leads to the Service."""
    return routing("traefik", **more)


def own(**more: Any) -> dict[tuple[str, str], Manifest]:
    """Specs of Traefik's own objects, by kind and suffix."""
    return {
        (o["kind"], o["metadata"]["name"].removeprefix("influxdb")): o["spec"]
        for o in made(**more)
        if o["apiVersion"] == "traefik.io/v1alpha1"
    }


def routers(**more: Any) -> dict[str, Manifest]:
    """Annotations of the Ingresses, without what all share, by suffix."""
    return {
        o["metadata"]["name"].removeprefix("influxdb"): {
            key.removeprefix(f"{ROUTER}."): value for key, value in said_of(o).items()
        }
        for o in made(**more)
        if o["kind"] == "Ingress"
    }


def service(**more: Any) -> Manifest:
    """Annotations of the Service, without what all share."""
    found = of_kind("Service", list(exposure("traefik", **more).objects))
    return {key.removeprefix(f"{SERVICE}."): value for key, value in said_of(found).items()}


def named(*suffixes: str) -> str:
    """Middlewares as an Ingress names them."""
    return ",".join(f"databases-influxdb{suffix}@kubernetescrd" for suffix in suffixes)


def test_without_wishes_an_ingress_for_http_is_all() -> None:
    assert routers() == {"": {"entrypoints": "web"}}
    assert own() == {}
    assert service() == {}


def test_tls_has_a_router_of_its_own_and_http_is_redirected_to_it() -> None:
    assert routers(tls=SECRET) == {
        "": {"entrypoints": "websecure", "tls": "true"},
        "-http": {"entrypoints": "web", "middlewares": named("-redirect")},
    }
    assert own(tls=SECRET) == {
        ("Middleware", "-redirect"): {
            "redirectScheme": {"scheme": "https", "permanent": True, "port": "443"}
        }
    }
    secure, plain = (o["spec"] for o in made(tls=SECRET) if o["kind"] == "Ingress")
    assert secure["tls"] == [{"hosts": [HOST], "secretName": "influxdb-cert"}]
    assert plain == {"rules": secure["rules"]}


def test_a_redirect_leads_to_the_port_of_the_controller() -> None:
    found = own(tls=SECRET, controller={"https_port": 8443})[("Middleware", "-redirect")]
    assert found["redirectScheme"]["port"] == "8443"


def test_without_a_redirect_both_routers_do_the_same() -> None:
    given = {"tls": {**SECRET, "redirect": False}, "max_body_size": 1}
    assert routers(**given) == {
        "": {"entrypoints": "websecure", "tls": "true", "middlewares": named("-body")},
        "-http": {"entrypoints": "web", "middlewares": named("-body")},
    }


def test_the_controllers_own_certificate_is_named_by_none() -> None:
    first = of_kind("Ingress", made(tls={"default_certificate": True, "redirect": False})[:1])
    assert first["spec"]["tls"] == [{"hosts": [HOST]}]


@pytest.mark.parametrize(
    ("more", "suffix", "spec"),
    [
        (
            {"allowed_cidrs": ["10.0.0.0/8", "fe80::/10"]},
            "-allowed",
            {"ipAllowList": {"sourceRange": ["10.0.0.0/8", "fe80::/10"]}},
        ),
        (
            {"rate_limit": {"requests": 5}},
            "-rate",
            {"rateLimit": {"average": 5, "period": "1s"}},
        ),
        (
            {"rate_limit": {"requests": 5, "per": "hour", "burst": 9, "scope": "host"}},
            "-rate",
            {
                "rateLimit": {
                    "average": 5,
                    "period": "1h",
                    "burst": 9,
                    "sourceCriterion": {"requestHost": True},
                }
            },
        ),
        (
            {"rate_limit": {"requests": 5, "per": "minute", "scope": "client"}},
            "-rate",
            {"rateLimit": {"average": 5, "period": "1m"}},
        ),
        (
            {"basic_auth": {"secret_name": "users", "realm": "lab"}},
            "-auth",
            {"basicAuth": {"secret": "users", "realm": "lab"}},
        ),
        ({"max_body_size": 1024}, "-body", {"buffering": {"maxRequestBodyBytes": 1024}}),
    ],
    ids=["CIDRs", "rate", "rate of a host", "rate of a client", "auth", "body"],
)
def test_a_word_is_a_middleware_on_the_way(more: Any, suffix: str, spec: Manifest) -> None:
    assert own(**more) == {("Middleware", suffix): spec}
    assert routers(**more) == {"": {"entrypoints": "web", "middlewares": named(suffix)}}


def test_hsts_is_said_by_https_alone() -> None:
    given = {"tls": {**SECRET, "hsts": {"max_age": 60, "include_subdomains": True}}}
    assert own(**given)[("Middleware", "-hsts")] == {
        "headers": {"stsSeconds": 60, "stsIncludeSubdomains": True}
    }
    assert routers(**given) == {
        "": {"entrypoints": "websecure", "tls": "true", "middlewares": named("-hsts")},
        "-http": {"entrypoints": "web", "middlewares": named("-redirect")},
    }


def test_strangers_are_turned_away_before_they_are_asked_who_they_are() -> None:
    every = {
        "allowed_cidrs": ["10.0.0.0/8"],
        "rate_limit": {"requests": 1},
        "basic_auth": {"secret_name": "a"},
        "max_body_size": 1,
        "tls": {**SECRET, "hsts": {"max_age": 1}},
    }
    chain = named("-allowed", "-rate", "-auth", "-hsts", "-body")
    assert routers(**every)[""]["middlewares"] == chain


def test_timeouts_are_a_transport_that_the_service_names() -> None:
    given = {"timeouts": {"connect": 3, "response": 60, "idle": 90}}
    assert own(**given) == {
        ("ServersTransport", "-transport"): {
            "forwardingTimeouts": {
                "dialTimeout": "3s",
                "responseHeaderTimeout": "60s",
                "idleConnTimeout": "90s",
            }
        }
    }
    assert service(**given) == {"serverstransport": named("-transport")}


@pytest.mark.parametrize(
    ("protocol", "scheme"),
    [("HTTPS", "https"), ("GRPCS", "https"), ("H2C", "h2c"), ("GRPC", "h2c")],
)
def test_what_the_pods_speak_is_said_at_the_service(protocol: str, scheme: str) -> None:
    assert service(ports=port(backend_protocol=protocol))["serversscheme"] == scheme


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"container_port": 443}, "http"),
        ({"container_port": 8443, "port": 443}, "http"),
        ({"container_port": 443, "port": 80}, None),
        ({"container_port": 8086, "name": "https-api"}, "http"),
        ({"container_port": 8086, "name": "api-https"}, None),
        ({"container_port": 443, "backend_protocol": "WebSocket"}, "http"),
        ({"container_port": 443, "backend_protocol": "HTTPS"}, "https"),
        ({"container_port": 443, "backend_protocol": "GRPC"}, "h2c"),
    ],
    ids=str,
)
def test_traefik_is_told_what_it_would_not_guess(given: Any, expected: str | None) -> None:
    assert service(ports=[given]).get("serversscheme") == expected


def test_no_scheme_is_told_where_nothing_is_asked_by_http() -> None:
    ports = [{"container_port": 443, "entry_port": 2222}]
    assert service(ports=ports, controller={"tcp_ports": [2222]}) == {}


@pytest.mark.parametrize("protocol", ["HTTP", "WebSocket"])
def test_http_needs_no_word(protocol: str) -> None:
    assert service(ports=port(backend_protocol=protocol)) == {}


@pytest.mark.parametrize(
    ("tls", "spec"),
    [
        ({}, {"serverName": "influxdb.databases.svc"}),
        (
            {"ca": PEM},
            {"serverName": "influxdb.databases.svc", "rootCAs": [{"secret": "influxdb-ca"}]},
        ),
        ({"server_name": "pods.example.com"}, {"serverName": "pods.example.com"}),
        ({"insecure": True}, {"insecureSkipVerify": True}),
    ],
    ids=["whom it trusts", "authority", "name", "everybody"],
)
def test_pods_are_verified_as_they_are_told_to_be(tls: Any, spec: Manifest) -> None:
    given = {"ports": port(backend_protocol="HTTPS"), "backend_tls": tls}
    assert own(**given) == {("ServersTransport", "-transport"): spec}
    assert service(**given)["serverstransport"] == named("-transport")


def test_an_authority_is_a_secret() -> None:
    secret = of_kind("Secret", made(ports=port(backend_protocol="HTTPS"), backend_tls={"ca": PEM}))
    assert secret["metadata"]["name"] == "influxdb-ca"
    assert (secret["type"], secret["stringData"]) == ("Opaque", {"ca.crt": PEM})


def test_a_cookie_is_said_at_the_service() -> None:
    assert service(sticky_cookie={}) == {
        "sticky.cookie": "true",
        "sticky.cookie.secure": "false",
        "sticky.cookie.httponly": "true",
        "sticky.cookie.samesite": "lax",
    }
    every = {
        "name": "stick",
        "max_age": 60,
        "secure": True,
        "http_only": False,
        "same_site": "None",
    }
    assert service(sticky_cookie=every, tls=SECRET) == {
        "sticky.cookie": "true",
        "sticky.cookie.name": "stick",
        "sticky.cookie.maxage": "60",
        "sticky.cookie.secure": "true",
        "sticky.cookie.httponly": "false",
        "sticky.cookie.samesite": "none",
    }


def test_requests_go_to_the_service_if_asked() -> None:
    assert service(forward_to="service") == {"nativelb": "true"}
    assert service(forward_to="pods") == {}


def test_tls_passes_through_to_the_first_port() -> None:
    given = {"tls": {"passthrough": True}, "hosts": [HOST, ANY_HOST]}
    assert routers(**given) == {}
    assert own(**given) == {
        ("IngressRouteTCP", ""): {
            "entryPoints": ["websecure"],
            "routes": [
                {
                    "match": f"HostSNI(`{HOST}`)",
                    "services": [{"name": "influxdb", "port": 8086}],
                },
                # The longest rule would be first, and that is the wildcard's.
                {
                    "match": r"HostSNIRegexp(`^[^.]+\.kube\.example\.com$`)",
                    "priority": -1,
                    "services": [{"name": "influxdb", "port": 8086}],
                },
            ],
            "tls": {"passthrough": True},
        }
    }


def test_ports_are_passed_on_at_entry_points_of_their_own() -> None:
    ports = [
        {"container_port": 22, "port": 2022, "entry_port": 2222},
        {"container_port": 53, "protocol": "UDP", "entry_port": 5353},
    ]
    known = {"tcp_ports": [2222], "udp_ports": [5353]}
    assert own(ports=ports, controller=known, forward_to="service") == {
        ("IngressRouteTCP", "-tcp-2222"): {
            "entryPoints": ["tcp-2222"],
            "routes": [
                {
                    "match": "HostSNI(`*`)",
                    "services": [{"name": "influxdb", "port": 2022, "nativeLB": True}],
                }
            ],
        },
        ("IngressRouteUDP", "-udp-5353"): {
            "entryPoints": ["udp-5353"],
            "routes": [{"services": [{"name": "influxdb", "port": 53, "nativeLB": True}]}],
        },
    }
    assert routers(ports=ports, controller=known) == {}


def test_connections_are_let_in_by_their_address() -> None:
    given = {
        "ports": [*port(), {"container_port": 22, "entry_port": 2222}],
        "controller": {"tcp_ports": [2222]},
        "allowed_cidrs": ["10.0.0.0/8"],
    }
    found = own(**given)
    allowed = {"ipAllowList": {"sourceRange": ["10.0.0.0/8"]}}
    assert found[("MiddlewareTCP", "-allowed")] == allowed
    assert found[("Middleware", "-allowed")] == allowed
    (route,) = found[("IngressRouteTCP", "-tcp-2222")]["routes"]
    assert route["middlewares"] == [{"name": "influxdb-allowed"}]


def test_datagrams_are_let_in_by_nobody() -> None:
    ports = [*port(), {"container_port": 53, "protocol": "UDP", "entry_port": 5353}]
    controller = {"udp_ports": [5353]}
    assert problems(
        "traefik", ports=ports, controller=controller, allowed_cidrs=["10.0.0.0/8"]
    ) == [
        "ports[1].entry_port: 5353 would let everybody in: Traefik has no allow list for UDP; drop "
        "one of both"
    ]


def test_all_ports_of_an_app_speak_one_protocol() -> None:
    ports = [*port(backend_protocol="HTTPS"), {"container_port": 80}]
    assert problems("traefik", ports=ports) == [
        "ports[0].backend_protocol: HTTPS differs from another port's: Traefik asks all ports of a "
        "Service in one way; make the other port an app of its own"
    ]
    alike = [*port(backend_protocol="GRPC"), {"container_port": 80, "backend_protocol": "H2C"}]
    assert problems("traefik", ports=alike) == []


@pytest.mark.parametrize(
    ("more", "asking"),
    [
        ({"tls": SECRET}, "tls"),
        ({"allowed_cidrs": ["10.0.0.0/8"]}, "allowed_cidrs"),
        ({"basic_auth": {"secret_name": "a"}}, "basic_auth"),
        ({"max_body_size": 1}, "max_body_size"),
        ({"rate_limit": {"requests": 1}}, "rate_limit"),
        ({"timeouts": {"connect": 1}}, "timeouts"),
        ({"ports": port(backend_protocol="HTTPS")}, "ports[0].backend_protocol"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_traefik_finds_its_objects_by_their_namespace(more: Any, asking: str) -> None:
    assert problems("traefik", namespace=None, **more) == [
        f"namespace.name: is missing: Traefik finds what {asking} asks for by its namespace; name "
        "the namespace of the app"
    ]
    created = {"namespace": {"create": True}}
    assert problems("traefik", **created, **more) == []


def test_without_wishes_the_namespace_is_the_providers() -> None:
    quiet: dict[str, Any] = {"tls": {**SECRET, "redirect": False}, "sticky_cookie": {}}
    assert problems("traefik", namespace=None, **quiet) == []
    assert problems("traefik", namespace=None, tls={"passthrough": True}) == []


def test_an_object_says_who_reads_it() -> None:
    controller = {"class_name": "edge", "ready": "edge-7"}
    found = of_kind("Middleware", made(controller=controller, max_body_size=1))
    assert found["metadata"]["annotations"] == {"kubernetes.io/ingress.class": "edge-7"}


def test_a_host_more_changes_no_other_object() -> None:
    before = made(max_body_size=1, tls={**SECRET, "hsts": {"max_age": 1}})
    after = made(max_body_size=1, tls={**SECRET, "hsts": {"max_age": 1}}, hosts=[HOST, OTHER_HOST])
    changed = [o["kind"] for o, p in zip(before, after, strict=True) if o != p]
    assert changed == ["Ingress", "Ingress"]


def order(**more: Any) -> dict[str, tuple[list[Any], list[str], str | None]]:
    """Hosts, paths and priority of each Ingress, by suffix; None is the length of its rule."""
    return {
        o["metadata"]["name"].removeprefix("influxdb"): (
            [rule.get("host") for rule in o["spec"]["rules"]],
            [path["path"] for path in o["spec"]["rules"][0]["http"]["paths"]],
            said_of(o).get(f"{ROUTER}.priority"),
        )
        for o in made(**more)
        if o["kind"] == "Ingress"
    }


EXACT = {"path": "/ping", "type": "Exact"}


def test_names_and_prefixes_are_one_ingress_in_traefiks_own_order() -> None:
    paths = [{"path": "/"}, {"path": "/query"}]
    assert order(hosts=[HOST, OTHER_HOST], paths=paths) == {
        "": ([HOST, OTHER_HOST], ["/", "/query"], None)
    }


def test_exact_paths_come_before_prefixes_and_names_before_wildcards() -> None:
    given = {"hosts": [HOST, ANY_HOST], "paths": [{"path": "/"}, EXACT], "tls": SECRET}
    parts = {
        "": ([HOST], ["/"], None),
        "-exact": ([HOST], ["/ping"], "100000"),
        "-wildcard-0": ([ANY_HOST], ["/"], "-100000"),
        "-wildcard-5-exact": ([ANY_HOST], ["/ping"], "-99989"),
    }
    plain = {f"{suffix}-http": part for suffix, part in parts.items()}
    assert order(**given) == parts | plain


def test_an_app_without_a_host_comes_last_and_its_longest_path_first() -> None:
    paths = [{"path": "/"}, {"path": "/query/"}]
    assert order(hosts=None, paths=paths) == {
        "": ([None], ["/"], "-200000"),
        "-any-6": ([None], ["/query/"], "-199988"),
    }


def test_passing_a_wildcard_through_is_warned_of() -> None:
    given = {"tls": {"passthrough": True}, "hosts": [HOST, ANY_HOST]}
    (said,) = warnings("traefik", **given)
    assert said.startswith(f"by TLS, Traefik sends every name of {ANY_HOST} to the app")
    assert warnings("traefik", **{**given, "hosts": [HOST]}) == []


@pytest.mark.parametrize(
    "more",
    [
        {"tls": {"passthrough": True}},
        {
            "ports": [{"container_port": 22, "entry_port": 2222}],
            "controller": {"tcp_ports": [2222]},
        },
    ],
    ids=["passthrough", "entry port"],
)
def test_what_is_all_passed_on_has_no_middleware_for_requests(more: Any) -> None:
    found = own(**more, allowed_cidrs=["10.0.0.0/8"])
    assert {kind for kind, _ in found} == {"MiddlewareTCP", "IngressRouteTCP"}
