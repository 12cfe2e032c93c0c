"""Which strategy is recommended for which app on which cluster, and why."""

from typing import Any

import pytest

from exposure_components.comparing.criteria import CRITERIA
from tests.comparing.apps import HTTP, TCP, TRAEFIK, UDP, app, best, comparison
from tests.strategies.programs import NODES

HOST: dict[str, Any] = {"hosts": ["influxdb.kube.example.com"]}
ONE_NODE = {"nodes": NODES[:1]}
ON_AWS = {"nodes": [{**node, "provider_id": "aws:///eu/i-0"} for node in NODES]}
ON_OPENSTACK = {"nodes": [{**node, "provider_id": "openstack:///0"} for node in NODES]}
OPENSHIFT = {"nodes": NODES, "platform": "openshift"}
SHARED = [("controller", "traefik", TRAEFIK)]
BALANCER = {
    "octavia": {"vip_subnet": {"name": "vip"}},
    "shared": {"name": "edge", "id": "0", "host": "10.13.242.236", "source_cidr": "10.13.242.0/24"},
}
OCTAVIA = ("load_balancer", "edge", BALANCER)
GATEWAY = {
    "name": "edge",
    "listeners": [{"name": "http", "port": 80, "protocol": "HTTP", "routes_from": "All"}],
}


@pytest.mark.parametrize(
    ("args", "shared", "expected"),
    [
        pytest.param({"ports": HTTP, **HOST}, SHARED, "IngressApp, controller traefik", id="HTTP"),
        pytest.param(
            {"ports": HTTP}, SHARED, "IngressApp, controller traefik", id="HTTP without a host"
        ),
        pytest.param(
            {"ports": HTTP, **HOST},
            [("gateway", "edge", GATEWAY)],
            "GatewayApp, Gateway edge",
            id="HTTP with a Gateway",
        ),
        pytest.param({"ports": HTTP}, [], "IngressApp, an IngressController", id="HTTP on metal"),
        pytest.param(
            {"ports": HTTP, "cluster": ON_OPENSTACK},
            [],
            "CloudLoadBalancedApp, the cluster's cloud (openstack)",
            id="HTTP in a cloud",
        ),
        pytest.param(
            {"ports": HTTP, "cluster": OPENSHIFT}, [], "IngressApp, OpenShift's router", id="Route"
        ),
        pytest.param({"ports": HTTP, "cluster": ONE_NODE}, [], "NodePortApp", id="one node"),
        pytest.param(
            {"ports": HTTP, "cluster": ONE_NODE},
            SHARED,
            "IngressApp, controller traefik",
            id="one node with a controller",
        ),
        pytest.param({"ports": UDP, "cluster": ONE_NODE}, [], "NodePortApp", id="UDP on one node"),
        pytest.param({"ports": TCP}, [], "CloudLoadBalancedApp, MetalLB", id="TCP on metal"),
        pytest.param({"ports": UDP}, SHARED, "CloudLoadBalancedApp, MetalLB", id="UDP on metal"),
        pytest.param(
            {"ports": TCP},
            [*SHARED, OCTAVIA],
            "CloudLoadBalancedApp, balancer edge",
            id="TCP with a shared balancer",
        ),
        pytest.param(
            {"ports": TCP, "cluster": ON_AWS},
            [],
            "CloudLoadBalancedApp, the cluster's cloud (aws)",
            id="TCP on AWS",
        ),
        pytest.param(
            {"ports": TCP, "client_ip": "preserve"},
            [OCTAVIA],
            "CloudLoadBalancedApp, MetalLB",
            id="client addresses by TCP",
        ),
        pytest.param(
            {"ports": HTTP, "client_ip": "preserve", **HOST},
            [("controller", "traefik", {**TRAEFIK, "client_ip_kept": True})],
            "IngressApp, controller traefik",
            id="client addresses by HTTP",
        ),
        pytest.param(
            {"ports": HTTP, "client_ip": "preserve", "kind": "DaemonSet", **HOST},
            SHARED,
            "CloudLoadBalancedApp, MetalLB",
            id="client addresses that the controller hides",
        ),
    ],
)
def test_the_recommended_strategy(args: dict[str, Any], shared: Any, expected: str) -> None:
    assert best(app(**args), shared) == expected


def test_reasons_name_the_first_criterion_at_which_the_others_are_worse() -> None:
    found = comparison(app(ports=HTTP, **HOST), SHARED).best
    assert found is not None
    assert [(reason.criterion, list(reason.over)) for reason in found.reasons] == [
        ("stability", ["NodePortApp", "HostNetworkApp", "HostPortApp"]),
        (
            "missing",
            [
                "CloudLoadBalancedApp, MetalLB",
                "GatewayApp, a Gateway",
                "CloudLoadBalancedApp, the cluster's cloud",
            ],
        ),
    ]
    assert found.reasons[0].text == "clients have one address, whichever node fails"


def test_every_other_possible_strategy_is_in_one_reason_at_most() -> None:
    for args in ({"ports": HTTP}, {"ports": TCP}, {"ports": UDP, "cluster": ONE_NODE}):
        found = comparison(app(**args))
        assert found.best is not None
        beaten = [title for reason in found.best.reasons for title in reason.over]
        possible = [trial.title for trial in found.trials if trial.outcome]
        assert sorted(beaten) == sorted(possible[1:])


def test_what_the_app_asks_for_comes_before_what_is_convenient() -> None:
    names = [criterion.name for criterion in CRITERIA]
    assert names[:4] == ["asked", "protocol", "stability", "missing"]
    assert len(set(names)) == len(names)


def test_words_that_others_lack_are_the_reason() -> None:
    limit = {"rate_limit": {"requests": 5}, "namespace": {"name": "a"}}
    args: dict[str, Any] = {"ports": HTTP, **limit, **HOST}
    found = comparison(app(**args), SHARED).best
    assert found is not None
    assert found.trial.title == "IngressApp, controller traefik"
    (first,) = found.reasons
    assert first.text == "it keeps what the app asks for: rate_limit"


def test_an_app_that_nothing_can_expose_has_no_recommendation() -> None:
    found = comparison(app(ports=[{"container_port": 70000}]))
    assert found.best is None
    assert all(trial.problems for trial in found.trials)


def test_the_privileged_strategies_are_not_possible_in_a_restricted_namespace() -> None:
    found = comparison(app(ports=HTTP, namespace={"name": "a", "pod_security": "restricted"}))
    refused = {trial.strategy: trial.problems for trial in found.trials if trial.problems}
    assert set(refused) == {"HostNetworkApp", "HostPortApp"}
    for problems in refused.values():
        assert [p.path for p in problems] == ["namespace.pod_security"]
