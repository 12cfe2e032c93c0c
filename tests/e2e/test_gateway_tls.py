"""TLS that a Gateway terminates, with certificates of its args."""

from pathlib import Path

import pytest

from tests.e2e.gateways import HTTP, known, stack, terminated, whoami
from tests.e2e.ingress import DOMAIN, code, curl, named, said
from tests.e2e.test_ingress_tls import shown
from tests.e2e.ways import Way
from tests.lab.asking import Options
from tests.lab.lab import Lab
from tests.lab.pki import authority, certificate


@pytest.fixture(autouse=True)
def kinds(lab: Lab) -> None:
    """Traefik's images, and the Gateway API's kinds."""
    lab.addon("ingress", "gateway-api")


def test_each_name_has_its_certificate_and_http_leads_to_https(
    lab: Lab, namespace: str, tmp_path: Path, way: Way
) -> None:
    ca, wildcard = authority(), f"*.{DOMAIN}"
    trust = tmp_path / "ca.crt"
    trust.write_text(ca.certificate)
    listeners = [
        HTTP,
        terminated(certificate(ca, wildcard), hostname=wildcard),
        terminated(certificate(ca, named("own")), name="own", hostname=named("own")),
    ]
    calls = {"container_port": 9090, "route": "GRPCRoute"}
    apps = {
        "own": whoami(namespace, "own"),
        "wide": whoami(namespace, "wide"),
        "open": whoami(namespace, "open", redirect=False),
        "calls": whoami(namespace, "calls", ports=[calls], env={"GRPC_PORT": "9090"}),
    }
    endpoints = way.up(stack(apps, listeners))
    assert {app: [e["url"] for e in found] for app, found in endpoints.items()} == {
        "own": [f"https://{named('own')}/ping"],
        "wide": [f"https://{named('wide')}/ping"],
        "open": [f"{scheme}://{named('open')}/ping" for scheme in ("http", "https")],
        "calls": [f"https://{named('calls')}"],
    }
    believing = ("--cacert", str(trust))
    for host in ("own", "wide", "open"):
        url = f"https://{named(host)}/"
        lab.until("TLS", lambda u=url: said(lab, u, *believing))  # type: ignore[misc]
        answer = said(lab, url, *believing)
        assert (answer["pod"].partition("-")[0], answer["scheme"]) == (host, "https")
    certificates = {
        "own": ([named("own")], True),
        "wide": ([wildcard], True),
        "open": ([wildcard], True),
    }
    # Until its own is read, the wildcard's is good for every name.
    lab.until(
        "the certificate of each",
        lambda: {host: shown(lab, trust, named(host)) for host in certificates} == certificates,
    )
    for host in ("own", "wide"):
        lab.until("301", lambda h=host: code(lab, f"http://{named(h)}/") == 301)  # type: ignore[misc]
        sent = curl(lab, f"http://{named(host)}/a/b?q=1")
        assert (sent.code, sent.headers["location"]) == (301, f"https://{named(host)}/a/b?q=1")
    lab.until("the open app", lambda: code(lab, f"http://{named('open')}/") == 200)

    options: Options = {"resolve": known(lab, "calls"), "cacert": trust, "tls": True}
    reply = lab.until("gRPC", lambda: lab.grpc(f"{named('calls')}:443", **options))
    assert reply.said["status"] == "SERVING"
    assert not lab.grpc(f"{named('calls')}:80", **(options | {"tls": False}))
