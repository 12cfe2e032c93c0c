"""What Contour is told of an app."""

from typing import Any

import pytest

from exposure_components.controllers.crds import custom_resource_definitions
from exposure_components.ingress.dialects.contour import CONTOUR
from exposure_components.objects.labels import Manifest
from exposure_components.strategies.ingress import INGRESS
from tests.pure.apps import Later, app, exposed, problem_lines

CONTROLLER = {"class_name": "contour", "dialect": "contour"}
HOST = "influxdb.kube.example.com"
LABELS = {"app.kubernetes.io/name": "influxdb", "exposure-components/app": "influxdb"}
PEM = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n"
SECRET = {"secret_name": "influxdb-cert"}


def args(**more: Any) -> dict[str, Any]:
    """An app behind Contour."""
    return app(**{"controller": CONTROLLER, "hosts": [HOST], **more})


def port(**more: Any) -> list[dict[str, Any]]:
    """One port of an app."""
    return [{"container_port": 8086, **more}]


def problems(**more: Any) -> list[str]:
    """What is wrong with it."""
    return problem_lines(args(**more), INGRESS)


def routing(**more: Any) -> list[Manifest]:
    """What leads to the app's Service, and what that needs."""
    kinds = ("Certificate", "HTTPProxy", "Ingress", "Secret")
    return [o for o in exposed(args(**more), INGRESS).objects if o["kind"] in kinds]


def proxy(**more: Any) -> Manifest:
    """Spec of its only HTTPProxy."""
    (found,) = [o for o in routing(**more) if o["kind"] == "HTTPProxy"]
    spec: Manifest = found["spec"]
    return spec


def route(**more: Any) -> Manifest:
    """The only route of its only HTTPProxy."""
    (found,) = proxy(**more)["routes"]
    return dict(found)


def annotations(**more: Any) -> Manifest:
    """Those of its Service."""
    (found,) = [o for o in exposed(args(**more), INGRESS).objects if o["kind"] == "Service"]
    said: Manifest = found["metadata"]["annotations"]
    return said


def warnings(**more: Any) -> list[str]:
    """Of the app."""
    return list(exposed(args(**more), INGRESS).warnings)


def test_an_app_without_special_wishes_gets_an_ingress_alone() -> None:
    assert routing() == [
        {
            "apiVersion": "networking.k8s.io/v1",
            "kind": "Ingress",
            "metadata": {
                "name": "influxdb",
                "labels": LABELS,
                "annotations": {"pulumi.com/skipAwait": "true"},
            },
            "spec": {
                "ingressClassName": "contour",
                "rules": [
                    {
                        "host": HOST,
                        "http": {
                            "paths": [
                                {
                                    "path": "/",
                                    "pathType": "Prefix",
                                    "backend": {
                                        "service": {
                                            "name": "influxdb",
                                            "port": {"name": "tcp-8086"},
                                        }
                                    },
                                }
                            ]
                        },
                    }
                ],
            },
        }
    ]


def test_redirect_response_timeout_and_websockets_are_annotations_of_the_ingress() -> None:
    (made,) = routing(
        tls=SECRET,
        timeouts={"response": 90},
        ports=[
            {"container_port": 8086},
            {"container_port": 8087, "backend_protocol": "WebSocket"},
        ],
        paths=[
            {"path": "/"},
            {"path": "/live", "port": 8087},
            {"path": "/more", "port": 8087, "type": "Exact"},
        ],
    )
    assert made["kind"] == "Ingress"
    assert made["metadata"]["annotations"] == {
        "pulumi.com/skipAwait": "true",
        "ingress.kubernetes.io/force-ssl-redirect": "true",
        "projectcontour.io/response-timeout": "90s",
        "projectcontour.io/websocket-routes": "/live,/more",
    }
    assert made["spec"]["tls"] == [{"hosts": [HOST], "secretName": "influxdb-cert"}]


def test_without_a_redirect_requests_without_tls_are_answered() -> None:
    (made,) = routing(tls={**SECRET, "redirect": False})
    assert made["metadata"]["annotations"] == {"pulumi.com/skipAwait": "true"}


