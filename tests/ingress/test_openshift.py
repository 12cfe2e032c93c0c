"""What OpenShift's router is told of an app."""

from typing import Any

import pulumi
import pytest

from exposure_components import IngressApp
from exposure_components.objects.labels import Manifest
from exposure_components.testing import run_program
from tests.ingress.apps import (
    ANY_HOST,
    HOST,
    KEY,
    NAMESPACE,
    OTHER_HOST,
    OTHER_PEM,
    PAIR,
    PEM,
    SECRET,
    of_kind,
    port,
    problems,
    routing,
    said_of,
    served,
)

LABELS = {"app.kubernetes.io/name": "influxdb", "exposure-components/app": "influxdb"}
ROUTER = "haproxy.router.openshift.io"
OWN = "router.openshift.io"
HTTPS = {"tls": SECRET, "ports": port(backend_protocol="HTTPS")}


def made(**more: Any) -> list[Manifest]:
    """What leads to the Service."""
    return routing("openshift", **more)


def specs(**more: Any) -> dict[str, Manifest]:
    """Of the Routes, by name."""
    return {o["metadata"]["name"]: o["spec"] for o in made(**more) if o["kind"] == "Route"}


def tls(**more: Any) -> Manifest:
    """Of the only Route."""
    found: Manifest = of_kind("Route", made(**more))["spec"]["tls"]
    return found


def said(**more: Any) -> Manifest:
    """Annotations of the only Route."""
    return said_of(of_kind("Route", made(**more)))


def refused(**more: Any) -> list[str]:
    """What is wrong with the app."""
    return problems("openshift", **more)


def test_an_app_is_a_route() -> None:
    assert made() == [
        {
            "apiVersion": "route.openshift.io/v1",
            "kind": "Route",
            "metadata": {
                "name": "influxdb",
                "labels": LABELS,
                "namespace": NAMESPACE,
                "annotations": {f"{ROUTER}/disable_cookies": "true"},
            },
            "spec": {
                "host": HOST,
                "to": {"kind": "Service", "name": "influxdb"},
                "port": {"targetPort": "tcp-8086"},
            },
        }
    ]


def test_without_a_host_the_router_gives_one() -> None:
    (spec,) = specs(hosts=None).values()
    assert "host" not in spec


def test_each_path_of_each_host_is_a_route() -> None:
    ports = [*port(), {"container_port": 80, "name": "web"}]
    paths = [{"path": "/"}, {"path": "/ui/", "port": 80}]
    found = specs(hosts=[HOST, OTHER_HOST], paths=paths, ports=ports)
    assert [(s["host"], s.get("path"), s["port"]["targetPort"]) for s in found.values()] == [
        (HOST, None, "tcp-8086"),
        (HOST, "/ui", "web"),
        (OTHER_HOST, None, "tcp-8086"),
        (OTHER_HOST, "/ui", "web"),
    ]


def test_a_route_is_named_by_what_it_serves() -> None:
    one, other = (specs(hosts=hosts) for hosts in ([HOST, OTHER_HOST], [HOST, "a.b", OTHER_HOST]))
    assert list(one) == ["influxdb", "influxdb-8c573022"]
    assert other["influxdb-8c573022"] == one["influxdb-8c573022"]


def test_a_wildcard_is_a_policy() -> None:
    (spec,) = specs(hosts=[ANY_HOST]).values()
    assert (spec["host"], spec["wildcardPolicy"]) == ("wildcard.kube.example.com", "Subdomain")


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (
            {"tls": {"default_certificate": True}},
            {"termination": "edge", "insecureEdgeTerminationPolicy": "Redirect"},
        ),
        (
            {"tls": {"default_certificate": True, "redirect": False}},
            {"termination": "edge", "insecureEdgeTerminationPolicy": "Allow"},
        ),
        ({"tls": {"passthrough": True}}, {"termination": "passthrough"}),
        (
            {"tls": SECRET},
            {
                "termination": "edge",
                "insecureEdgeTerminationPolicy": "Redirect",
                "externalCertificate": {"name": "influxdb-cert"},
            },
        ),
        (
            {"tls": PAIR},
            {
                "termination": "edge",
                "insecureEdgeTerminationPolicy": "Redirect",
                "certificate": PEM,
                "key": KEY,
            },
        ),
        (
            {"tls": {"certificate": {"certificate": PEM + OTHER_PEM, "private_key": KEY}}},
            {
                "termination": "edge",
                "insecureEdgeTerminationPolicy": "Redirect",
                "certificate": PEM,
                "key": KEY,
                "caCertificate": OTHER_PEM.strip(),
            },
        ),
        (
            HTTPS,
            {
                "termination": "reencrypt",
                "insecureEdgeTerminationPolicy": "Redirect",
                "externalCertificate": {"name": "influxdb-cert"},
            },
        ),
        (
            {**HTTPS, "backend_tls": {"ca": PEM}},
            {
                "termination": "reencrypt",
                "insecureEdgeTerminationPolicy": "Redirect",
                "externalCertificate": {"name": "influxdb-cert"},
                "destinationCACertificate": PEM,
            },
        ),
    ],
    ids=[
        *("default", "no redirect", "passthrough", "Secret", "certificate", "chain", "HTTPS"),
        "authority",
    ],
)
def test_where_tls_ends(more: Any, expected: Manifest) -> None:
    assert tls(**more) == expected


