"""A Gateway that Traefik serves leads requests, calls and connections to apps."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.gateways import HTTP, known, stack, whoami
from tests.e2e.ingress import code, curl, named, said
from tests.e2e.ways import Way, environment
from tests.lab.asking import Options
from tests.lab.lab import Lab
from tests.lab.objects import tls_secret
from tests.lab.pki import authority, certificate


@pytest.fixture
def way(lasting_way: Way) -> Way:
    """Traefik stays from test to test."""
    return lasting_way


@pytest.fixture(autouse=True)
def kinds(lab: Lab) -> None:
    """Traefik's images, and the Gateway API's kinds."""
    lab.addon("ingress", "gateway-api")


def test_the_article_answers_by_name_at_both_nodes_and_no_other_name_does(
    lab: Lab, way: Way
) -> None:
    config = environment("gateway")
    (endpoint,) = way.up(config)["influxdb"]
    url = endpoint["url"]
    assert url == "http://influxdb.kube.example.com/ping"
    for address in lab.nodes.values():
        lab.until("204", lambda a=address: code(lab, str(url), at=a) == 204)  # type: ignore[misc]
        assert code(lab, "http://other.kube.example.com/ping", at=address) == 404
        assert code(lab, f"http://{address}/ping", at=address) == 404
    lab.until("a route is told of", lambda: attached(lab) == [1])
    told = status(lab)
    assert [each["value"] for each in told["addresses"]] == [lab.nodes["kubenode01"]]
    assert {c["type"]: c["status"] for c in told["conditions"]}["Programmed"] == "True"


def status(lab: Lab) -> dict[str, Any]:
    """What its controller says of the Gateway."""
    told: dict[str, Any] = json.loads(
        lab.kubectl("-n", "edge", "get", "gateway", "edge", "-o", "json")
    )["status"]
    return told


def attached(lab: Lab) -> list[int]:
    """How many routes each listener took."""
    return [each["attachedRoutes"] for each in status(lab).get("listeners", [])]


def rule(label: str, match: dict[str, Any], **what: Any) -> dict[str, Any]:
    """A rule whose answers tell its name."""
    return {"matches": [match], "response_headers": {"set": {"X-Rule": label}}, **what}


RULES = [
    rule("header", {"headers": [{"name": "X-Ring", "value": "canary"}]}),
    rule("query", {"query": [{"name": "ring", "value": "canary"}]}),
    rule("method", {"method": "DELETE"}),
    rule("exact", {"path": "/exact", "path_type": "Exact"}),
    rule("prefix", {"path": "/prefix"}),
    rule("pattern", {"path": "/v[0-9]+/.*", "path_type": "RegularExpression"}),
    rule("stripped", {"path": "/api"}, rewrite={"path": {"prefix": "/"}}),
    rule("full", {"path": "/full"}, rewrite={"path": {"full": "/else"}, "host": "inner.example"}),
    {
        "matches": [{"path": "/old"}],
        "redirect": {"path": {"prefix": "/new"}, "host": "new.example.com", "status": 307},
    },
    {
        "matches": [{"path": "/headers"}],
        "request_headers": {"set": {"X-Forwarded-Proto": "changed"}},
        "response_headers": {
            "set": {"Content-Type": "text/changed"},
            "add": {"X-Rule": "headers"},
        },
    },
    {"matches": [{"path": "/less"}], "request_headers": {"remove": ["X-Forwarded-Proto"]}},
    rule("rest", {}),
]


def test_rules_choose_by_request_and_change_what_pods_and_clients_see(
    lab: Lab, namespace: str, way: Way
) -> None:
    endpoints = way.up(stack({"rules": whoami(namespace, "rules", rules=RULES)}))["rules"]
    url = f"http://{named('rules')}"
    paths = ["/exact", "/prefix", "/api", "/full", "/headers", "/less", "/ping"]
    assert [e["url"] for e in endpoints] == [f"{url}{path}" for path in paths]

    def chosen(path: str, *args: str) -> str | None:
        return curl(lab, url + path, *args).headers.get("x-rule")

    # A rule may be there before Traefik knows the pods: then its answer is 503.
    lab.until("an answer of the pods", lambda: said(lab, url))
    expected = {
        ("/",): "rest",
        ("/", "-H", "X-Ring: canary"): "header",
        ("/", "-H", "X-Ring: other"): "rest",
        ("/?ring=canary",): "query",
        ("/?ring=other",): "rest",
        ("/", "-X", "DELETE"): "method",
        ("/exact",): "exact",
        ("/exact/ly",): "rest",
        ("/prefix",): "prefix",
        ("/prefix/more",): "prefix",
        ("/prefixed",): "rest",
        ("/v12/more",): "pattern",
        ("/vv/more",): "rest",
        ("/api/more",): "stripped",
        # Longer paths come before headers.
        ("/prefix", "-H", "X-Ring: canary"): "prefix",
    }
    assert {asked: chosen(*asked) for asked in expected} == expected

    seen = {path: said(lab, url + path) for path in ("/api/more", "/api", "/full/more", "/less")}
    assert {path: answer["path"] for path, answer in seen.items()} == {
        "/api/more": "/more",
        "/api": "/",
        "/full/more": "/else",
        "/less": "/less",
    }
    assert (seen["/api"]["host"], seen["/full/more"]["host"]) == (named("rules"), "inner.example")
    assert (seen["/api"]["scheme"], seen["/less"].get("scheme")) == ("http", None)
    changed = curl(lab, f"{url}/headers")
    assert json.loads(changed.body)["scheme"] == "changed"
    headers = changed.headers
    assert (headers["content-type"], headers["x-rule"]) == ("text/changed", "headers")
    sent = curl(lab, f"{url}/old/page?q=1")
    assert (sent.code, sent.headers["location"]) == (307, "http://new.example.com/new/page?q=1")


OWN_TLS = {"TLS_CERT": "/tls/tls.crt", "TLS_KEY": "/tls/tls.key"}


def test_calls_tls_and_connections_reach_the_pods_by_routes_of_their_kinds(
    lab: Lab, namespace: str, tmp_path: Path, way: Way
) -> None:
    ca = authority()
    trust = tmp_path / "ca.crt"
    trust.write_text(ca.certificate)
    lab.apply(tls_secret("own", certificate(ca, named("many"))), namespace=namespace)
    listeners = [
        HTTP,
        {"name": "tls", "port": 9443, "protocol": "TLS", "routes_from": "All"},
        {"name": "tcp", "port": 9000, "protocol": "TCP", "routes_from": "All"},
    ]
    ports = [
        # Said or not: to pods of a GRPCRoute Traefik speaks HTTP/2.
        {"container_port": 9090, "route": "GRPCRoute", "app_protocol": "kubernetes.io/h2c"},
        {"container_port": 8443, "route": "TLSRoute", "app_protocol": "https"},
        {"container_port": 9000, "route": "TCPRoute"},
    ]
    called = {"service": "grpc.health.v1.Health", "method": "Check"}
    many = whoami(
        namespace,
        "many",
        ports=ports,
        grpc_rules=[{"matches": [called]}],
        env={"GRPC_PORT": "9090", "TLS_PORT": "8443", "TCP_PORT": "9000", **OWN_TLS},
        volumes=[{"name": "tls", "mount_path": "/tls", "secret": "own", "read_only": True}],
    )
    other = whoami(
        namespace,
        "other",
        ports=ports[:1],
        env={"GRPC_PORT": "9090"},
        grpc_rules=[{"matches": [{"service": "example.Other"}]}],
    )
    endpoints = way.up(stack({"many": many, "other": other}, listeners, tcp_ports=[9000, 9443]))
    shown = [(e["protocol"], e["host"], e["port"]) for e in endpoints["many"]]
    assert shown == [("TCP", named("many"), port) for port in (80, 9443, 9000)]

    options: Options = {"resolve": known(lab, "many", "other"), "cacert": trust}
    reply = lab.until("gRPC", lambda: lab.grpc(f"{named('many')}:80", **options))
    assert (reply.said["status"], reply.said["pod"].partition("-")[0]) == ("SERVING", "many")
    assert not lab.grpc(f"{named('other')}:80", **options)

    to = f"{named('many')}:9443"
    answered = lab.until("TLS", lambda: lab.websocket(f"wss://{to}/ws", "hello", **options))
    assert (answered.said["payload"], answered.said["server_name"]) == ("hello", named("many"))
    certified = lab.certificate(to, **options)
    assert (certified.said["names"], certified.said["trusted"]) == ([named("many")], True)
    assert not lab.websocket(f"wss://{named('other')}:9443/ws", "hello", **options)

    line = lab.until("a line", lambda: lab.tcp(f"{lab.nodes['kubenode02']}:9000", "hello"))
    assert (line.said["payload"], line.said["pod"].partition("-")[0]) == ("hello", "many")


def test_versions_get_their_share_by_weight(lab: Lab, namespace: str, way: Way) -> None:
    backends: list[dict[str, Any]] = [
        {"weight": 90},
        {"weight": 10, "service": {"name": "shop-next", "port": 8080}},
    ]
    apps = {
        "shop": whoami(namespace, "shop", rules=[{"backends": backends}]),
        "shop-next": whoami(namespace, "next", image="whoami:2"),
    }
    way.up(stack(apps))
    lab.until("the next one", lambda: said(lab, f"http://{named('next')}/").get("version") == "2")
    url, names = f"http://{named('shop')}/", known(lab, "shop")
    lab.until("an answer", lambda: lab.load(url, requests=20, resolve=names).codes == {200: 20})
    seen = lab.load(url, requests=2000, workers=4, resolve=names)
    assert seen.codes == {200: 2000}, seen
    assert abs(seen.versions["2"] / 2000 - 0.10) <= 0.03, seen.versions

    backends[0]["weight"], backends[1]["weight"] = 0, 1
    way.up(stack(apps))

    def only_next() -> bool:
        return set(lab.load(url, requests=20, resolve=names).versions) == {"2"}

    lab.until("the next one alone", only_next)
    assert lab.load(url, requests=200, resolve=names).versions == {"2": 200}