def test_the_service_says_what_the_pods_speak_port_by_port() -> None:
    said = annotations(
        ports=[
            {"container_port": 8081, "backend_protocol": "H2C", "name": "two"},
            {"container_port": 8082, "backend_protocol": "GRPC"},
            {"container_port": 8083, "backend_protocol": "HTTPS"},
            {"container_port": 8084, "backend_protocol": "GRPCS"},
            {"container_port": 8085},
        ],
        backend_tls={"insecure": True},
    )
    assert said == {
        "pulumi.com/skipAwait": "true",
        "projectcontour.io/upstream-protocol.h2c": "two,tcp-8082",
        "projectcontour.io/upstream-protocol.tls": "tcp-8083",
        "projectcontour.io/upstream-protocol.h2": "tcp-8084",
    }


def test_what_passes_through_is_not_encrypted_once_more() -> None:
    said = annotations(tls={"passthrough": True}, ports=port(backend_protocol="HTTPS"))
    assert said == {"pulumi.com/skipAwait": "true"}


def test_what_an_ingress_cannot_say_is_an_http_proxy_for_each_host() -> None:
    made = routing(
        hosts=["Influxdb.kube.example.com", "*.influxdb.kube.example.com"],
        sticky_cookie={},
        namespace={"name": "databases"},
    )
    spec = {
        "routes": [
            {
                "conditions": [{"prefix": "/"}],
                "services": [{"name": "influxdb", "port": 8086}],
                "loadBalancerPolicy": {"strategy": "Cookie"},
                "cookieRewritePolicies": [
                    {"name": "X-Contour-Session-Affinity", "secure": False, "sameSite": "Lax"}
                ],
            }
        ]
    }
    assert made == [
        {
            "apiVersion": "projectcontour.io/v1",
            "kind": "HTTPProxy",
            "metadata": {
                "name": f"influxdb-{name}",
                "namespace": "databases",
                "labels": LABELS,
                "annotations": {"kubernetes.io/ingress.class": "contour"},
            },
            "spec": {"virtualhost": {"fqdn": fqdn}, **spec},
        }
        for name, fqdn in (
            (HOST, HOST),
            ("any.influxdb.kube.example.com", "*.influxdb.kube.example.com"),
        )
    ]


@pytest.mark.parametrize(
    ("more", "owned"),
    [
        ({}, False),
        ({"tls": SECRET, "timeouts": {"response": 9}}, False),
        ({"sticky_cookie": {}}, True),
        ({"timeouts": {"idle": 9}}, True),
        ({"allowed_cidrs": ["10.0.0.0/8"]}, True),
        ({"rate_limit": {"requests": 9, "scope": "host"}}, True),
        ({"tls": {**SECRET, "hsts": {"max_age": 9}}}, True),
        ({"tls": {"passthrough": True}}, True),
    ],
    ids=str,
)
def test_a_host_of_an_http_proxy_is_the_apps_alone(more: dict[str, Any], owned: bool) -> None:
    assert CONTOUR.owns_hosts(args(**more)) is owned
    assert ("HTTPProxy" in {o["kind"] for o in routing(**more)}) is owned


def test_an_http_proxy_keeps_to_the_schema() -> None:
    definition = next(
        d
        for d in custom_resource_definitions("contour")
        if d["spec"]["names"]["kind"] == "HTTPProxy"
    )
    (version,) = definition["spec"]["versions"]
    schema = version["schema"]["openAPIV3Schema"]["properties"]["spec"]
    for spec in (
        proxy(tls={"passthrough": True}),
        proxy(
            tls={**SECRET, "redirect": False, "hsts": {"max_age": 9}},
            sticky_cookie={},
            timeouts={"idle": 9, "response": 9},
            allowed_cidrs=["10.0.0.0/8"],
            rate_limit={"requests": 9, "scope": "host", "burst": 9},
            backend_tls={"ca": PEM, "server_name": "influxdb"},
            ports=port(backend_protocol="HTTPS"),
        ),
    ):
        assert unknown(spec, schema, "spec") == []