def test_the_router_may_read_the_secret_before_the_route_names_it() -> None:
    role, binding, route = made(tls=SECRET)
    assert route["kind"] == "Route"
    assert role == {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "Role",
        "metadata": {"name": "influxdb-router", "labels": LABELS, "namespace": NAMESPACE},
        "rules": [
            {
                "apiGroups": [""],
                "resources": ["secrets"],
                "resourceNames": ["influxdb-cert"],
                "verbs": ["get", "list", "watch"],
            }
        ],
    }
    assert binding["roleRef"] == {
        "apiGroup": "rbac.authorization.k8s.io",
        "kind": "Role",
        "name": "influxdb-router",
    }
    assert binding["subjects"] == [
        {"kind": "ServiceAccount", "name": "router", "namespace": "openshift-ingress"}
    ]


@pytest.mark.parametrize(
    "more",
    [{}, {"tls": PAIR}, {"tls": {"passthrough": True}}, {"tls": {"default_certificate": True}}],
    ids=["no TLS", "certificate", "passthrough", "default"],
)
def test_without_a_secret_nobody_reads_one(more: Any) -> None:
    assert [o["kind"] for o in made(**more)] == ["Route"]


def test_cert_managers_certificate_is_waited_for() -> None:
    found = made(tls={"issuer": {"name": "lab"}})
    assert [o["kind"] for o in found] == ["Certificate", "Role", "RoleBinding", "Route"]
    assert said_of(found[0]) == {"pulumi.com/waitFor": "condition=Ready"}
    assert found[3]["spec"]["tls"]["externalCertificate"] == {"name": "influxdb-tls"}


def test_a_route_comes_after_what_it_needs() -> None:
    args = served("openshift", tls={"issuer": {"name": "lab"}}, security={"run_as_root": True})

    def program() -> None:
        IngressApp("web", {**args, "name": "influxdb"})  # type: ignore[typeddict-item]

    recording = run_program(program)
    named = [(r.type.rpartition(":")[2], r.name) for r in recording.resources]
    # The constraint's Role stands beside, under the name that it has without a Route.
    roles = [each for each in named if each[0] in ("Role", "RoleBinding")]
    assert roles == [
        ("Role", "web"),
        ("RoleBinding", "web"),
        ("Role", "web-router"),
        ("RoleBinding", "web-router"),
    ]
    urns = {urn.rpartition("::")[2]: urn for urn in (r.urn for r in recording.resources)}
    route = recording.one("kubernetes:route.openshift.io/v1:Route")
    certificate = recording.one("kubernetes:cert-manager.io/v1:Certificate")
    assert set(route.dependencies) >= {certificate.urn, urns["web-router"]}


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"sticky_cookie": {}}, {}),
        ({"sticky_cookie": {"name": "stick"}}, {f"{OWN}/cookie_name": "stick"}),
        (
            {"sticky_cookie": {}, "tls": {"default_certificate": True}},
            {f"{OWN}/cookie-same-site": "Lax"},
        ),
        (
            {"sticky_cookie": {"same_site": "None"}, "tls": {"default_certificate": True}},
            {f"{OWN}/cookie-same-site": "None"},
        ),
        (
            {"sticky_cookie": {}, "timeouts": {"response": 90}},
            {f"{ROUTER}/timeout": "90s"},
        ),
        (
            {"sticky_cookie": {}, "allowed_cidrs": ["10.0.0.0/8", "fe80::/10"]},
            {f"{ROUTER}/ip_allowlist": "10.0.0.0/8 fe80::/10"},
        ),
        (
            {"tls": {"passthrough": True}, "allowed_cidrs": ["10.0.0.0/8"]},
            {f"{ROUTER}/ip_allowlist": "10.0.0.0/8"},
        ),
        ({"tls": {"passthrough": True}}, {}),
        (
            {"tls": {"default_certificate": True, "hsts": {"max_age": 60}}},
            {f"{ROUTER}/disable_cookies": "true", f"{ROUTER}/hsts_header": "max-age=60"},
        ),
        (
            {
                "tls": {
                    "default_certificate": True,
                    "hsts": {"max_age": 0, "include_subdomains": True, "preload": True},
                }
            },
            {
                f"{ROUTER}/disable_cookies": "true",
                f"{ROUTER}/hsts_header": "max-age=0;includeSubDomains;preload",
            },
        ),
    ],
    ids=[
        *("cookie", "its name", "by TLS", "for other sites", "timeout", "CIDRs"),
        *("CIDRs of what passes through", "passthrough", "HSTS", "all of HSTS"),
    ],
)
def test_a_word_is_an_annotation(more: Any, expected: Manifest) -> None:
    assert said(**more) == expected


