"""Whom a policy lets in from other namespaces, and out to servers outside, by real requests."""

import json
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from typing import Any

import pytest

from tests.e2e.inside import at, processes
from tests.e2e.test_traffic import whoami
from tests.e2e.ways import Way
from tests.lab.lab import Lab
from tests.lab.sources import folder

PORT = 8186
"""Of the servers outside."""
NAMESPACE = "policy-{}"
APPS = ("app", "friend", "stranger")
"""Each in a namespace of its own."""


@pytest.fixture
def servers(lab: Lab) -> Iterator[None]:
    """Whoami at both clients."""
    with ExitStack() as running:
        for client in lab.clients:
            running.enter_context(at(client, folder() / "whoami-1", f"-port={PORT}"))
        yield


def stack(policy: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Three apps; the policy is that of the first."""

    def of(app: str) -> dict[str, Any]:
        namespace = {"name": NAMESPACE.format(app), "create": True}
        more = {"network_policy": policy} if policy and app == "app" else {}
        return dict(whoami("NodePortApp", namespace=namespace, **more)["apps"]["whoami"])

    return {**whoami("NodePortApp"), "apps": {app: of(app) for app in APPS}}


def pod(lab: Lab, app: str) -> dict[str, Any]:
    """The one of an app."""
    asked = ("-n", NAMESPACE.format(app), "get", "pods", "-o", "json")
    (found,) = json.loads(lab.kubectl(*asked))["items"]
    return dict(found)


def answered(lab: Lab, app: str, url: str) -> bool:
    """Whether the app's pod gets an answer."""
    asking = pod(lab, app)
    process, *_ = processes(lab, asking)
    curl = ("curl", "-s", "--max-time", "1", "-w", "%{http_code}", url)
    network = ("nsenter", f"--net={process}/ns/net")
    return lab.run(asking["spec"]["nodeName"], *network, *curl, check=False) == "204"


def who_reaches(lab: Lab) -> dict[str, bool]:
    """What the app is asked by, and what it asks."""
    inside = f"http://{pod(lab, 'app')['status']['podIP']}:8080/ping"
    coming = {app: answered(lab, app, inside) for app in ("friend", "stranger")}
    outside = {name: f"http://{address}:{PORT}/ping" for name, address in lab.clients.items()}
    return coming | {name: answered(lab, "app", url) for name, url in outside.items()}


@pytest.mark.usefixtures("servers")
def test_the_named_namespaces_come_in_and_only_the_named_addresses_are_reached(
    lab: Lab, way: Way
) -> None:
    lab.addon("network-policy")
    everybody = {"friend": True, "stranger": True, "client": True, "client2": True}
    way.up(stack())
    lab.until("everybody is reached", lambda: who_reaches(lab) == everybody)
    way.up(
        stack(
            {
                "namespaces": [NAMESPACE.format("friend")],
                "egress_cidrs": [f"{lab.clients['client']}/32"],
            }
        )
    )
    few = {**everybody, "stranger": False, "client2": False}
    lab.until("few are", lambda: who_reaches(lab) == few)