def test_a_path_has_what_is_below_it_and_not_what_begins_alike() -> None:
    made = proxy(
        sticky_cookie={},
        paths=[
            {"path": "/write/"},
            {"path": "/query", "type": "Exact"},
            {"path": "/v[12]", "type": "ImplementationSpecific"},
            {"path": "/deb", "type": "ImplementationSpecific"},
            {"path": "", "type": "ImplementationSpecific"},
        ],
    )
    assert [r.get("conditions") for r in made["routes"]] == [
        [{"exact": "/write"}],
        [{"prefix": "/write/"}],
        [{"exact": "/query"}],
        [{"regex": "/v[12]"}],
        [{"prefix": "/deb"}],
        None,
    ]


def test_a_sticky_cookie_is_for_https_alone_where_the_app_is() -> None:
    (said,) = route(tls=SECRET, sticky_cookie={"same_site": "Strict"})["cookieRewritePolicies"]
    assert said == {"name": "X-Contour-Session-Affinity", "secure": True, "sameSite": "Strict"}


def test_tls_names_its_secret_and_redirects_unless_told_otherwise() -> None:
    made = proxy(tls=SECRET, sticky_cookie={})
    assert made["virtualhost"] == {"fqdn": HOST, "tls": {"secretName": "influxdb-cert"}}
    assert "permitInsecure" not in made["routes"][0]
    assert route(tls={**SECRET, "redirect": False}, sticky_cookie={})["permitInsecure"] is True


def test_a_certificate_in_the_args_is_a_secret_before_the_http_proxies() -> None:
    pem = {"certificate": PEM, "private_key": "-----BEGIN PRIVATE KEY-----"}
    made = routing(tls={"certificate": pem}, sticky_cookie={})
    assert [(o["kind"], o["metadata"]["name"]) for o in made] == [
        ("Secret", "influxdb-tls"),
        ("HTTPProxy", f"influxdb-{HOST}"),
    ]
    assert made[1]["spec"]["virtualhost"]["tls"] == {"secretName": "influxdb-tls"}


def test_passthrough_leads_connections_to_the_pods() -> None:
    assert proxy(tls={"passthrough": True}, ports=port(port=443)) == {
        "virtualhost": {"fqdn": HOST, "tls": {"passthrough": True}},
        "tcpproxy": {"services": [{"name": "influxdb", "port": 443}]},
    }


def test_hsts_is_a_header_of_each_answer() -> None:
    hsts = {"max_age": 31536000, "include_subdomains": True, "preload": True}
    assert route(tls={**SECRET, "hsts": hsts})["responseHeadersPolicy"] == {
        "set": [
            {
                "name": "Strict-Transport-Security",
                "value": "max-age=31536000; includeSubDomains; preload",
            }
        ]
    }


def test_timeouts_of_answers_and_of_idle_connections() -> None:
    assert route(timeouts={"response": 90, "idle": 30})["timeoutPolicy"] == {
        "response": "90s",
        "idleConnection": "30s",
    }


def test_clients_are_judged_by_the_address_that_the_balancer_tells() -> None:
    later = Later()
    assert proxy(allowed_cidrs=["10.0.0.0/8", later])["virtualhost"] == {
        "fqdn": HOST,
        "ipAllowPolicy": [
            {"source": "Remote", "cidr": "10.0.0.0/8"},
            {"source": "Remote", "cidr": later},
        ],
    }


def test_a_rate_is_of_the_whole_host() -> None:
    limit = {"requests": 9, "per": "minute", "burst": 3, "scope": "host"}
    assert proxy(rate_limit=limit)["virtualhost"] == {
        "fqdn": HOST,
        "rateLimitPolicy": {"local": {"requests": 9, "unit": "minute", "burst": 3}},
    }
    assert warnings(rate_limit=limit) == [
        "rate_limit: each Envoy counts for itself, so that all together let through as many times "
        "as much"
    ]


