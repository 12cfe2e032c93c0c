"""Each word of an Ingress, in two apps that differ in it alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tests.ingress.apps import ANY_HOST, HOST, KEY, OTHER_PEM, PAIR, PEM, SECRET, port

Args = Mapping[str, Any]


@dataclass(frozen=True)
class Wish:
    """A word."""

    path: str
    """Where the args say it."""
    one: Args
    """An app that uses it."""
    other: Args
    """One that does not, or uses it otherwise."""


def tls(path: str, one: Args, other: Args | None = None) -> Wish:
    """Of `tls` with a certificate."""
    without = SECRET if other is None else {**SECRET, **other}
    return Wish(path, {"tls": {**SECRET, **one}}, {"tls": without})


def cookie(key: str, value: Any) -> Wish:
    """Of a sticky cookie."""
    secure = {"tls": SECRET}
    return Wish(
        f"sticky_cookie.{key}",
        {**secure, "sticky_cookie": {key: value}},
        {**secure, "sticky_cookie": {}},
    )


def rate(path: str, one: Args, other: Args | None) -> Wish:
    """Of a rate limit."""
    given = {"requests": 5, "scope": "host"}
    limited = {} if other is None else {"rate_limit": {**given, **other}}
    return Wish(path, {"rate_limit": {**given, **one}}, limited)


def backend(path: str, one: Args, other: Args) -> Wish:
    """Of TLS to the pods."""
    given = {"tls": SECRET, "ports": port(backend_protocol="HTTPS")}
    return Wish(path, {**given, "backend_tls": one}, {**given, "backend_tls": other})


def speaks(protocol: str) -> Wish:
    """Of what the pods speak."""
    over_tls = {"backend_tls": {"ca": PEM}} if protocol in ("HTTPS", "GRPCS") else {}
    given = {"tls": SECRET}
    one = {**given, **over_tls, "ports": port(backend_protocol=protocol)}
    return Wish("ports[0].backend_protocol", one, {**given, "ports": port()})


def entry(protocol: str) -> Wish:
    """Of a port that is passed on as it is."""
    named: dict[str, Any] = {"container_port": 22, "protocol": protocol}
    given = {"controller": {"tcp_ports": [2222], "udp_ports": [2222]}}
    one = {**given, "ports": [*port(), {**named, "entry_port": 2222}]}
    return Wish("ports[1].entry_port", one, {**given, "ports": [*port(), named]})


def path(kind: str) -> Wish:
    """Of how a path is matched."""
    one, other = ({"paths": [{"path": "/a", "type": k}]} for k in (kind, "Prefix"))
    return Wish("paths[0].type", one, other)


def of_all(key: str, one: Any, other: Any = None) -> Wish:
    """Of the whole app."""
    return Wish(key, {key: one}, {} if other is None else {key: other})


AUTH = {"secret_name": "users"}
CA = {"ca": PEM}
WISHES: Mapping[str, Wish] = {
    "tls.default_certificate": Wish(
        "tls.default_certificate", {"tls": {"default_certificate": True}}, {"tls": SECRET}
    ),
    "tls.passthrough": Wish("tls.passthrough", {"tls": {"passthrough": True}}, {"tls": SECRET}),
    "tls.redirect": tls("tls.redirect", {"redirect": False}, {"redirect": True}),
    "tls.hsts": tls("tls.hsts", {"hsts": {"max_age": 60}}),
    "sticky_cookie": of_all("sticky_cookie", {}),
    "sticky_cookie.name": cookie("name", "stick"),
    "sticky_cookie.max_age": cookie("max_age", 60),
    "sticky_cookie.secure": cookie("secure", False),
    "sticky_cookie.http_only": cookie("http_only", False),
    "sticky_cookie.same_site": cookie("same_site", "Strict"),
    "timeouts.connect": Wish("timeouts.connect", {"timeouts": {"connect": 3}}, {}),
    "timeouts.response": Wish("timeouts.response", {"timeouts": {"response": 3}}, {}),
    "timeouts.idle": Wish("timeouts.idle", {"timeouts": {"idle": 3}}, {}),
    "max_body_size": of_all("max_body_size", 1024),
    "allowed_cidrs": of_all("allowed_cidrs", ["10.0.0.0/8"]),
    "rate_limit": rate("rate_limit", {}, None),
    "rate_limit.scope=client": rate("rate_limit.scope", {"scope": "client"}, {}),
    "rate_limit.scope=host": rate("rate_limit.scope", {}, {"scope": "client"}),
    "rate_limit.burst": rate("rate_limit.burst", {"burst": 9}, {}),
    "backend_tls.ca": backend("backend_tls.ca", CA, {"ca": OTHER_PEM}),
    "backend_tls.server_name": backend(
        "backend_tls.server_name", {**CA, "server_name": "pods.example.com"}, CA
    ),
    "backend_tls.insecure": backend("backend_tls.insecure", {"insecure": True}, CA),
    "basic_auth": of_all("basic_auth", AUTH),
    "basic_auth.realm": Wish(
        "basic_auth.realm", {"basic_auth": {**AUTH, "realm": "lab"}}, {"basic_auth": AUTH}
    ),
    "forward_to=pods": of_all("forward_to", "pods", "service"),
    "forward_to=service": of_all("forward_to", "service", "pods"),
    **{f"ports.entry_port={p}": entry(p) for p in ("TCP", "UDP", "SCTP")},
    **{f"ports.backend_protocol={p}": speaks(p) for p in ("HTTPS", "H2C", "GRPC", "GRPCS")},
    **{f"paths.type={k}": path(k) for k in ("Exact", "ImplementationSpecific")},
}
"""Every word that some dialect may lack."""

HSTS = {"max_age": 60}
MORE: Mapping[str, Wish] = {
    "tls": Wish("tls", {"tls": SECRET}, {}),
    "tls.secret_name": tls("tls.secret_name", {"secret_name": "a"}, {"secret_name": "b"}),
    "tls.issuer": Wish("tls.issuer", {"tls": {"issuer": {"name": "lab"}}}, {"tls": SECRET}),
    "tls.issuer.name": Wish(
        "tls.issuer.name", {"tls": {"issuer": {"name": "a"}}}, {"tls": {"issuer": {"name": "b"}}}
    ),
    "tls.issuer.kind": Wish(
        "tls.issuer.kind",
        {"tls": {"issuer": {"name": "a", "kind": "ClusterIssuer"}}},
        {"tls": {"issuer": {"name": "a"}}},
    ),
    "tls.certificate": Wish("tls.certificate", {"tls": PAIR}, {"tls": SECRET}),
    "tls.certificate.certificate": Wish(
        "tls.certificate.certificate",
        {"tls": {"certificate": {"certificate": OTHER_PEM, "private_key": KEY}}},
        {"tls": PAIR},
    ),
    "tls.certificate.private_key": Wish(
        "tls.certificate.private_key",
        {"tls": {"certificate": {"certificate": PEM, "private_key": KEY.replace("MIIE", "A")}}},
        {"tls": PAIR},
    ),
    "tls.hsts.max_age": tls("tls.hsts", {"hsts": {"max_age": 5}}, {"hsts": HSTS}),
    "tls.hsts.include_subdomains": tls(
        "tls.hsts", {"hsts": {**HSTS, "include_subdomains": True}}, {"hsts": HSTS}
    ),
    "tls.hsts.preload": tls("tls.hsts", {"hsts": {**HSTS, "preload": True}}, {"hsts": HSTS}),
    "rate_limit.requests": rate("rate_limit", {"requests": 6}, {}),
    "rate_limit.per": rate("rate_limit", {"per": "minute"}, {}),
    "basic_auth.secret_name": of_all("basic_auth", {"secret_name": "a"}, AUTH),
    "paths": of_all("paths", [{"path": "/a"}]),
    "paths.port": Wish(
        "paths[0].port",
        {"ports": [*port(), {"container_port": 80}], "paths": [{"path": "/", "port": 80}]},
        {"ports": [*port(), {"container_port": 80}], "paths": [{"path": "/"}]},
    ),
    "hosts": Wish("hosts[0]", {"hosts": [ANY_HOST]}, {"hosts": [HOST]}),
    "hosts=": Wish("hosts", {"hosts": None}, {}),
    "controller.class_name": Wish("controller.class_name", {"controller": {"class_name": "a"}}, {}),
    "backend_tls": Wish("backend_tls", {"backend_tls": CA}, {}),
}
"""What no dialect may ignore either."""
