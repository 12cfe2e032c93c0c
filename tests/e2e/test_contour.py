"""Apps behind Contour that our IngressController runs, asked by name from outside."""

import json
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.ways import Config, Way, environment
from tests.lab.asking import Options
from tests.lab.lab import Answer, Lab
from tests.lab.objects import POLYGLOT, tls_secret
from tests.lab.pki import Pair, authority, certificate

HTTP, HTTPS = 81, 444
"""Other ports than the usual, which the tests of other controllers take."""


@pytest.fixture
def way(lasting_way: Way) -> Way:
    """Contour stays from test to test."""
    return lasting_way


@pytest.fixture(autouse=True)
def images(lab: Lab) -> None:
    """Contour's and Envoy's, on every node."""
    lab.addon("ingress")


@pytest.fixture
def ca() -> Pair:
    """Whom clients believe, and the controller where it is told so."""
    return authority()


@pytest.fixture
def cacert(ca: Pair, tmp_path: Path) -> Path:
    """Its certificate, as a file."""
    file = tmp_path / "ca.crt"
    file.write_text(ca.certificate)
    return file


def stack(apps: Mapping[str, Any], **controller: Any) -> Config:
    """Apps, and Contour on the nodes' own ports."""
    ports = {"http_port": HTTP, "https_port": HTTPS}
    return {
        "cluster": environment("ingress")["cluster"],
        "controllers": {"contour": {"contour": {}, **ports, **controller}},
        "apps": dict(apps),
    }


def whoami(namespace: str, host: str = "who", **args: Any) -> dict[str, Any]:
    """An app in a namespace that is there, which tells who asked it."""
    return {
        "strategy": "IngressApp",
        "controller": "contour",
        "hosts": [named(host)],
        "image": "whoami:1",
        "namespace": {"name": namespace},
        "ports": [{"container_port": 8080}],
        "readiness": {"http_path": "/ping", "period": 1},
        "security": {"run_as_user": 1500},
        **args,
    }


def named(host: str) -> str:
    """A name that leads to the controller."""
    return f"{host}.kube.example.com"


def pem(ca: Pair, host: str) -> dict[str, Any]:
    """TLS with a certificate of the host, and without a redirect: Contour's lead to 443."""
    made = certificate(ca, named(host))
    given = {"certificate": made.certificate, "private_key": made.key}
    return {"certificate": given, "redirect": False}


def url(host: str, path: str = "/", port: int = HTTP) -> str:
    """Of a host behind the controller."""
    return f"http{'s' if port in (HTTPS, 443) else ''}://{named(host)}:{port}{path}"


def ask(lab: Lab, url: str, *args: str, at: str = "", client: str = "client") -> Answer:
    """Ask a node as if every name led there; by default the first."""
    address = at or lab.nodes["kubenode01"]
    return lab.curl(url, "--connect-to", f"::{address}:", *args, client=client)


def said(answer: Answer) -> dict[str, Any]:
    """What whoami told."""
    assert answer.code == 200, answer
    told: dict[str, Any] = json.loads(answer.body)
    return told


def until(lab: Lab, code: int, url: str, *args: str, at: str = "") -> None:
    """Wait for that status."""
    lab.until(f"{code} from {url}", lambda: ask(lab, url, *args, at=at).code == code)


def known(lab: Lab, host: str) -> Options:
    """Where clients other than curl find a host."""
    return {"resolve": {named(host): lab.nodes["kubenode01"]}}


def test_apps_share_a_host_by_path_at_every_node_and_other_names_are_nobodys(
    lab: Lab, namespace: str, way: Way
) -> None:
    apps = {
        "who": whoami(namespace),
        "deeper": whoami(namespace, paths=[{"path": "/deeper"}]),
    }
    endpoints = way.up(stack(apps))
    assert {name: [e["url"] for e in promised] for name, promised in endpoints.items()} == {
        "who": ["http://who.kube.example.com:81/ping"],
        "deeper": ["http://who.kube.example.com:81/deeper"],
    }
    for address in lab.nodes.values():
        for path in ("/", "/deeper"):
            until(lab, 200, url("who", path), at=address)
        assert ask(lab, url("who", "/ping"), at=address).code == 204
        assert said(ask(lab, url("who"), at=address))["pod"].startswith("who-")
        for path in ("/deeper", "/deeper/still"):
            assert said(ask(lab, url("who", path), at=address))["pod"].startswith("deeper-")
        assert said(ask(lab, url("who", "/deepers"), at=address))["pod"].startswith("who-")
        assert ask(lab, url("other"), at=address).code == 404
    # The controller sees its clients, and tells the app.
    assert said(ask(lab, url("who")))["forwarded_for"] == lab.clients["client"]
    addresses = sorted(lab.nodes.values())
    lab.until("addresses", lambda: published(lab, namespace) == [addresses, addresses])
    way.down()
    lab.until("closed ports", lambda: ask(lab, url("who")).code == 0)
    kinds = "crds,clusterroles,clusterrolebindings,ingressclasses"
    left = lab.kubectl("get", kinds, "-o", "name").split()
    assert [n for n in left if n.endswith(("/contour", "/httpproxies.projectcontour.io"))] == []


