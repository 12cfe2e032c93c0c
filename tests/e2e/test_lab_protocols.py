"""The lab's pods speak, and its clients ask, over each protocol that can be exposed."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.lab.asking import Options
from tests.lab.lab import Lab
from tests.lab.objects import (
    POLYGLOT,
    WHOAMI,
    deployment,
    node_port_service,
    pod,
    tls_secret,
    tls_volumes,
)
from tests.lab.pki import authority, certificate

NAME = "web.example.com"
PORTS = {8080: 30911, 8443: 30912, 9000: 30913, 9090: 30914, 9443: 30915}
"""Of the pod, and of the nodes."""


@pytest.fixture(scope="module")
def web(lab: Lab, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Options]:
    """Options of a client that knows the pod's name and believes its authority."""
    ca = authority()
    file = tmp_path_factory.mktemp("tls") / "ca.crt"
    file.write_text(ca.certificate)
    ports = [{"name": f"p{p}", "port": p, "nodePort": n} for p, n in PORTS.items()]
    with lab.namespace() as namespace:
        lab.apply(
            tls_secret("web", certificate(ca, NAME)),
            pod("web", POLYGLOT, volumes=tls_volumes("web")),
            node_port_service("web", "Cluster", *ports),
            namespace=namespace,
        )
        urls = [f"http://{address}:{PORTS[8080]}/ping" for address in lab.nodes.values()]
        lab.until("both answer", lambda: [lab.curl(url).code for url in urls] == [204, 204])
        yield {"resolve": {NAME: lab.nodes["kubenode01"]}, "cacert": file}


def curled(lab: Lab, web: Options, url: str, *args: str) -> dict[str, Any]:
    """The answer to curl by name."""
    known = [
        word
        for port in PORTS.values()
        for word in ("--resolve", f"{NAME}:{port}:{lab.nodes['kubenode01']}")
    ]
    answer = lab.curl(url, *known, "--cacert", str(web.get("cacert")), *args)
    assert answer.code == 200, answer
    said: dict[str, Any] = json.loads(answer.body)
    return said


def test_https_and_http2_by_its_own_certificate(lab: Lab, web: Options) -> None:
    said = curled(lab, web, f"https://{NAME}:{PORTS[8443]}/")
    assert (said["server_name"], said["http_version"]) == (NAME, "HTTP/2.0")
    refused = lab.curl(f"https://{lab.nodes['kubenode01']}:{PORTS[8443]}/")
    assert (refused.code, "certificate" in refused.error) == (0, True)


def test_http2_in_the_clear(lab: Lab, web: Options) -> None:
    url = f"http://{NAME}:{PORTS[8080]}/"
    said = [curled(lab, web, url, *args) for args in ((), ("--http2-prior-knowledge",))]
    assert [answer["http_version"] for answer in said] == ["HTTP/1.1", "HTTP/2.0"]


def test_a_slow_answer_and_a_large_body(lab: Lab, web: Options, tmp_path: Path) -> None:
    url = f"http://{NAME}:{PORTS[8080]}"
    assert curled(lab, web, f"{url}/slow?seconds=0.5")["path"] == "/slow"
    body = tmp_path / "body"
    body.write_bytes(bytes(3_000_000))
    assert curled(lab, web, f"{url}/upload", "--data-binary", f"@{body}")["size"] == 3_000_000


def test_an_answer_has_its_headers(lab: Lab, web: Options) -> None:
    answer = lab.curl(f"http://{lab.nodes['kubenode02']}:{PORTS[8080]}/")
    assert answer.headers["content-type"] == "application/json"
    assert lab.curl(f"http://{lab.nodes['kubenode02']}:1/").headers == {}


@pytest.mark.parametrize(("scheme", "port"), [("ws", 8080), ("wss", 8443)])
def test_websocket(lab: Lab, web: Options, scheme: str, port: int) -> None:
    reply = lab.websocket(f"{scheme}://{NAME}:{PORTS[port]}/ws", "hello", **web)
    assert (reply.said["payload"], reply.said["pod"]) == ("hello", "web"), reply


@pytest.mark.parametrize(("port", "tls"), [(9090, False), (9443, True)])
def test_grpc(lab: Lab, web: Options, port: int, tls: bool) -> None:
    reply = lab.grpc(f"{NAME}:{PORTS[port]}", **(web | {"tls": tls}))
    assert reply.said == {"status": "SERVING", "pod": "web", "version": "1"}, reply


def test_a_line_over_tcp(lab: Lab, web: Options) -> None:
    reply = lab.tcp(f"{NAME}:{PORTS[9000]}", "-hello there", **web)
    assert (reply.said["payload"], reply.said["protocol"]) == ("-hello there", "TCP"), reply


def test_the_certificate_that_is_shown(lab: Lab, web: Options) -> None:
    shown = lab.certificate(f"{NAME}:{PORTS[8443]}", **web).said
    assert (shown["subject"], shown["issuer"]) == (f"CN={NAME}", "CN=test-ca")
    assert (shown["names"], shown["trusted"], shown["alpn"]) == ([NAME], True, "h2")
    assert not lab.certificate(f"{NAME}:{PORTS[8443]}", **(web | {"sni": "other"})).said["trusted"]


def test_no_answer_has_a_reason(lab: Lab) -> None:
    reply = lab.tcp(f"{lab.nodes['kubenode01']}:1", "hello")
    assert not reply
    assert (reply.said, reply.error.endswith("connection refused")) == ({}, True)


def test_load_counts_answers_by_pod_and_version(lab: Lab, namespace: str) -> None:
    versions = [{**WHOAMI, "image": f"whoami:{version}"} for version in (1, 2)]
    lab.apply(
        *(pod(f"web{n}", v, nodeName="kubenode01") for n, v in enumerate(versions, 1)),
        node_port_service("all", "Cluster", {"port": 8080, "nodePort": 30916}),
        namespace=namespace,
    )
    lab.kubectl("-n", namespace, "label", "pods", "--all", "app=all", "--overwrite")
    url = f"http://{lab.nodes['kubenode02']}:30916/"

    def both() -> bool:
        seen = lab.load(url, requests=200, workers=4, fresh=True)
        return seen.codes == {200: 200} and set(seen.pods) == {"web1", "web2"}

    lab.until("both pods answer", both)
    seen = lab.load(url, requests=200, workers=4, fresh=True)
    assert 0 < seen.median <= seen.p99 <= seen.slowest
    assert sum(seen.versions.values()) == 200
    assert set(seen.versions) == {"1", "2"}


def test_load_tells_when_answers_were_missed(lab: Lab, namespace: str) -> None:
    port = {"port": 8080, "nodePort": 30917}
    lab.apply(
        deployment("web", WHOAMI), node_port_service("web", "Cluster", port), namespace=namespace
    )
    url = f"http://{lab.nodes['kubenode01']}:30917/"
    lab.until("an answer", lambda: lab.curl(url).code == 200)
    with lab.loading(url, every=0.02, workers=4, fresh=True, timeout=0.5) as load:
        lab.kubectl("-n", namespace, "scale", "deployment/web", "--replicas=0")
        lab.until("no answer", lambda: lab.curl(url).code == 0)
        lab.kubectl("-n", namespace, "scale", "deployment/web", "--replicas=1")
        lab.until("an answer", lambda: lab.curl(url).code == 200)
        seen = load.end()
    assert seen.missed
    assert len(seen.missed) == sum(seen.errors.values())
    assert 0 < seen.missed[0] < seen.seconds
    assert set(seen.codes) == {200}
