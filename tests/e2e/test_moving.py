"""An app moves from an Ingress to a Gateway while clients ask."""

import json
from typing import Any

import pytest

from tests.e2e.ways import Way, environment, key_of, manifests_of
from tests.lab.lab import Lab

HOST = "influxdb.kube.example.com"
URL = f"http://{HOST}/ping"
SPACE = "influxdb-gateway"


@pytest.fixture
def config(lab: Lab) -> dict[str, Any]:
    """The environment of the Gateway, whose app is behind an Ingress as yet."""
    lab.addon("ingress", "gateway-api")
    found = environment("gateway")
    found["apps"] = {"influxdb": behind_ingress(found["apps"]["influxdb"])}
    return found


def behind_ingress(app: dict[str, Any]) -> dict[str, Any]:
    without = {key: value for key, value in app.items() if key != "gateway"}
    return {**without, "strategy": "IngressApp", "controller": "traefik"}


def at_both(config: dict[str, Any]) -> dict[str, Any]:
    """Routes of a Gateway as well, to the pods that the Ingress leads to."""
    twin = {
        "strategy": "GatewayApp",
        "gateway": "edge",
        "hosts": [HOST],
        "selector": {"exposure-components/app": "influxdb"},
        "namespace": {"name": SPACE},
        "ports": [{"container_port": 8086}],
    }
    return {**config, "apps": {**config["apps"], "influxdb-moving": twin}}


def led_to_pods(lab: Lab, config: dict[str, Any]) -> None:
    """The twin's Service is there and knows its pods before a route leads to it.

    Made together, a busy cluster may tell of the pods later, and Traefik answers 500 until then.
    """
    key = ("Service", SPACE, "influxdb-moving")
    (service,) = [each for each in manifests_of(config) if key_of(each) == key]
    lab.apply(service, namespace=SPACE)
    slices = ("-n", SPACE, "get", "endpointslices", "-l", f"kubernetes.io/service-name={key[2]}")
    ready = "jsonpath={.items[*].endpoints[?(@.conditions.ready==true)].addresses}"
    lab.until("its pods", lambda: lab.kubectl(*slices, "-o", ready))


def listed(lab: Lab, kind: str) -> list[str]:
    items = json.loads(lab.kubectl("-n", SPACE, "get", kind, "-o", "json"))["items"]
    return [item["metadata"]["name"] for item in items]


def accepted(lab: Lab, name: str) -> bool:
    """Whether the Gateway says that it took the route."""
    route = json.loads(lab.kubectl("-n", SPACE, "get", "httproute", name, "-o", "json"))
    parents = route.get("status", {}).get("parents", [])
    said = [c for parent in parents for c in parent["conditions"] if c["type"] == "Accepted"]
    return any(condition["status"] == "True" for condition in said)


def test_an_app_moves_from_ingress_to_gateway_without_a_failed_request(
    lab: Lab, way: Way, config: dict[str, Any]
) -> None:
    way.up(config)
    there = {HOST: lab.nodes["kubenode02"]}
    resolved = f"{HOST}:80:{there[HOST]}"
    lab.until("204", lambda: lab.curl(URL, "--resolve", resolved).code == 204)
    pod = lab.kubectl("-n", SPACE, "get", "pods", "-o", "name")
    with lab.loading(URL, every=0.05, resolve=there, fresh=True, seconds=180) as load:
        both = at_both(config)
        led_to_pods(lab, both)
        way.up(both)
        lab.until("the Gateway takes the route", lambda: accepted(lab, "influxdb-moving"))
        assert (listed(lab, "ingress"), listed(lab, "httproute")) == (
            ["influxdb"],
            ["influxdb-moving"],
        )
        moved = environment("gateway")
        way.up(moved)
        lab.until("the Gateway takes the app's own", lambda: accepted(lab, "influxdb"))
        lab.until("the Ingress is gone", lambda: listed(lab, "ingress") == [])
        seen = load.end()
    assert set(seen.codes) == {204}, seen
    assert seen.errors == {}
    assert seen.codes[204] > 50
    assert listed(lab, "httproute") == ["influxdb"]
    assert lab.kubectl("-n", SPACE, "get", "pods", "-o", "name") == pod
