"""Many apps behind one controller, and what clients notice of pods that come and go."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.e2e.ingress import code, named, said, stack, whoami
from tests.e2e.ways import Manifests, Way
from tests.lab.asking import LoadOptions
from tests.lab.lab import Lab

APPS = 1000


@pytest.fixture(autouse=True)
def images(lab: Lab) -> None:
    """Traefik's, on every node."""
    lab.addon("ingress")


def test_a_thousand_apps_share_an_address_and_each_answers_by_its_name(
    lab: Lab, namespace: str, tmp_path: Path
) -> None:
    """From manifests alone: the engine writes its state after each of 2,000 resources, which takes
    longer than a test may."""
    pods = whoami(namespace, "app0", replicas=3)
    exposed: dict[str, Any] = {"selector": {"exposure-components/app": "app0"}}
    exposed |= {k: v for k, v in pods.items() if k in ("strategy", "controller", "namespace")}
    exposed |= {"ports": pods["ports"]}
    names = [f"app{i}" for i in range(APPS)]
    apps = {name: {**exposed, "hosts": [named(name)]} for name in names} | {"app0": pods}
    hosts = tmp_path / "hosts"
    hosts.write_text("\n".join(named(name) for name in names))
    way = Manifests(lab)
    try:
        endpoints = way.up(stack(apps))
        assert len(endpoints) == APPS
        for address in lab.nodes.values():
            asking: LoadOptions = {"hosts": hosts, "requests": APPS, "workers": 8}

            def all_of_them(a: str = address, o: LoadOptions = asking) -> bool:
                return lab.load(f"http://{a}/", **o).codes == {200: APPS}

            lab.until(f"every name at {address}", all_of_them, limit=120)
            seen = lab.load(f"http://{address}/", **asking)
            assert seen.hosts == {named(name): 1 for name in names}
            assert len(seen.pods) == 3
            assert code(lab, f"http://{named(f'app{APPS}')}/", at=address) == 404
    finally:
        # What is in the namespace goes with it: one by one it would take minutes.
        way.applied = [m for m in way.applied if m["metadata"].get("namespace") != namespace]
        way.down()


def test_the_end_of_one_controllers_pod_is_not_noticed_at_the_other_node(
    lab: Lab, namespace: str, way: Way
) -> None:
    app = whoami(namespace, "steady", kind="DaemonSet")
    way.up(stack({"steady": app}))
    url = f"http://{named('steady')}/"
    one, other = lab.nodes.values()
    for address in (one, other):
        lab.until("an answer", lambda a=address: said(lab, url, at=a))  # type: ignore[misc]
    asking: LoadOptions = {"resolve": {named("steady"): other}, "every": 0.02, "workers": 4}
    asking["fresh"] = True
    with lab.loading(url, **asking) as load:
        victim = controllers(lab)["kubenode01"]
        lab.kubectl("-n", "traefik", "delete", "pod", victim, "--grace-period=0", "--force")
        lab.until(
            "another pod",
            lambda: controllers(lab).get("kubenode01") not in (None, victim),
        )
        lab.until("the node's answer", lambda: code(lab, url, at=one) == 200)
        seen = load.end()
    assert set(seen.codes) == {200}
    assert not seen.missed


def test_a_rollout_that_drains_fails_no_request(lab: Lab, namespace: str, way: Way) -> None:
    app = whoami(namespace, "rolling", replicas=2, drain=5)
    way.up(stack({"rolling": app}))
    url = f"http://{named('rolling')}/"
    lab.until("an answer", lambda: said(lab, url))
    asking: LoadOptions = {"resolve": {named("rolling"): lab.nodes["kubenode01"]}}
    asking |= {"every": 0.02, "workers": 4, "seconds": 240}
    with lab.loading(url, **asking) as load:
        way.up(stack({"rolling": {**app, "image": "whoami:2"}}))
        lab.until("the new version alone", lambda: versions(lab, url) == {"2"})
        lab.until("an end of old pods", lambda: len(pods_of(lab, namespace)) == 2)
        seen = load.end()
    assert set(seen.versions) == {"1", "2"}
    assert (set(seen.codes), seen.missed) == ({200}, [])


def controllers(lab: Lab) -> dict[str, str]:
    """The pods of the controller that serve, by node."""
    return {
        pod["spec"]["nodeName"]: pod["metadata"]["name"]
        for pod in pods_of(lab, "traefik")
        if any(c["type"] == "Ready" and c["status"] == "True" for c in pod["status"]["conditions"])
    }


def pods_of(lab: Lab, namespace: str) -> list[dict[str, Any]]:
    """All pods of a namespace, those that end among them."""
    items: list[dict[str, Any]] = json.loads(
        lab.kubectl("-n", namespace, "get", "pods", "-o", "json")
    )["items"]
    return items


def versions(lab: Lab, url: str) -> set[str]:
    """Of the app that answers to six requests."""
    return {said(lab, url)["version"] for _ in range(6)}
