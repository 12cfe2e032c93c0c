"""TLS before Traefik, behind it and through it, as clients outside see it."""

from pathlib import Path
from typing import Any

import pytest

from tests.e2e.ingress import by_name, code, curl, named, pem, said, stack, whoami
from tests.e2e.ways import Way, environment
from tests.lab.asking import Options
from tests.lab.lab import Lab
from tests.lab.objects import tls_secret
from tests.lab.pki import Pair, authority, certificate

PRIVILEGED = {"pod-security.kubernetes.io/enforce": "privileged"}


@pytest.fixture
def way(lasting_way: Way) -> Way:
    """Traefik stays from test to test."""
    return lasting_way


@pytest.fixture(autouse=True)
def images(lab: Lab) -> None:
    """Traefik's, on every node."""
    lab.addon("ingress")


@pytest.fixture(scope="module")
def ca() -> Pair:
    """Whom the clients believe."""
    return authority()


@pytest.fixture
def trust(ca: Pair, tmp_path: Path) -> Path:
    """The file by which they do."""
    file = tmp_path / "ca.crt"
    file.write_text(ca.certificate)
    return file


def shown(lab: Lab, trust: Path, host: str) -> tuple[list[str], bool]:
    """The names in the certificate that this host is served with, and whether it is believed."""
    address = lab.nodes["kubenode01"]
    options: Options = {"cacert": trust, "sni": host}
    reply = lab.certificate(f"{address}:443", **options)
    return (reply.said["names"], reply.said["trusted"]) if reply else ([], False)


def test_the_article_with_a_wildcard_certificate_keeps_clients_to_https(
    lab: Lab, ca: Pair, trust: Path, way: Way
) -> None:
    config = environment("ingress-tls")
    where = config["controllers"]["traefik"]["namespace"]["name"]
    about = {"name": where, "labels": PRIVILEGED}
    wildcard = "*.kube.example.com"
    lab.apply({"apiVersion": "v1", "kind": "Namespace", "metadata": about})
    try:
        secret = tls_secret("kube-example-com", certificate(ca, wildcard))
        lab.apply(secret, namespace=where)
        (endpoint,) = way.up(config)["influxdb"]
        url = by_name(endpoint)
        assert url == "https://influxdb.kube.example.com/ping"
        believing = ("--cacert", str(trust))
        # Each node's Traefik reads for itself.
        nodes = list(lab.nodes.values())
        lab.until(
            "204 by TLS at every node",
            lambda: [code(lab, url, *believing, at=node) for node in nodes] == [204] * len(nodes),
        )
        plain = url.replace("https", "http")
        lab.until("a redirect", lambda: code(lab, plain) == 301)
        assert shown(lab, trust, "influxdb.kube.example.com") == ([wildcard], True)
        answer = curl(lab, url, *believing, at=lab.nodes["kubenode02"])
        assert answer.code == 204
        assert answer.headers["strict-transport-security"] == "max-age=31536000"
        sent = curl(lab, f"{plain}?q=1")
        assert (sent.code, sent.headers["location"]) == (301, f"{url}?q=1")
        assert curl(lab, url).code == 0
        way.down()
    finally:
        lab.kubectl("delete", "namespace", where)