def test_hosts_and_paths_mean_the_same_to_an_ingress_and_to_an_http_proxy(
    lab: Lab, namespace: str, way: Way
) -> None:
    paths = [
        {"path": "/below"},
        {"path": "/exact", "type": "Exact"},
        {"path": "/v[12]", "type": "ImplementationSpecific"},
    ]
    apps = {
        "plain": whoami(namespace, "*.plain", paths=paths),
        "sticky": whoami(namespace, "*.sticky", paths=paths, sticky_cookie={}),
    }
    way.up(stack(apps))
    codes = {
        "/below": 200,
        "/below/": 200,
        "/below/it": 200,
        "/belows": 404,
        "/exact": 200,
        "/exact/": 404,
        "/v1": 200,
        "/v3": 404,
        "/": 404,
    }
    for app in apps:
        until(lab, 200, url(f"any.{app}", "/below"))
        assert {path: ask(lab, url(f"any.{app}", path)).code for path in codes} == codes
        for host in (app, f"any.one.{app}"):
            assert ask(lab, url(host, "/below")).code == 404


def test_an_app_has_tls_by_its_own_certificate(
    lab: Lab, namespace: str, way: Way, ca: Pair, cacert: Path
) -> None:
    apps = {
        "who": whoami(namespace, tls=pem(ca, "who")),
        "strict": whoami(namespace, "strict", tls={**pem(ca, "strict"), "hsts": {"max_age": 60}}),
    }
    assert way.up(stack(apps))["who"][0]["url"] == "https://who.kube.example.com:444/ping"
    until(lab, 200, url("who", port=HTTPS), "--cacert", str(cacert))
    assert said(ask(lab, url("who", port=HTTPS), "--cacert", str(cacert)))["scheme"] == "https"
    # Without TLS it answers as well, as it is told not to redirect.
    until(lab, 200, url("who"))
    assert said(ask(lab, url("who")))["scheme"] == "http"
    until(lab, 200, url("strict", port=HTTPS), "--cacert", str(cacert))
    answer = ask(lab, url("strict", port=HTTPS), "--cacert", str(cacert))
    assert answer.headers["strict-transport-security"] == "max-age=60"
    assert ask(lab, url("nobody", port=HTTPS), "--insecure").code == 0


def test_clients_without_tls_are_sent_to_https(
    lab: Lab, namespace: str, way: Way, ca: Pair
) -> None:
    tls = {"certificate": pem(ca, "who")["certificate"]}
    apps = {
        "who": whoami(namespace, tls=tls),
        "sticky": whoami(namespace, "sticky", tls=tls, sticky_cookie={}),
    }
    way.up(stack(apps, http_port=80, https_port=443))
    for host in ("who", "sticky"):
        until(lab, 301, url(host, port=80))
        location = ask(lab, url(host, "/a?b=c", port=80)).headers["location"]
        assert location == f"https://{named(host)}/a?b=c"
        until(lab, 200, url(host, port=443), "--insecure")


def test_a_sticky_cookie_leads_a_client_to_one_pod(
    lab: Lab, namespace: str, way: Way, ca: Pair
) -> None:
    apps = {
        "who": whoami(namespace, replicas=2, sticky_cookie={}),
        "secure": whoami(namespace, "secure", tls=pem(ca, "secure"), sticky_cookie={}),
    }
    way.up(stack(apps))
    until(lab, 200, url("who"))

    def pods(**options: Any) -> set[str]:
        seen = lab.load(url("who"), requests=200, fresh=True, **options, **known(lab, "who"))
        return set(seen.pods) if seen.codes == {200: 200} else set()

    lab.until("two pods without a cookie", lambda: len(pods()) == 2)
    assert len(pods(cookies=True)) == 1
    assert cookie(ask(lab, url("who"))) == {"Path=/", "HttpOnly", "SameSite=Lax"}
    until(lab, 200, url("secure", port=HTTPS), "--insecure")
    answer = ask(lab, url("secure", port=HTTPS), "--insecure")
    assert cookie(answer) == {"Path=/", "HttpOnly", "SameSite=Lax", "Secure"}