def test_cidrs_that_are_known_later_are_joined_then() -> None:
    def program() -> None:
        late = pulumi.Output.from_input("10.1.0.0/16")
        cidrs = ["10.0.0.0/16", late, "10.2.0.0/16", late]
        IngressApp("influxdb", served("openshift", allowed_cidrs=cidrs))  # type: ignore[arg-type]

    route = run_program(program).one("kubernetes:route.openshift.io/v1:Route")
    joined = route.inputs["metadata"]["annotations"][f"{ROUTER}/ip_allowlist"]
    assert joined == "10.0.0.0/16 10.1.0.0/16 10.2.0.0/16 10.1.0.0/16"


def test_a_certificate_that_is_known_later_is_split_then() -> None:
    def program() -> None:
        both = {
            "certificate": pulumi.Output.from_input(PEM + OTHER_PEM),
            "private_key": pulumi.Output.secret(KEY),
        }
        IngressApp("influxdb", served("openshift", tls={"certificate": both}))  # type: ignore[arg-type]

    recording = run_program(program)
    route = recording.one("kubernetes:route.openshift.io/v1:Route")
    found = route.inputs["spec"]["tls"]
    assert (found["certificate"], found["caCertificate"]) == (PEM, OTHER_PEM.strip())
    assert "MIIE" not in str(recording.manifests())


@pytest.mark.parametrize(
    ("more", "line"),
    [
        (
            {"cluster": {}},
            "controller.dialect: openshift is for clusters whose `cluster.platform` is openshift; "
            "set that, or choose another dialect",
        ),
        (
            {"controller": {"class_name": "edge"}},
            "controller.class_name: edge says nothing: routers choose Routes by labels and "
            "namespaces; leave it out, and give the `labels` that the router looks for",
        ),
        (
            {"hosts": None, "paths": [{"path": "/"}, {"path": "/a"}]},
            "paths: would each get a host of its own: the router names every Route that has none; "
            "name the `hosts`, or give one path",
        ),
        (
            {
                "hosts": None,
                "dns": {"name": HOST, "zone": {"designate": {"name": "kube.example.com"}}},
                "controller": {"addresses": ["10.13.242.1"]},
            },
            f"dns.name: {HOST} would lead to a router that knows the app by another name; name it "
            "in `hosts` too",
        ),
        (
            {"tls": SECRET, "controller": {"https_port": 8443}},
            "tls.redirect: would lead astray: the router cannot redirect from port 80 to 8443; set "
            "it to false, or use ports 80 and 443",
        ),
        (
            {"sticky_cookie": {"name": "a.b"}},
            "sticky_cookie.name: a.b would be ignored: the router knows a-z, A-Z, 0-9, _ and - "
            "alone; choose another",
        ),
        (
            {"sticky_cookie": {"same_site": "Strict"}},
            "sticky_cookie.same_site: Strict is not to be had without `tls`: there the router "
            "leaves it to browsers; leave it out, or give `tls`",
        ),
        (
            {"sticky_cookie": {}, "tls": {**SECRET, "redirect": False}},
            "sticky_cookie: would be sent without TLS too: that is how the router has it without "
            "`tls.redirect`; drop one of both",
        ),
        (
            {"ports": port(backend_protocol="GRPCS")},
            "ports[0].backend_protocol: GRPCS needs `tls`: the router speaks TLS to pods where "
            "clients do; give `tls`",
        ),
        (
            {"ports": port(backend_protocol="H2C")},
            "ports[0].backend_protocol: H2C is told to the router by the port's `app_protocol`; "
            "set that to kubernetes.io/h2c",
        ),
        (
            {"ports": port(backend_protocol="HTTP", app_protocol="h2c")},
            "ports[0].app_protocol: h2c is believed before `backend_protocol`, and is not HTTP; "
            "leave it out",
        ),
    ],
    ids=[
        *(
            "platform",
            "class",
            "paths without a host",
            "name",
            "port",
            "cookie's name",
        ),
        *("same_site", "cookie without redirect", "TLS to pods", "H2C", "no H2C"),
    ],
)
def test_what_the_router_would_do_otherwise_is_refused(more: Any, line: str) -> None:
    assert refused(**more) == [line]


def test_h2c_is_told_by_the_service() -> None:
    for protocol in ("H2C", "GRPC"):
        ports = port(backend_protocol=protocol, app_protocol="kubernetes.io/h2c")
        assert refused(ports=ports) == []
