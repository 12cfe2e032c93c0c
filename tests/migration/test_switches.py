"""What clients notice of each switch of strategy; what changes is held by the engine's preview."""

from itertools import permutations

import pytest

from exposure_components.migration.assess import migration
from exposure_components.migration.bounds import Part
from exposure_components.migration.interruptions import Effect, Interruption
from tests.migration.apps import HOST, STRATEGIES, app
from tests.migration.states import clients, moved, outcomes, state

AWAY = "50 s + pull of the image and start of the app"
CUT, BRIEF, ON, OPEN = (str(each) for each in (Effect.CUT, Effect.BRIEF, Effect.KEPT, Effect.OPEN))
READ, MADE = f"{CUT}: the controller reads the route", f"{CUT}: the cloud makes the balancer"
TURNS = f"{CUT}: {AWAY}"
NOTICED = {
    # From an address of the node to another way: its pod goes when the new one is ready.
    "host-network": {"node-port": BRIEF, "cloud": MADE, "ingress": READ, "gateway": READ},
    "host-port": {"node-port": BRIEF, "cloud": MADE, "ingress": READ, "gateway": READ},
    "node-port": {
        "host-network": TURNS,
        "host-port": TURNS,
        "cloud": ON,
        "ingress": READ,
        "gateway": READ,
    },
    "cloud": {
        "host-network": TURNS,
        "host-port": TURNS,
        "node-port": ON,
        "ingress": READ,
        "gateway": READ,
    },
    # A route is deleted last.
    "ingress": {"host-network": TURNS, "host-port": TURNS, "node-port": ON, "cloud": ON},
    "gateway": {"host-network": TURNS, "host-port": TURNS, "node-port": ON, "cloud": ON},
}
"""By the strategy before and after: what those notice who ask the old address or the new one."""
BOTH = "the old or the new address"


@pytest.mark.parametrize(("before", "after"), [*permutations(STRATEGIES, 2)])
def test_a_switch_replaces_nothing_and_says_for_how_long_clients_are_cut_off(
    before: str, after: str
) -> None:
    found = moved(app(before), app(after))
    assert not {"replaced", "undecided"} & set(outcomes(found.changes).values())
    assert "Service influxdb" not in [
        name for name, outcome in outcomes(found.changes).items() if outcome != "updated"
    ]
    noticed = dict(clients(found))
    assert noticed.get(BOTH) == NOTICED[before].get(after)
    # Of two ways with one address, that address tells.
    assert (BOTH in noticed) == ({before, after} not in ONE_ADDRESS)


ONE_ADDRESS = ({"host-network", "host-port"}, {"ingress", "gateway"})


@pytest.mark.parametrize(
    ("before", "after", "address", "noticed"),
    [
        ("host-network", "host-port", "http://10.13.241.89:8086", TURNS),
        ("host-port", "host-network", "http://10.13.241.89:8086", TURNS),
        ("ingress", "gateway", f"http://{HOST}/", BRIEF),
        ("gateway", "ingress", f"http://{HOST}/", BRIEF),
        ("node-port", "cloud", "http://10.13.241.89:30000", OPEN),
        ("node-port", "host-port", "http://10.13.241.89:30000", str(Effect.GONE)),
        ("node-port", "host-port", "http://10.13.241.89:8086", f"{Effect.NEW}: {AWAY}"),
        ("cloud", "ingress", "http://10.13.241.240:8086", str(Effect.GONE)),
        ("cloud", "ingress", f"http://{HOST}/", f"{Effect.NEW}: the controller reads the route"),
        ("cloud", "ingress", "influxdb.databases.svc", ON),
        ("cloud", "host-port", "influxdb.databases.svc", TURNS),
    ],
)
def test_each_address_is_told(before: str, after: str, address: str, noticed: str) -> None:
    assert dict(clients(moved(app(before), app(after))))[address] == noticed


def test_what_stays_is_not_told() -> None:
    found = moved(app("node-port"), app("node-port"))
    assert (outcomes(found.changes), found.interruptions, found.notices) == ({}, (), ())


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_an_app_that_comes_cuts_nobody_off(strategy: str) -> None:
    found = migration([], state(app(strategy)))
    assert set(outcomes(found.changes).values()) == {"created"}
    assert {each.effect for each in found.interruptions} == {Effect.NEW}


@pytest.mark.parametrize("strategy", STRATEGIES)
def test_an_app_that_goes_goes_at_the_end(strategy: str) -> None:
    found = migration(state(app(strategy)), [])
    assert set(outcomes(found.changes).values()) == {"deleted"}
    assert {each.effect for each in found.interruptions} == {Effect.GONE}
    assert all("at the end of up" in each.begins for each in found.interruptions)


@pytest.mark.parametrize(
    ("strategy", "more", "noticed"),
    [
        ("node-port", {}, BRIEF),
        ("node-port", {"drain": 5}, ON),
        ("host-port", {}, TURNS),
        ("ingress", {"replicas": 2}, BRIEF),
    ],
)
def test_a_new_image_is_a_rollout(strategy: str, more: dict[str, object], noticed: str) -> None:
    found = moved(app(strategy, **more), app(strategy, **more, image="influxdb:1.8.10"))
    assert outcomes(found.changes) == {"Deployment influxdb": "updated"}
    address = found.interruptions[0].subject
    assert address.startswith("http://")
    assert dict(clients(found))[address] == noticed


def test_who_drains_no_pod_is_told_how() -> None:
    found = moved(app("node-port"), app("node-port", image="influxdb:1.8.10"))
    assert "`drain`" in found.interruptions[0].because


def test_a_node_port_without_a_pod_closes_where_only_nodes_with_one_answer() -> None:
    local = {"external_traffic_policy": "Local"}
    found = dict(clients(moved(app("node-port"), app("cloud", **local))))
    assert found["http://10.13.241.89:30000"] == "gone"


def test_another_namespace_makes_all_anew_beside_the_old() -> None:
    found = moved(app("node-port"), app("host-port", namespace={"name": "other"}))
    assert set(outcomes(found.changes).values()) == {"replaced"}
    noticed = dict(clients(found))
    assert noticed[BOTH] == BRIEF
    assert noticed["influxdb.databases.svc"] == "gone"


@pytest.mark.parametrize(
    ("effect", "parts", "seconds"),
    [
        (Effect.CUT, (Part("ends", 30), Part("is ready", 5)), 35),
        (Effect.CUT, (Part("ends", 30), Part("pull of the image")), None),
        (Effect.KEPT, (), 0),
        (Effect.GONE, (), None),
    ],
)
def test_seconds_are_told_where_all_is_known(
    effect: Effect, parts: tuple[Part, ...], seconds: int | None
) -> None:
    assert Interruption("web", "http://web", effect, parts=parts).seconds == seconds