def test_each_app_brings_its_certificate_and_all_share_one_address(
    lab: Lab, ca: Pair, trust: Path, namespace: str, way: Way
) -> None:
    pairs = {host: certificate(ca, named(host)) for host in ("one", "two", "three")}
    lab.apply(tls_secret("three-already", pairs["three"]), namespace=namespace)
    tls: dict[str, Any] = {
        "one": {"certificate": pem(pairs["one"])},
        "two": {"certificate": pem(pairs["two"]), "redirect": False},
        "three": {"secret_name": "three-already"},
    }
    apps = {host: whoami(namespace, host, tls=tls[host]) for host in pairs}
    endpoints = way.up(stack(apps))
    for host in apps:
        (endpoint,) = endpoints[host]
        url = by_name(endpoint)
        lab.until(
            f"{host} by TLS",
            lambda u=url: code(lab, u, "--cacert", str(trust)) == 204,  # type: ignore[misc]
        )
        assert shown(lab, trust, named(host)) == ([named(host)], True)
        answer = said(lab, f"https://{named(host)}/", "--cacert", str(trust))
        assert answer["pod"].startswith(f"{host}-")
        assert answer["scheme"] == "https"
    # Redirects are routes of their own, which Traefik may read later.
    lab.until(
        "each app's answer without TLS",
        lambda: [code(lab, f"http://{named(host)}/") for host in apps] == [301, 200, 301],
    )
    _, trusted = shown(lab, trust, named("unknown"))
    assert not trusted


OWN_TLS = {
    "image": "whoami:1",
    "env": {"TLS_PORT": "8443", "TLS_CERT": "/tls/tls.crt", "TLS_KEY": "/tls/tls.key"},
    "volumes": [{"name": "tls", "mount_path": "/tls", "secret": "own", "read_only": True}],
    "readiness": {"http_path": "/ping", "port": 8080, "period": 1},
}
"""Pods with a certificate of their own, in the Secret `own`."""


def test_passthrough_shows_the_pods_own_certificate(
    lab: Lab, ca: Pair, trust: Path, namespace: str, way: Way
) -> None:
    lab.apply(tls_secret("own", certificate(ca, named("through"))), namespace=namespace)
    ports = [{"container_port": 8443, "app_protocol": "https"}]
    through = whoami(namespace, "through", tls={"passthrough": True}, **OWN_TLS, ports=ports)
    plain = whoami(namespace, "plain")
    endpoints = way.up(stack({"through": through, "plain": plain}))
    url = by_name(endpoints["through"][0])
    assert url == f"https://{named('through')}/"
    answer = lab.until("an answer", lambda: said(lab, url, "--cacert", str(trust)))
    assert shown(lab, trust, named("through")) == ([named("through")], True)
    assert (answer["server_name"], answer["http_version"]) == (named("through"), "HTTP/2.0")
    # Nobody could add it to what stays encrypted, and so nobody promises it.
    assert "forwarded_for" not in answer
    assert not endpoints["through"][0]["client_ip_kept"]
    lab.until("the other app", lambda: code(lab, by_name(endpoints["plain"][0])) == 204)
    assert code(lab, f"http://{named('through')}/") == 404


def test_requests_go_on_encrypted_to_pods_whose_authority_is_believed_alone(
    lab: Lab, ca: Pair, namespace: str, way: Way
) -> None:
    pods_name = f"believed.{namespace}.svc"
    lab.apply(tls_secret("own", certificate(ca, pods_name)), namespace=namespace)
    ports = [{"container_port": 8443, "backend_protocol": "HTTPS"}]
    verified: dict[str, Any] = {
        "believed": {"ca": ca.certificate},
        "stranger": {"ca": authority("other").certificate, "server_name": pods_name},
        "misnamed": {"ca": ca.certificate},
        "anyone": {"insecure": True},
    }
    apps = {
        host: whoami(namespace, host, **OWN_TLS, ports=ports, backend_tls=tls)
        for host, tls in verified.items()
    }
    way.up(stack(apps))
    for host in ("believed", "anyone"):
        url = f"http://{named(host)}/"
        lab.until("an answer", lambda u=url: said(lab, u))  # type: ignore[misc]
        assert said(lab, url)["pod"].startswith(f"{host}-")
    assert said(lab, f"http://{named('believed')}/")["server_name"] == pods_name
    for host in ("stranger", "misnamed"):
        url = f"http://{named(host)}/"
        lab.until("a refusal", lambda u=url: code(lab, u) in (500, 502))  # type: ignore[misc]
        answer = curl(lab, url)
        assert answer.code in (500, 502)
        assert "pod" not in answer.body
