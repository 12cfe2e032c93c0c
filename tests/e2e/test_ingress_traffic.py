"""What Traefik does to requests, connections and datagrams on their way to apps."""

import base64
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.ingress import code, curl, named, pem, said, stack, whoami
from tests.e2e.ways import Way
from tests.lab.asking import Options
from tests.lab.lab import Lab
from tests.lab.objects import tls_secret
from tests.lab.pki import authority, certificate


@pytest.fixture
def way(lasting_way: Way) -> Way:
    """Traefik stays from test to test."""
    return lasting_way


@pytest.fixture(autouse=True)
def images(lab: Lab) -> None:
    """Traefik's, on every node."""
    lab.addon("ingress")


def known(lab: Lab, *hosts: str) -> dict[str, str]:
    """Where a client finds these names."""
    return {named(host): lab.nodes["kubenode01"] for host in hosts}


def apps_at(lab: Lab, urls: Iterable[str]) -> dict[str, str]:
    """Which app answers at each URL; empty for none."""
    return {url: said(lab, url).get("pod", "").partition("-")[0] for url in urls}


def test_a_cookie_keeps_a_client_on_one_of_three_pods(lab: Lab, namespace: str, way: Way) -> None:
    way.up(stack({"sticky": whoami(namespace, "sticky", replicas=3, sticky_cookie={})}))
    url, names = f"http://{named('sticky')}/", known(lab, "sticky")

    def all_three() -> bool:
        return len(lab.load(url, requests=30, resolve=names).pods) == 3

    lab.until("three pods answer without it", all_three)
    kept = lab.load(url, requests=200, cookies=True, fresh=True, resolve=names)
    assert kept.codes == {200: 200}
    assert len(kept.pods) == 1


def test_apps_share_a_host_by_path_and_the_longest_path_wins(
    lab: Lab, namespace: str, way: Way
) -> None:
    paths = {
        "root": [{"path": "/"}],
        "some": [{"path": "/a"}],
        "deep": [{"path": "/a/deep"}],
        "exact": [{"path": "/exact", "type": "Exact"}],
    }
    apps = {app: whoami(namespace, "shared", paths=given) for app, given in paths.items()}
    endpoints = way.up(stack(apps))
    assert endpoints["deep"][0]["url"] == f"http://{named('shared')}/a/deep"
    expected = {
        "/": "root",
        "/other": "root",
        "/a": "some",
        "/a/": "some",
        "/a/b": "some",
        "/ab": "root",
        "/a/deep": "deep",
        "/a/deep/er": "deep",
        "/a/deeper": "some",
        "/exact": "exact",
        "/exact/ly": "root",
    }
    url = f"http://{named('shared')}"

    wanted = {url + path: app for path, app in expected.items()}
    lab.until("each path's own app", lambda: apps_at(lab, wanted) == wanted)
    # What the app sees is what the client asked for.
    assert said(lab, f"{url}/a/deep/er")["path"] == "/a/deep/er"


def test_a_name_comes_before_a_wildcard_and_both_before_an_app_without_a_host(
    lab: Lab, namespace: str, way: Way
) -> None:
    long = "/a/path/that/is/longer/than/most/names"
    nameless = whoami(namespace, "", paths=[{"path": "/"}, {"path": long}])
    del nameless["hosts"]
    apps = {
        "named": whoami(namespace, "named"),
        "wide": whoami(namespace, "*", paths=[{"path": "/"}]),
        "wider": whoami(namespace, "*", paths=[{"path": "/wider"}]),
        "exact": whoami(namespace, "*", paths=[{"path": "/wider", "type": "Exact"}]),
        "nameless": nameless,
    }
    way.up(stack(apps))
    name, other = f"http://{named('named')}", f"http://{named('other')}"
    expected = {
        f"{name}/": "named",
        f"{name}/wider": "named",
        f"{name}{long}": "named",
        f"{other}/": "wide",
        f"{other}{long}": "wide",
        f"{other}/wider": "exact",
        f"{other}/wider/still": "wider",
        "http://example.org/": "nameless",
        f"http://example.org{long}": "nameless",
    }
    lab.until("each request's own app", lambda: apps_at(lab, expected) == expected)


