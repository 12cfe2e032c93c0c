"""Certificates of the hosts, redirects, and TLS to the pods."""

from typing import Any

import pytest

from tests.ingress.apps import (
    HOST,
    KEY,
    NAMESPACE,
    OTHER_HOST,
    PAIR,
    PEM,
    SECRET,
    of_kind,
    port,
    problems,
    routing,
)
from tests.pure.apps import Later

LABELS = {"app.kubernetes.io/name": "influxdb", "exposure-components/app": "influxdb"}
SOURCES = "secret_name, issuer, certificate, default_certificate, passthrough"


def test_a_secret_that_is_there_is_named() -> None:
    (made,) = routing(tls=SECRET, hosts=[HOST, OTHER_HOST])
    assert made["spec"]["tls"] == [{"hosts": [HOST, OTHER_HOST], "secretName": "influxdb-cert"}]


def test_a_certificate_in_the_args_becomes_a_secret() -> None:
    made = routing(tls=PAIR)
    assert of_kind("Ingress", made)["spec"]["tls"][0]["secretName"] == "influxdb-tls"
    assert of_kind("Secret", made) == {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "influxdb-tls", "labels": LABELS, "namespace": NAMESPACE},
        "type": "kubernetes.io/tls",
        "stringData": {"tls.crt": PEM, "tls.key": KEY},
    }


def test_an_issuer_is_asked_for_a_certificate_of_all_hosts() -> None:
    made = routing(
        tls={"issuer": {"name": "lab", "kind": "ClusterIssuer"}}, hosts=[HOST, OTHER_HOST]
    )
    assert of_kind("Ingress", made)["spec"]["tls"][0]["secretName"] == "influxdb-tls"
    assert of_kind("Certificate", made) == {
        "apiVersion": "cert-manager.io/v1",
        "kind": "Certificate",
        "metadata": {"name": "influxdb-tls", "labels": LABELS, "namespace": NAMESPACE},
        "spec": {
            "secretName": "influxdb-tls",
            "dnsNames": [HOST, OTHER_HOST],
            "issuerRef": {"group": "cert-manager.io", "kind": "ClusterIssuer", "name": "lab"},
        },
    }


@pytest.mark.parametrize(
    ("tls", "line"),
    [
        ({}, f"tls: gets its certificate in 0 ways; give exactly one of {SOURCES}"),
        (
            {**SECRET, "default_certificate": True},
            f"tls: gets its certificate in 2 ways; give exactly one of {SOURCES}",
        ),
        (
            {**SECRET, "passthrough": False},
            "tls.passthrough: False says nothing; leave it out",
        ),
        (
            {"secret_name": "In_flux"},
            "tls.secret_name: In_flux is no name of a Secret; use a-z, 0-9, `-` and `.`",
        ),
        (
            {"issuer": {"name": "a b"}},
            "tls.issuer.name: a b is no name of an issuer; use a-z, 0-9, `-` and `.`",
        ),
        (
            {**SECRET, "hsts": {"max_age": -1}},
            "tls.hsts.max_age: -1 is negative; give seconds, or 0 to make browsers forget",
        ),
        (
            {"certificate": {"certificate": "hunter2", "private_key": KEY}},
            "tls.certificate.certificate: is no certificate in PEM; give text with "
            "-----BEGIN CERTIFICATE-----",
        ),
        (
            {"certificate": {"certificate": PEM, "private_key": "hunter2"}},
            "tls.certificate.private_key: is no private key in PEM; give text with "
            "-----BEGIN PRIVATE KEY-----",
        ),
        (
            {
                "certificate": {
                    "certificate": PEM,
                    "private_key": KEY.replace("PRIVATE", "ENCRYPTED PRIVATE"),
                }
            },
            "tls.certificate.private_key: has a password, which no controller knows; decrypt it",
        ),
    ],
    ids=[
        *("no certificate", "two", "off", "Secret", "issuer", "HSTS", "certificate", "key"),
        "encrypted key",
    ],
)
def test_tls_that_cannot_be(tls: Any, line: str) -> None:
    assert problems("traefik", tls=tls) == [line]


def test_a_certificate_is_for_names() -> None:
    assert problems("traefik", tls=SECRET, hosts=None) == [
        "tls: has no host: a certificate is for names; name the `hosts`"
    ]


def test_a_certificate_may_be_known_later() -> None:
    late = {"certificate": {"certificate": Later(), "private_key": Later()}}
    assert problems("traefik", tls=late) == []


