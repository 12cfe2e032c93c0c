"""What only an engine shows of ingress controllers: waiting, updates in place, what is left."""

import json
from typing import Any

import pytest

from tests.e2e.ingress import addresses, code, named, pem, said, stack, whoami
from tests.e2e.ways import Engine
from tests.lab.lab import Lab
from tests.lab.pki import authority, certificate

NOBODY = "nobody"
"""The class of no controller."""


@pytest.fixture(autouse=True)
def images(lab: Lab) -> None:
    """Traefik's, on every node."""
    lab.addon("ingress")


def behind(namespace: str, **controller: Any) -> dict[str, Any]:
    """A stack whose app is behind something that we do not run."""
    known = {"class_name": NOBODY, **controller}
    return {"apps": {"web": whoami(namespace, "web", controller=known)}}


def cluster_ip(lab: Lab, namespace: str) -> str:
    """Of the app's Service."""
    made = json.loads(lab.kubectl("-n", namespace, "get", "service", "web", "-o", "json"))
    address: str = made["spec"]["clusterIP"]
    return address


def test_up_does_not_wait_for_an_address_that_nobody_writes(
    lab: Lab, namespace: str, engine: Engine
) -> None:
    engine.up(behind(namespace))
    assert addresses(lab, namespace) == {"web": []}
    # A controller that knows no node has no address to write, and serves all the same.
    config = stack({"web": whoami(namespace, "web")})
    del config["cluster"]
    engine.up(config)
    lab.until("an answer", lambda: code(lab, f"http://{named('web')}/") == 200)
    assert addresses(lab, namespace) == {"web": []}


def test_up_waits_for_an_address_that_is_promised_as_long_as_the_user_says(
    lab: Lab, namespace: str, engine: Engine
) -> None:
    config = behind(namespace, publishes_address=True)
    config["apps"]["web"]["timeout"] = 5
    engine.write(config)
    told = engine.run("up", "--yes", "--skip-preview", "--stack", "lab", code=None)
    assert "Ingress .status.loadBalancer field was not updated with a hostname/IP" in told
    config = stack({"web": whoami(namespace, "web")})
    engine.up(config)
    first: str = config["cluster"]["nodes"][0]["address"]
    assert addresses(lab, namespace) == {"web": [first]}


def test_a_second_up_and_a_refresh_change_nothing(lab: Lab, namespace: str, engine: Engine) -> None:
    pair = pem(certificate(authority(), "*.kube.example.com"))
    args: dict[str, Any] = {
        "tls": {"certificate": pair, "hsts": {"max_age": 60}},
        "sticky_cookie": {},
        "timeouts": {"response": 5},
        "max_body_size": 1000,
        "rate_limit": {"requests": 100},
        "allowed_cidrs": ["10.13.241.0/24"],
        "ports": [
            {"container_port": 8080},
            {"container_port": 9000, "entry_port": 9000},
        ],
        "env": {"TCP_PORT": "9000"},
    }
    apps = {"web": whoami(namespace, "web", **args)}
    config = stack(apps, tcp_ports=[9000], default_certificate={"certificate": pair})
    engine.up(config)
    assert engine.changes(config) == {}
    engine.run("refresh", "--yes", "--skip-preview", "--stack", "lab")
    assert engine.changes(config) == {}
    engine.down()
    kinds = "crds,clusterroles,clusterrolebindings,ingressclasses,namespaces"
    assert "traefik" not in lab.kubectl("get", kinds, "-o", "name")
    own = "ingresses,services,secrets,deployments,serviceaccounts"
    left = lab.kubectl("-n", namespace, "get", own, "-o", "name").split()
    assert left == ["serviceaccount/default"]


def test_changes_are_made_in_place_and_the_cluster_ip_stays(
    lab: Lab, namespace: str, engine: Engine
) -> None:
    web = whoami(namespace, "web")
    engine.up(stack({"web": web}))
    before = cluster_ip(lab, namespace)

    web["paths"] = [{"path": "/other"}]
    assert engine.changes(stack({"web": web})) == {"Ingress web": "update"}
    engine.up(stack({"web": web}))
    lab.until("the path", lambda: code(lab, f"http://{named('web')}/other") == 200)
    lab.until("nothing else", lambda: code(lab, f"http://{named('web')}/") == 404)

    web["tls"] = {"certificate": pem(certificate(authority(), named("web")))}
    assert engine.changes(stack({"web": web})) == {
        "Ingress web": "update",
        "Ingress web-http": "create",
        "Middleware web-redirect": "create",
        "Secret web-tls": "create",
    }
    engine.up(stack({"web": web}))
    secure = f"https://{named('web')}/other"
    lab.until("TLS", lambda: said(lab, secure, "--insecure"))
    lab.until("a redirect", lambda: code(lab, f"http://{named('web')}/other") == 301)

    ports = [{"container_port": 8080, "node_port": 30001, "app_protocol": "http"}]
    of_ingress = ("controller", "hosts", "paths", "tls")
    moved = {key: value for key, value in web.items() if key not in of_ingress}
    config = stack({"web": {**moved, "strategy": "NodePortApp", "ports": ports}})
    assert engine.changes(config) == {
        "Ingress web": "delete",
        "Ingress web-http": "delete",
        "Middleware web-redirect": "delete",
        "Secret web-tls": "delete",
        "Service web": "update",
    }
    (url, *_) = [endpoint["url"] for endpoint in engine.up(config)["web"]]
    lab.until("the NodePort", lambda: lab.curl(url).code in (200, 204))
    assert cluster_ip(lab, namespace) == before
    assert addresses(lab, namespace) == {}