def test_the_app_learns_the_clients_own_address_and_no_other(
    lab: Lab, namespace: str, way: Way
) -> None:
    (endpoint,) = way.up(stack({"seen": whoami(namespace, "seen")}))["seen"]
    assert endpoint["client_ip_kept"]
    url = f"http://{named('seen')}/"
    for address in lab.nodes.values():
        lab.until("an answer", lambda a=address: said(lab, url, at=a))  # type: ignore[misc]
        for client, own in lab.clients.items():
            assert said(lab, url, at=address, client=client)["forwarded_for"] == own
    lie = ("-H", "X-Forwarded-For: 192.0.2.1")
    assert said(lab, url, *lie)["forwarded_for"] == lab.clients["client"]


def test_connections_and_datagrams_pass_and_allowed_clients_alone_are_served(
    lab: Lab, namespace: str, way: Way
) -> None:
    http = {"container_port": 8080, "app_protocol": "http"}
    open_ports = [
        http,
        {"container_port": 9000, "entry_port": 9000},
        {"container_port": 9001, "entry_port": 9001, "protocol": "UDP"},
    ]
    env = {"TCP_PORT": "9000", "UDP_PORT": "9001"}
    closed = {
        "ports": [http, {"container_port": 9000, "entry_port": 9002}],
        "env": {"TCP_PORT": "9000"},
        "allowed_cidrs": [f"{lab.clients['client']}/32"],
    }
    apps = {
        "open": whoami(namespace, "open", ports=open_ports, env=env),
        "closed": whoami(namespace, "closed", **closed),
    }
    endpoints = way.up(stack(apps, tcp_ports=[9000, 9002], udp_ports=[9001]))
    assert [(e["protocol"], e["port"]) for e in endpoints["open"]] == [
        ("TCP", 80),
        ("TCP", 9000),
        ("UDP", 9001),
    ]
    address = lab.nodes["kubenode01"]
    for port, app in ((9000, "open"), (9002, "closed")):
        to = f"{address}:{port}"
        reply = lab.until("a line", lambda t=to: lab.tcp(t, "hello"))  # type: ignore[misc]
        assert reply.said["payload"] == "hello"
        assert reply.said["pod"].startswith(f"{app}-")
    answer = lab.until("a datagram", lambda: lab.udp(address, 9001, "hello"))
    assert json.loads(answer or "{}")["payload"] == "hello"

    url = f"http://{named('closed')}/"
    lab.until("an answer", lambda: said(lab, url))
    assert code(lab, url, client="client2") == 403
    refused = lab.tcp(f"{address}:9002", "hello", client="client2")
    assert (refused.said, bool(refused.error)) == ({}, True)
    free = f"http://{named('open')}/"
    lab.until("the open app", lambda: code(lab, free, client="client2") == 200)
    assert lab.tcp(f"{address}:9000", "hello", client="client2")