def test_pods_are_verified_by_the_authority_in_the_args() -> None:
    given = {
        "ports": port(backend_protocol="HTTPS"),
        "namespace": {"name": "databases"},
        "backend_tls": {"ca": PEM},
    }
    assert route(**given)["services"] == [
        {
            "name": "influxdb",
            "port": 8086,
            "validation": {"caSecret": "influxdb-ca", "subjectName": "influxdb.databases.svc"},
        }
    ]
    (secret,) = [o for o in routing(**given) if o["kind"] == "Secret"]
    assert (secret["metadata"]["name"], secret["stringData"]) == ("influxdb-ca", {"ca.crt": PEM})


def test_a_websocket_may_begin_where_the_app_speaks_it() -> None:
    assert route(sticky_cookie={}, ports=port(backend_protocol="WebSocket"))["enableWebsockets"]
    assert "enableWebsockets" not in route(sticky_cookie={})


def test_calls_of_grpc_end_after_15_seconds_unless_told_otherwise() -> None:
    grpc = port(backend_protocol="GRPC")
    warned = "Envoy ends calls after 15 seconds, gRPC's streams as well: give `timeouts.response`"
    assert warnings(ports=grpc) == [warned]
    assert warnings(ports=grpc, timeouts={"response": 3600}) == []
    assert warnings() == []


def test_a_wildcard_that_passes_through_is_of_any_depth() -> None:
    said = warnings(hosts=["*.kube.example.com", HOST], tls={"passthrough": True})
    assert said == [
        "*.kube.example.com: with passthrough, Contour leads every name below to the app, such as "
        "a.b.kube.example.com"
    ]
    assert warnings(hosts=["*.kube.example.com", HOST], sticky_cookie={}) == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (
            {"tls": {"default_certificate": True}},
            "tls.default_certificate: True is not to be had: Contour has no certificates of its "
            "own for hosts of apps; give the certificate by secret_name, issuer or "
            "certificate",
        ),
        (
            {"sticky_cookie": {"name": "pod"}},
            "sticky_cookie.name: pod is not to be had: Contour has no names for sticky cookies; "
            "leave it out: the cookie is called X-Contour-Session-Affinity",
        ),
        (
            {"sticky_cookie": {"max_age": 60}},
            "sticky_cookie.max_age: 60 is not to be had: Contour has no ages for sticky cookies; "
            "leave it out: the cookie lasts until the browser is closed",
        ),
        (
            {"sticky_cookie": {"http_only": False}},
            "sticky_cookie.http_only: False is not to be had: Contour has no say in whether "
            "scripts read sticky cookies; leave it out: no script reads the cookie",
        ),
        (
            {"timeouts": {"connect": 3}},
            "timeouts.connect: 3 is not to be had: Contour has no timeouts for connections to "
            "pods; leave it out, or set timeouts.connect-timeout in Contour's own config",
        ),
        (
            {"max_body_size": 1000},
            "max_body_size: is not to be had: Contour has no limits for bodies; leave it to the "
            "app, or choose a controller that has it, such as Traefik",
        ),
        (
            {"rate_limit": {"requests": 9}},
            "rate_limit.scope: is not to be had: Contour has no rate limits for each client; "
            "choose scope host, or a controller that has it, such as Traefik",
        ),
        (
            {"basic_auth": {"secret_name": "users"}},
            "basic_auth: is not to be had: Contour has no basic authentication; leave it to the "
            "app, or choose a controller that has it, such as Traefik",
        ),
        (
            {"forward_to": "service"},
            "forward_to: service is not to be had: Contour has no requests that go to the "
            "Service; leave it out: requests go straight to the pods",
        ),
        (
            {
                "controller": {**CONTROLLER, "tcp_ports": [5432]},
                "ports": [{"container_port": 8086}, {"container_port": 5432, "entry_port": 5432}],
            },
            "ports[1].entry_port: 5432 is not to be had: Contour has no TCP ports; use a strategy "
            "that passes packets on, such as NodePortApp; TLS can be passed on by "
            "`tls.passthrough`",
        ),
        (
            {"hosts": None, "sticky_cookie": {}, "timeouts": {"idle": 3}},
            "hosts: is missing: Contour has sticky_cookie, timeouts.idle for one host at a time; "
            "name the `hosts`",
        ),
        (
            {"tls": SECRET, "controller": {**CONTROLLER, "http_port": 81, "https_port": 444}},
            "tls.redirect: would lead astray: Contour cannot redirect from port 81 to 444; set it "
            "to false, or use ports 80 and 443",
        ),
        (
            {"tls": {"passthrough": True}, "allowed_cidrs": ["10.0.0.0/8"]},
            "allowed_cidrs: would let everybody in: Contour judges requests, which passthrough "
            "leaves encrypted; drop one of both",
        ),
        (
            {"ports": port(backend_protocol="GRPCS")},
            "ports[0].backend_protocol: GRPCS would go to whoever answers: Contour verifies pods "
            "by `backend_tls.ca` alone; give it, or say `backend_tls.insecure`",
        ),
        (
            {"ports": port(backend_protocol="HTTPS"), "backend_tls": {"ca": PEM}},
            "namespace.name: is missing: it is part of the name that the pods' certificates are "
            "for; name the namespace of the app, or give `backend_tls.server_name`",
        ),
        (
            {"ports": port(backend_protocol="GRPC", app_protocol="http")},
            "ports[0].app_protocol: http is believed before `backend_protocol`, and says something "
            "else to Contour; leave it out",
        ),
        (
            {"ports": port(app_protocol="https"), "tls": {"passthrough": True}},
            "ports[0].app_protocol: https is believed before `backend_protocol`, and says "
            "something else to Contour; leave it out",
        ),
        (
            {"ports": port(backend_protocol="WebSocket"), "paths": [{"path": "/a,b"}]},
            "paths[0].path: /a,b has a comma, by which Contour tells the paths of WebSockets "
            "apart; drop it, or choose another path",
        ),
    ],
    ids=lambda value: value.partition(":")[0] if isinstance(value, str) else "",
)
def test_what_contour_cannot_do_is_refused(more: dict[str, Any], said: str) -> None:
    given = {key: value for key, value in args(**more).items() if value is not None}
    assert problem_lines(given, INGRESS) == [said]


