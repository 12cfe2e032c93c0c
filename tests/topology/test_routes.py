"""What each kind of route says."""

from typing import Any

import pytest

from exposure_components.topology.inventory import inventory
from exposure_components.topology.routes import Backend, Route, routes
from exposure_components.topology.things import Thing

CLASS = {"kubernetes.io/ingress.class": "edge"}


def read(api: str, kind: str, spec: Any, annotations: Any = None) -> list[Route]:
    metadata = {"name": "web", "namespace": "shop", "annotations": annotations or {}}
    manifest = {"apiVersion": api, "kind": kind, "metadata": metadata, "spec": spec}
    return list(routes(inventory([Thing("urn", kind, "web", "", manifest, is_object=True)])))


TRAEFIK = {"routes": [{"match": "HostSNI(`a.b`) || HostSNI(`c.d`)", "services": [{"name": "x"}]}]}
BACKENDS: Any = [{"name": "x", "port": 80}, {"name": "y", "namespace": "z", "port": 81}]


@pytest.mark.parametrize(
    ("api", "kind", "spec", "hosts", "backends", "read_by"),
    [
        pytest.param(
            "networking.k8s.io/v1",
            "Ingress",
            {"defaultBackend": {"service": {"name": "x", "port": {"name": "http"}}}},
            [],
            [Backend("shop", "x", "http")],
            "edge",
            id="Ingress",
        ),
        pytest.param(
            "traefik.io/v1alpha1",
            "IngressRoute",
            {"routes": [{"match": "Host(`a.b`) && Path(`/c`)", "services": BACKENDS}]},
            ["a.b"],
            [Backend("shop", "x", 80), Backend("z", "y", 81)],
            "edge",
            id="IngressRoute",
        ),
        pytest.param(
            "traefik.io/v1alpha1",
            "IngressRouteTCP",
            TRAEFIK,
            ["a.b", "c.d"],
            [Backend("shop", "x", None)],
            "edge",
            id="IngressRouteTCP",
        ),
        pytest.param(
            "traefik.io/v1alpha1",
            "IngressRouteTCP",
            {"routes": [{"match": "HostSNI(`*`)", "services": [{"name": "x", "port": 1}]}]},
            [],
            [Backend("shop", "x", 1)],
            "edge",
            id="IngressRouteTCP of every host",
        ),
        pytest.param(
            "projectcontour.io/v1",
            "HTTPProxy",
            {
                "ingressClassName": "other",
                "virtualhost": {"fqdn": "a.b"},
                "routes": [{"services": [{"name": "x", "port": 80}]}],
                "tcpproxy": {"services": [{"name": "y", "port": 81}]},
            },
            ["a.b"],
            [Backend("shop", "x", 80), Backend("shop", "y", 81)],
            "other",
            id="HTTPProxy",
        ),
        pytest.param(
            "route.openshift.io/v1",
            "Route",
            {"host": "a.b", "to": {"name": "x"}, "port": {"targetPort": "http"}},
            ["a.b"],
            [Backend("shop", "x", "http")],
            "openshift-default",
            id="Route",
        ),
    ],
)
def test_a_route_is_read(
    api: str, kind: str, spec: Any, hosts: list[str], backends: list[Backend], read_by: str
) -> None:
    (route,) = read(api, kind, spec, CLASS)
    assert (route.hosts, route.backends, route.class_name) == (hosts, backends, read_by)


def test_a_route_of_the_gateway_api_names_its_gateways() -> None:
    parents = [{"name": "edge", "namespace": "ingress", "sectionName": "http"}, {"name": "own"}]
    refs = [{"name": "x", "port": 80}, {"name": "bucket", "kind": "Bucket", "group": "cloud"}]
    spec = {"parentRefs": parents, "hostnames": ["a.b"], "rules": [{"backendRefs": refs}]}
    (route,) = read("gateway.networking.k8s.io/v1", "HTTPRoute", spec)
    assert route.gateways == [("ingress", "edge"), ("shop", "own")]
    assert (route.hosts, route.backends) == (["a.b"], [Backend("shop", "x", 80)])


@pytest.mark.parametrize(
    ("api", "spec"),
    [("example.com/v1", TRAEFIK), ("traefik.io/v1alpha1", {"routes": "none"})],
    ids=["of another group", "of another shape"],
)
def test_what_is_no_route_that_leads_somewhere_is_left_out(api: str, spec: Any) -> None:
    assert read(api, "IngressRouteTCP", spec) == []