def test_pods_speak_what_they_speak(
    lab: Lab, namespace: str, way: Way, ca: Pair, cacert: Path
) -> None:
    inside = f"secure.{namespace}.svc"
    lab.apply(tls_secret("pods", certificate(ca, inside, named("through"))), namespace=namespace)
    speaking = {
        "image": "whoami:1",
        "env": {v["name"]: v["value"] for v in POLYGLOT["env"]},
        "volumes": [{"name": "tls", "mount_path": "/tls", "secret": "pods", "read_only": True}],
    }

    def app(host: str, port: int, protocol: str, **more: Any) -> dict[str, Any]:
        ports = [{"container_port": port, "backend_protocol": protocol}]
        ready = {"port": 8080, "http_path": "/ping", "period": 1}
        return whoami(namespace, host, **{**speaking, "readiness": ready, "ports": ports, **more})

    believed = {"ca": ca.certificate}
    apps = {
        "grpc": app("grpc", 9090, "GRPC", tls=pem(ca, "grpc")),
        "grpcs": app("grpcs", 9443, "GRPCS", backend_tls={"insecure": True}, tls=pem(ca, "grpcs")),
        "h2c": app("h2c", 8080, "H2C"),
        "ws": app("ws", 8080, "WebSocket"),
        "secure": app("secure", 8443, "HTTPS", backend_tls=believed),
        "wrong": app("wrong", 8443, "HTTPS", backend_tls={**believed, "server_name": "other"}),
        "through": app("through", 8443, "HTTPS", tls={"passthrough": True}),
    }
    way.up(stack(apps))
    for host in ("grpc", "grpcs"):
        assert called(lab, host, cacert)["status"] == "SERVING"
    until(lab, 200, url("h2c"))
    assert said(ask(lab, url("h2c")))["http_version"] == "HTTP/2.0"
    until(lab, 200, url("ws"))
    reply = lab.websocket(f"ws://{named('ws')}:{HTTP}/ws", "hello", **known(lab, "ws"))
    assert (reply.said["protocol"], reply.said["payload"]) == ("WebSocket", "hello"), reply
    until(lab, 200, url("secure"))
    until(lab, 503, url("wrong"))
    until(lab, 200, url("through", port=HTTPS), "--cacert", str(cacert))
    told = said(ask(lab, url("through", port=HTTPS), "--cacert", str(cacert)))
    assert told["server_name"] == named("through")


def test_who_and_how_often_and_how_long(lab: Lab, namespace: str, way: Way) -> None:
    apps = {
        "few": whoami(namespace, "few", allowed_cidrs=[f"{lab.clients['client']}/32"]),
        "slow": whoami(namespace, "slow", timeouts={"response": 1}),
        "slower": whoami(namespace, "slower", timeouts={"response": 1, "idle": 5}),
        "seldom": whoami(
            namespace, "seldom", rate_limit={"requests": 3, "per": "hour", "scope": "host"}
        ),
    }
    way.up(stack(apps))
    until(lab, 200, url("few"))
    pretends = ("--header", f"X-Forwarded-For: {lab.clients['client']}")
    for args in ((), pretends):
        assert ask(lab, url("few"), *args, client="client2").code == 403
    for host in ("slow", "slower"):
        until(lab, 200, url(host))
        assert ask(lab, url(host, "/slow?seconds=2")).code == 504
    until(lab, 200, url("seldom"))
    lab.until("429", lambda: ask(lab, url("seldom")).code == 429)


def test_clients_are_judged_by_the_address_that_a_proxy_tells(
    lab: Lab, namespace: str, way: Way
) -> None:
    few = whoami(namespace, "few", allowed_cidrs=["192.0.2.0/24"])
    way.up(stack({"few": few}, proxy_protocol={"cidrs": ["0.0.0.0/0"]}))
    lab.until("200", lambda: told_by_proxy(lab, "few", "192.0.2.7") == 200)
    assert told_by_proxy(lab, "few", "198.51.100.7") == 403
    assert ask(lab, url("few")).code == 0