@pytest.mark.parametrize(
    "more",
    [
        {"ports": port(backend_protocol="HTTPS"), "backend_tls": {"insecure": True}},
        {"ports": port(backend_protocol="HTTPS"), "tls": {"passthrough": True}},
        {"ports": port(backend_protocol="H2C", app_protocol="kubernetes.io/h2c")},
        {"ports": port(app_protocol="http")},
        {"tls": {"passthrough": True}, "controller": {**CONTROLLER, "https_port": 444}},
        {
            "tls": {**SECRET, "redirect": False},
            "controller": {**CONTROLLER, "https_port": 444},
        },
        {
            "ports": port(backend_protocol="WebSocket"),
            "paths": [{"path": "/a,b"}],
            "sticky_cookie": {"secure": False},
        },
        {"forward_to": "pods"},
        {"hosts": ["*.kube.example.com"], "tls": {"passthrough": True}},
        {"paths": [{"path": "/v[12]", "type": "ImplementationSpecific"}]},
        {"rate_limit": {"requests": 9, "scope": "host"}},
    ],
    ids=str,
)
def test_what_contour_can_do_is_not_refused(more: dict[str, Any]) -> None:
    assert problems(**more) == []


def unknown(value: Any, schema: dict[str, Any], at: str) -> list[str]:
    """Fields that a schema does not have, or lacks, or has another type for."""
    kinds = {"array": list, "boolean": bool, "integer": int, "object": dict, "string": str}
    if not isinstance(value, kinds[schema["type"]]):
        return [f"{at}: no {schema['type']}"]
    if "enum" in schema and value not in schema["enum"]:
        return [f"{at}: {value}"]
    if isinstance(value, list):
        return [
            said
            for i, item in enumerate(value)
            for said in unknown(item, schema["items"], f"{at}[{i}]")
        ]
    if not isinstance(value, dict):
        return []
    missing = [f"{at}.{key}: missing" for key in schema.get("required", ()) if key not in value]
    return missing + [
        said
        for key, item in value.items()
        for said in (
            unknown(item, schema["properties"][key], f"{at}.{key}")
            if key in schema["properties"]
            else [f"{at}.{key}: unknown"]
        )
    ]