@pytest.mark.parametrize(
    ("more", "path"),
    [
        ({"paths": [{"path": "/a"}]}, "paths"),
        ({"sticky_cookie": {}}, "sticky_cookie"),
        ({"timeouts": {"response": 1}}, "timeouts"),
        ({"max_body_size": 1}, "max_body_size"),
        ({"rate_limit": {"requests": 1}}, "rate_limit"),
        ({"basic_auth": {"secret_name": "a"}}, "basic_auth"),
        ({"tls": {"hsts": {"max_age": 1}}}, "tls.hsts"),
        ({"tls": {"redirect": True}}, "tls.redirect"),
        ({"ports": port(backend_protocol="H2C")}, "ports[0].backend_protocol"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_passes_through_is_read_by_nobody(more: Any, path: str) -> None:
    tls = {"passthrough": True, **more.get("tls", {})}
    (line,) = problems("traefik", **{**more, "tls": tls})
    assert line.startswith(f"{path}: ")
    rule = "needs to read requests, which passthrough leaves encrypted; drop one of both"
    assert line.endswith(rule)


def test_passthrough_leaves_the_pods_certificates_to_clients() -> None:
    ports = port(backend_protocol="HTTPS")
    through = {"passthrough": True}
    assert problems("traefik", tls=through, ports=ports) == []
    assert problems("traefik", tls=through, ports=ports, backend_tls={"ca": PEM}) == [
        "backend_tls: is for TLS that the controller speaks, and passthrough leaves that to "
        "clients; drop one of both"
    ]


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            {"sticky_cookie": {"same_site": "None"}},
            "sticky_cookie.same_site: None is for secure cookies alone: browsers drop others; "
            "serve by `tls`, or choose Lax or Strict",
        ),
        (
            {"sticky_cookie": {"same_site": "None", "secure": False}, "tls": SECRET},
            "sticky_cookie.same_site: None is for secure cookies alone: browsers drop others; "
            "serve by `tls`, or choose Lax or Strict",
        ),
        (
            {"sticky_cookie": {"max_age": 0}},
            "sticky_cookie.max_age: 0 is below 1; give at least one second",
        ),
        ({"timeouts": {"idle": 0}}, "timeouts.idle: 0 is below 1; give at least one second"),
        (
            {"rate_limit": {"requests": 0}},
            "rate_limit.requests: 0 is below 1; give at least one request",
        ),
        (
            {"rate_limit": {"requests": 1, "burst": -1}},
            "rate_limit.burst: -1 is below 1; give at least one request",
        ),
        ({"max_body_size": 0}, "max_body_size: 0 is below 1; give at least one byte"),
        ({"timeout": 0}, "timeout: 0 is below 1; give at least one second"),
        (
            {"basic_auth": {"secret_name": "A"}},
            "basic_auth.secret_name: A is no name of a Secret; use a-z, 0-9, `-` and `.`",
        ),
    ],
    ids=[
        *("same_site without TLS", "same_site", "max_age", "timeouts", "rate", "burst"),
        *("body", "timeout", "auth"),
    ],
)
def test_a_word_that_cannot_be(more: Any, line: str) -> None:
    assert problems("traefik", **more) == [line]


def test_a_cookie_may_be_for_other_sites_by_tls() -> None:
    assert problems("traefik", sticky_cookie={"same_site": "None"}, tls=SECRET) == []


@pytest.mark.parametrize("dialect", ["traefik", "contour"])
def test_a_cookie_is_secure_by_tls_alone(dialect: str) -> None:
    assert problems(dialect, sticky_cookie={"secure": True}) == [
        "sticky_cookie.secure: True needs `tls`: without it, browsers never send the cookie back; "
        "give `tls`, or leave it out"
    ]
    assert problems(dialect, sticky_cookie={"secure": True}, tls=SECRET) == []
    assert problems(dialect, sticky_cookie={"secure": False}) == []


def test_a_cookie_leads_to_a_pod() -> None:
    assert problems("traefik", sticky_cookie={}, forward_to="service") == [
        "sticky_cookie: would name no pod: with `forward_to` service, the Service is the only "
        "server; drop one of both"
    ]
    assert problems("traefik", sticky_cookie={}, forward_to="pods") == []


@pytest.mark.parametrize(
    ("tls", "lines"),
    [
        (
            {"ca": "hunter2"},
            [
                "backend_tls.ca: is no certificate in PEM; give text with "
                "-----BEGIN CERTIFICATE-----"
            ],
        ),
        (
            {"server_name": "a b"},
            ["backend_tls.server_name: a b is no DNS name; give the certificate's"],
        ),
        (
            {"insecure": True, "ca": PEM, "server_name": "pods.example.com"},
            [
                "backend_tls.ca: has no effect beside `insecure`; drop one of both",
                "backend_tls.server_name: has no effect beside `insecure`; drop one of both",
            ],
        ),
    ],
    ids=["authority", "name", "insecure"],
)
def test_whom_to_believe_that_cannot_be(tls: Any, lines: list[str]) -> None:
    ports = port(backend_protocol="HTTPS")
    assert problems("traefik", ports=ports, backend_tls=tls) == lines