def test_answers_that_are_on_their_way_arrive_when_the_controller_ends(
    lab: Lab, namespace: str, way: Way
) -> None:
    way.up(stack({"who": whoami(namespace)}))
    until(lab, 200, url("who"))
    answers: list[int] = []

    def slowly() -> None:
        address = lab.nodes["kubenode01"]
        slow = url("who", "/slow?seconds=8")
        words = ("-s", "--max-time", "60", "--connect-to", f"::{address}:")
        told = lab.run("client", "curl", *words, "-w", "%{http_code}", slow, check=False)
        answers.append(int(told[-3:]))

    client = threading.Thread(target=slowly)
    client.start()
    lab.until("a request under way", lambda: requests_under_way(lab) == 1)
    lab.kubectl("-n", "contour", "delete", "pods", "--all", "--wait=false")
    client.join()
    assert answers == [200]
    until(lab, 200, url("who"))


def published(lab: Lab, namespace: str) -> list[list[str]]:
    """What each Ingress says of where it is served, once it does."""
    items = json.loads(lab.kubectl("-n", namespace, "get", "ingresses", "-o", "json"))["items"]
    found = [item["status"]["loadBalancer"].get("ingress", []) for item in items]
    return [sorted(point["ip"] for point in points) for points in found if points]


def told_by_proxy(lab: Lab, host: str, client: str) -> int:
    """Status of an answer to what a proxy passes on for a client; 0 for none."""
    head = f"PROXY TCP4 {client} 192.0.2.1 40000 {HTTP}"
    asked = f"{head}\r\nGET / HTTP/1.1\r\nHost: {named(host)}\r\nConnection: close\r\n\r\n"
    connect = (
        f'exec 3<>/dev/tcp/{lab.nodes["kubenode01"]}/{HTTP} && printf "%s" "$0" >&3 && cat <&3'
    )
    answer = lab.run("client", "timeout", "3", "bash", "-c", connect, asked, check=False)
    return int(answer.split()[1]) if answer.startswith("HTTP/1.1 ") else 0


def called(lab: Lab, host: str, cacert: Path) -> Mapping[str, Any]:
    """The first answer to calls by gRPC within TLS."""
    options: Options = {**known(lab, host), "cacert": cacert, "tls": True}
    address = f"{named(host)}:{HTTPS}"
    return lab.until(f"a call of {address}", lambda: lab.grpc(address, **options)).said


def cookie(answer: Answer) -> set[str]:
    """What is said of the cookie that makes clients stick."""
    name, _, rest = answer.headers["set-cookie"].partition("=")
    assert name == "X-Contour-Session-Affinity"
    return {part.strip() for part in rest.split(";")[1:]}


def from_balancer(lab: Lab, namespace: str) -> list[str]:
    """What an Ingress says, once it is no more what Contour on the nodes said of it."""
    found = published(lab, namespace)
    return [] if not found or set(found[0]) & set(lab.nodes.values()) else found[0]


def requests_under_way(lab: Lab) -> int:
    """At every Envoy."""
    pods = json.loads(lab.kubectl("-n", "contour", "get", "pods", "-o", "json"))["items"]
    path = "pods/{}:8082/proxy/stats/prometheus"
    texts = [
        lab.kubectl(
            "get", "--raw", "/api/v1/namespaces/contour/" + path.format(pod["metadata"]["name"])
        )
        for pod in pods
    ]
    wanted = "envoy_http_downstream_rq_active{"
    lines = [line for text in texts for line in text.splitlines() if line.startswith(wanted)]
    return sum(int(line.split()[-1]) for line in lines if "ingress_http" in line)


def test_behind_a_balancer_each_address_is_that_of_its_service(
    lab: Lab, namespace: str, way: Way
) -> None:
    lab.addon("metallb")
    apps = {"who": whoami(namespace), "sticky": whoami(namespace, "sticky", sticky_cookie={})}
    balanced: dict[str, Any] = {"contour": {}, "load_balancer": {"cloud": {}}}
    way.up({**stack(apps), "controllers": {"contour": balanced}})
    (address,) = lab.until("the balancer's address", lambda: from_balancer(lab, namespace))
    for host in apps:
        until(lab, 200, url(host, port=80), at=address)
