"""Traefik behind a balancer of the cluster's own, and the apps behind Traefik."""

import json
from typing import Any

import pytest

from tests.e2e.ingress import addresses, code, named, said, stack, whoami
from tests.e2e.ways import Way
from tests.lab.asking import LoadOptions
from tests.lab.lab import Lab


@pytest.fixture(autouse=True)
def images(lab: Lab) -> None:
    """Traefik's, on every node."""
    lab.addon("ingress")


def test_the_address_that_metallb_gives_serves_all_apps_and_stands_in_each_ingress(
    lab: Lab, namespace: str, way: Way
) -> None:
    lab.addon("metallb")
    controller = {"load_balancer": {"cloud": {"metallb": {}, "timeout": 120}}, "drain": 5}
    apps = {host: whoami(namespace, host) for host in ("one", "two")}
    way.up(stack(apps, **controller))
    assert service(lab)["spec"]["type"] == "LoadBalancer"
    (point,) = lab.until(
        "an address", lambda: service(lab)["status"]["loadBalancer"].get("ingress", [])
    )
    address = point["ip"]
    for host in apps:
        url = f"http://{named(host)}/"
        lab.until("an answer", lambda u=url: said(lab, u, at=address))  # type: ignore[misc]
        assert said(lab, url, at=address)["pod"].startswith(f"{host}-")
    assert code(lab, f"http://{named('other')}/", at=address) == 404
    every = {host: [address] for host in apps}
    lab.until("the address in each", lambda: addresses(lab, namespace) == every)

    url = f"http://{named('one')}/"
    asking: LoadOptions = {"resolve": {named("one"): address}, "fresh": True, "workers": 4}
    paced: LoadOptions = {**asking, "every": 0.02, "seconds": 240}
    counted: LoadOptions = {**asking, "requests": 100}
    with lab.loading(url, **paced) as load:
        way.up(stack(apps, **controller, traefik={"args": ["--accesslog=true"]}))
        lab.until("an end of the old pods", lambda: len(pods(lab)) == 2)
        seen = load.end()
    # No connection fails. A new pod may answer 404 for a moment: Traefik says that it is ready
    # before it has read its Ingresses.
    assert seen.errors == {}
    assert set(seen.codes) <= {200, 404}
    lab.until(
        "that all pods have read them",
        lambda: lab.load(url, **counted).codes == {200: 100},
    )


def service(lab: Lab) -> Any:
    """Of the controller."""
    return json.loads(lab.kubectl("-n", "traefik", "get", "service", "traefik", "-o", "json"))


def pods(lab: Lab) -> list[str]:
    """Of the controller, those that end among them."""
    return lab.kubectl("-n", "traefik", "get", "pods", "-o", "name").split()
