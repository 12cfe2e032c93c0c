"""Two apps of one program that want the same of one cluster."""

from typing import Any

import pytest

from exposure_components.checks.collisions import Claim, collision_problems
from exposure_components.exposing import Strategy
from exposure_components.nodes import Place
from exposure_components.strategies.host_network import HOST_NETWORK
from exposure_components.strategies.host_port import HOST_PORT
from exposure_components.strategies.node_port import NODE_PORT
from tests.pure.apps import NODES, app, exposed

REMEDY = "choose another, or give the clusters names if they are two"
CLAIMED = f"is claimed by influxdb too ({{}}); {REMEDY}"
FIRST, SECOND = ({"kubernetes.io/hostname": name} for name in ("kubenode01", "kubenode02"))


def collisions(
    one: tuple[Strategy, dict[str, Any]], other: tuple[Strategy, dict[str, Any]]
) -> list[str]:
    """What the second app is told, when the first is `influxdb` and it is `grafana`."""
    earlier = exposed(one[1], one[0], "influxdb").claims
    claims = exposed(other[1], other[0], "grafana").claims
    return [str(problem) for _, problem in collision_problems(claims, earlier)]


def with_port(more: dict[str, Any], **of_app: Any) -> dict[str, Any]:
    return app(ports=[{"container_port": 8086, **more}], **of_app)


@pytest.mark.parametrize(
    ("one", "other", "lines"),
    [
        (
            (NODE_PORT, with_port({"node_port": 30000})),
            (NODE_PORT, with_port({"node_port": 30000})),
            ["ports[0].node_port: 30000 " + CLAIMED.format("ports[0].node_port")],
        ),
        (
            (HOST_PORT, with_port({"host_port": 80})),
            (HOST_PORT, with_port({"host_port": 80})),
            [f"ports[0].host_port: 80 is claimed by influxdb too (ports[0].host_port); {REMEDY}"],
        ),
        (
            (HOST_NETWORK, app()),
            (HOST_PORT, with_port({"host_port": 8086})),
            [
                "ports[0].host_port: 8086 is claimed by influxdb too (ports[0].container_port); "
                f"{REMEDY}"
            ],
        ),
        (
            (NODE_PORT, with_port({"node_port": 30000})),
            (NODE_PORT, with_port({"node_port": 30000, "protocol": "UDP"})),
            ["ports[0].node_port: 30000 " + CLAIMED.format("ports[0].node_port")],
        ),
        (
            (NODE_PORT, with_port({"node_port": 30000})),
            (HOST_PORT, with_port({"host_port": 30000})),
            ["ports[0].host_port: 30000 " + CLAIMED.format("ports[0].node_port")],
        ),
        (
            (HOST_PORT, app(cluster={"nodes": NODES}, node_selector=FIRST)),
            (HOST_PORT, app(cluster={"nodes": NODES})),
            [
                "ports[0].container_port: 8086 is claimed by influxdb too "
                f"(ports[0].container_port); {REMEDY}"
            ],
        ),
        (
            (HOST_PORT, with_port({"host_ip": "0.0.0.0"})),
            (HOST_PORT, with_port({"host_ip": "10.0.0.1"})),
            [
                "ports[0].container_port: 8086 is claimed by influxdb too "
                f"(ports[0].container_port); {REMEDY}"
            ],
        ),
        (
            (NODE_PORT, app(name="db")),
            (HOST_PORT, app(name="db")),
            [f"name: db is claimed by influxdb too (name); {REMEDY}"],
        ),
        (
            (NODE_PORT, app(namespace={"name": "apps", "create": True})),
            (NODE_PORT, app(namespace={"name": "apps", "create": True})),
            [f"namespace.create: apps is claimed by influxdb too (namespace.create); {REMEDY}"],
        ),
    ],
    ids=[
        *("nodePort", "hostPort", "hostNetwork and hostPort", "nodePort of two protocols"),
        "nodePort and hostPort",
        *("a node and all nodes", "every address and one", "name", "created namespace"),
    ],
)
def test_two_apps_collide(
    one: tuple[Strategy, dict[str, Any]],
    other: tuple[Strategy, dict[str, Any]],
    lines: list[str],
) -> None:
    assert collisions(one, other) == lines


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ((NODE_PORT, app()), (NODE_PORT, app())),
        (
            (HOST_PORT, with_port({"host_port": 30000})),
            (NODE_PORT, with_port({"node_port": 30000, "protocol": "UDP"})),
        ),
        (
            (HOST_PORT, app(cluster={"nodes": NODES}, node_selector=FIRST)),
            (HOST_PORT, app(cluster={"nodes": NODES}, node_selector=SECOND)),
        ),
        (
            (HOST_PORT, app(node_selector={"disk": "ssd"})),
            (HOST_PORT, app(node_selector={"disk": "hdd"})),
        ),
        (
            (HOST_PORT, with_port({"host_ip": "10.0.0.1"})),
            (HOST_PORT, with_port({"host_ip": "10.0.0.2"})),
        ),
        (
            (NODE_PORT, with_port({"node_port": 30000}, cluster={"name": "a"})),
            (NODE_PORT, with_port({"node_port": 30000}, cluster={"name": "b"})),
        ),
        (
            (NODE_PORT, app(name="db", namespace={"name": "a"})),
            (NODE_PORT, app(name="db", namespace={"name": "b"})),
        ),
        (
            (NODE_PORT, app(namespace={"name": "apps", "create": True})),
            (NODE_PORT, app(namespace={"name": "apps"})),
        ),
    ],
    ids=[
        *("allocated", "protocols", "nodes", "labels of nodes", "addresses", "clusters"),
        *("namespaces", "namespace of the other"),
    ],
)
def test_two_apps_do_not_collide(
    one: tuple[Strategy, dict[str, Any]], other: tuple[Strategy, dict[str, Any]]
) -> None:
    assert collisions(one, other) == []


def test_each_claim_of_three_names_the_first_that_it_meets() -> None:
    a, b, c = (Claim(name, "port", 80, (80,), Place(frozenset("x"))) for name in "abc")
    assert [(claim, str(problem)) for claim, problem in collision_problems([a, b, c])] == [
        (b, f"port: 80 is claimed by a too (port); {REMEDY}"),
        (c, f"port: 80 is claimed by a too (port); {REMEDY}"),
    ]