def test_websocket_grpc_and_http2_reach_the_pods(
    lab: Lab, namespace: str, tmp_path: Path, way: Way
) -> None:
    ca = authority()
    trust = tmp_path / "ca.crt"
    trust.write_text(ca.certificate)
    lab.apply(tls_secret("own", certificate(ca, f"grpcs.{namespace}.svc")), namespace=namespace)
    tls = {"certificate": pem(certificate(ca, f"*.{named('x').partition('.')[2]}"))}
    grpc = {"GRPC_PORT": "9090", "GRPC_TLS_PORT": "9443"}
    pair = {"TLS_CERT": "/tls/tls.crt", "TLS_KEY": "/tls/tls.key"}
    volume = {"name": "tls", "mount_path": "/tls", "secret": "own", "read_only": True}
    speaking: dict[str, dict[str, Any]] = {
        "ws": {"port": 8080, "protocol": "WebSocket"},
        "h2c": {"port": 8080, "protocol": "H2C"},
        "grpc": {"port": 9090, "protocol": "GRPC"},
        "grpcs": {"port": 9443, "protocol": "GRPCS", "backend_tls": {"ca": ca.certificate}},
    }
    apps = {
        host: whoami(
            namespace,
            host,
            tls={**tls, "redirect": False},
            ports=[{"container_port": how.pop("port"), "backend_protocol": how.pop("protocol")}],
            readiness={"http_path": "/ping", "port": 8080, "period": 1},
            env={**grpc, **pair},
            volumes=[volume],
            **how,
        )
        for host, how in speaking.items()
    }
    way.up(stack(apps))
    options: Options = {"resolve": known(lab, *apps), "cacert": trust}
    for scheme in ("ws", "wss"):
        to = f"{scheme}://{named('ws')}/ws"
        reply = lab.until(
            scheme,
            lambda t=to: lab.websocket(t, "hello", **options),  # type: ignore[misc]
        )
        assert (reply.said["payload"], reply.said["protocol"]) == ("hello", "WebSocket")
    for host in ("grpc", "grpcs"):
        to = f"{named(host)}:443"
        reply = lab.until(
            host,
            lambda t=to: lab.grpc(t, tls=True, **options),  # type: ignore[misc]
        )
        assert reply.said["status"] == "SERVING"
        assert reply.said["pod"].startswith(f"{host}-")
    url = f"https://{named('h2c')}/"
    lab.until("HTTP/2", lambda: said(lab, url, "--cacert", str(trust)))
    assert said(lab, url, "--cacert", str(trust))["http_version"] == "HTTP/2.0"
    # Clients of one protocol need not be pods of one: HTTP/1.1 outside is HTTP/2 within.
    old = said(lab, url, "--cacert", str(trust), "--http1.1")
    assert old["http_version"] == "HTTP/2.0"


def test_limits_hold_at_the_controller(lab: Lab, namespace: str, tmp_path: Path, way: Way) -> None:
    digest = base64.b64encode(hashlib.sha1(b"secret", usedforsecurity=False).digest()).decode()
    users = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "people"},
        "stringData": {"users": f"ann:{{SHA}}{digest}"},
    }
    lab.apply(users, namespace=namespace)
    limits: dict[str, Any] = {
        "auth": {"basic_auth": {"secret_name": "people", "realm": "lab"}},
        "body": {"max_body_size": 1000},
        "rate": {"rate_limit": {"requests": 5, "burst": 10}},
        "slow": {"timeouts": {"response": 1}},
        "service": {"forward_to": "service", "replicas": 3},
    }
    way.up(stack({host: whoami(namespace, host, **args) for host, args in limits.items()}))

    asked = f"http://{named('auth')}/"
    lab.until("an answer to Ann", lambda: code(lab, asked, "-u", "ann:secret") == 200)
    stranger = curl(lab, asked)
    assert (stranger.code, stranger.headers["www-authenticate"]) == (401, 'Basic realm="lab"')
    assert code(lab, asked, "-u", "ann:guess") == 401

    upload = f"http://{named('body')}/upload"
    for size, expected in ((1000, 200), (1001, 413)):
        body = tmp_path / str(size)
        body.write_bytes(bytes(size))
        sent = ("--data-binary", f"@{body}")
        lab.until(
            f"{expected} for {size} bytes",
            lambda s=sent, e=expected: code(lab, upload, *s) == e,  # type: ignore[misc]
        )

    slow = f"http://{named('slow')}/slow?seconds="
    lab.until("a fast answer", lambda: code(lab, f"{slow}0.1") == 200)
    assert code(lab, f"{slow}2") == 504

    lab.until("all pods", lambda: code(lab, f"http://{named('service')}/") == 200)
    through = lab.load(f"http://{named('service')}/", requests=30, resolve=known(lab, "service"))
    assert through.codes == {200: 30}

    rate = f"http://{named('rate')}/"
    lab.until("an answer", lambda: code(lab, rate) == 200)
    seen = lab.load(rate, seconds=3, every=0.01, timeout=5, resolve=known(lab, "rate"))
    assert set(seen.codes) == {200, 429}
    # What is left of the burst, and then five each second; one more where a second begins.
    assert 5 * (seen.seconds - 1) <= seen.codes[200] <= 10 + 5 * seen.seconds + 1
