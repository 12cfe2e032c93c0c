"""What an app takes for itself of its cluster, and of a balancer that Services share."""

from typing import Any

import pytest

from exposure_components.checks.collisions import collision_problems
from exposure_components.exposing import claimed
from exposure_components.load_balancers.cloud.balancing import CLOUD
from exposure_components.strategies.cloud_load_balanced import CLOUD_LOAD_BALANCED
from tests.load_balancers.cloud.apps import Known, app, lines

SHARED = {"public": True, "openstack": {"load_balancer_id": "lb-1"}}
OTHER = {"public": True, "openstack": {"load_balancer_id": "lb-2"}}
LOCAL = {"external_traffic_policy": "Local"}
CHECKED = {"health_check_node_port": 30001}
TCP = {"container_port": 8086}
UDP = {"container_port": 8086, "protocol": "UDP"}
HTTP = {"container_port": 8080, "port": 80}


def claims(cloud: Any, **more: Any) -> list[tuple[str, Any, tuple[Any, ...]]]:
    """Of an app: where its args say what, and what that is."""
    assert lines(cloud, **more) == []
    found = CLOUD.claims("db", app(cloud, **more))
    return [(each.path, each.value, each.key) for each in found]


HEALTH = "load_balancer.cloud.health_check_node_port"
CLAIMED: dict[str, tuple[Any, dict[str, Any], list[tuple[str, Any, tuple[Any, ...]]]]] = {
    "nothing": ({}, {}, []),
    "health check": (CHECKED, LOCAL, [(HEALTH, 30001, ("node port", "", 30001))]),
    "health check of a cluster": (
        CHECKED,
        {**LOCAL, "cluster": {"name": "edge"}},
        [(HEALTH, 30001, ("node port", "edge", 30001))],
    ),
    "a balancer of its own": ({"openstack": {}}, {}, []),
    "a shared balancer": (
        SHARED,
        {"ports": [TCP, UDP, HTTP]},
        [
            ("ports[0].container_port", 8086, ("listener", "cloud", "lb-1", "TCP", 8086)),
            ("ports[1].container_port", 8086, ("listener", "cloud", "lb-1", "UDP", 8086)),
            ("ports[2].port", 80, ("listener", "cloud", "lb-1", "TCP", 80)),
        ],
    ),
    "a shared balancer, known later": (
        {"public": True, "openstack": {"load_balancer_id": Known("lb-1")}},
        {},
        [],
    ),
}


@pytest.mark.parametrize(("cloud", "more", "expected"), CLAIMED.values(), ids=CLAIMED)
def test_what_an_app_takes_for_itself(cloud: Any, more: Any, expected: Any) -> None:
    assert claims(cloud, **more) == expected


def collisions(**apps: Any) -> list[str]:
    """What the apps of a program claim twice."""
    found = [c for name, args in apps.items() for c in claimed(CLOUD_LOAD_BALANCED, name, args)]
    return [f"{claim.app}: {problem}" for claim, problem in collision_problems(found)]


def checked(**cluster: Any) -> dict[str, Any]:
    """An app that asks for a NodePort for health checks."""
    return app(CHECKED, **LOCAL, image="x", cluster=cluster)


def test_two_health_checks_cannot_have_one_node_port() -> None:
    assert collisions(db=checked(), web=checked()) == [
        f"web: {HEALTH}: 30001 is claimed by db too ({HEALTH}); choose another, or give the "
        "clusters names if they are two"
    ]
    assert collisions(db=checked(name="a"), web=checked(name="b")) == []


def test_a_port_and_a_health_check_cannot_have_one_node_port() -> None:
    other = app({}, image="x", ports=[{**TCP, "node_port": 30001}])
    assert collisions(db=checked(), web=other) == [
        f"web: ports[0].node_port: 30001 is claimed by db too ({HEALTH}); choose another, or give "
        "the clusters names if they are two"
    ]


def test_services_that_share_a_balancer_cannot_share_a_listener() -> None:
    def on(cloud: Any, port: Any) -> dict[str, Any]:
        return app(cloud, image="x", ports=[port])

    db = on(SHARED, TCP)
    assert collisions(db=db, web=on(SHARED, {**HTTP, "port": 8086})) == [
        "web: ports[0].port: 8086 is claimed by db too (ports[0].container_port); choose another "
        "`port`, or leave one of the two apps a balancer of its own"
    ]
    assert collisions(db=db, web=on(SHARED, UDP)) == []
    assert collisions(db=db, web=on(SHARED, HTTP)) == []
    assert collisions(db=db, web=on(OTHER, TCP)) == []
    assert collisions(db=db, web=on({"openstack": {}}, TCP)) == []
