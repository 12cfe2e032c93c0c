"""What each strategy needs, gives, costs and breaks, as its own checks and objects say."""

from typing import Any

import pytest

from exposure_components.checks.collisions import Claim
from exposure_components.comparing.app import App
from exposure_components.comparing.compare import compared
from exposure_components.comparing.promises import Stability
from exposure_components.comparing.words import arg_problems
from exposure_components.kinds import PodSecurityLevel
from exposure_components.strategies.all import STRATEGIES
from tests.comparing.apps import HTTP, TCP, TRAEFIK, UDP, app, comparison, outcome, trial
from tests.strategies.programs import NODES

OPENSHIFT = {"nodes": NODES, "platform": "openshift"}
VIP = {"octavia": {"vip_subnet": {"name": "vip"}}}
SHARED = {"name": "edge", "id": "0", "host": "10.13.242.236", "source_cidr": "10.13.242.0/24"}


def test_every_strategy_is_tried() -> None:
    tried = {each.strategy for each in comparison(app()).trials}
    assert tried == set(STRATEGIES)


@pytest.mark.parametrize(
    ("strategy", "expected"),
    [
        ("HostNetworkApp", (PodSecurityLevel.PRIVILEGED, "hostnetwork-v2")),
        ("HostPortApp", (PodSecurityLevel.PRIVILEGED, "hostnetwork-v2")),
        ("NodePortApp", (PodSecurityLevel.RESTRICTED, None)),
        ("IngressApp", (PodSecurityLevel.RESTRICTED, None)),
    ],
)
def test_needed_privileges(strategy: str, expected: tuple[PodSecurityLevel, str | None]) -> None:
    needs = outcome(strategy, app(ports=HTTP, cluster=OPENSHIFT)).needs
    assert (needs.pod_security, needs.constraint) == expected


def test_kinds_that_are_not_kubernetes_own_are_needed() -> None:
    router = outcome("IngressApp", app(ports=HTTP, cluster=OPENSHIFT)).needs
    gateway = outcome("GatewayApp", app(ports=TCP)).needs
    assert router.kinds == ["Route (route.openshift.io)"]
    assert gateway.kinds == ["TCPRoute (gateway.networking.k8s.io)"]
    assert outcome("NodePortApp", app()).needs.kinds == []


def test_the_network_plugin_must_do_what_objects_ask() -> None:
    allowed = app(allowed_cidrs=["10.0.0.0/8"], kind="DaemonSet")
    assert outcome("HostPortApp", allowed).needs.of_network == ["hostPort", "NetworkPolicies"]
    assert outcome("NodePortApp", app()).needs.of_network == []


def test_what_is_not_there_is_missing_with_the_ports_that_it_must_have() -> None:
    both = app(ports=[*HTTP, *TCP, *UDP])
    assert outcome("IngressApp", both).needs.missing == [
        "an IngressController with tcp_ports 5432 and udp_ports 53"
    ]
    assert outcome("GatewayApp", both).needs.missing == [
        "a Gateway with listeners of HTTP 80, TCP 5432, UDP 53, and a controller that serves it"
    ]


def test_a_controller_without_the_port_is_told_which_one_to_open() -> None:
    (problem,) = trial("IngressApp", app(), [("controller", "traefik", TRAEFIK)]).problems
    assert str(problem) == (
        "ports[0].entry_port: 5432 is no TCP port of the controller; "
        "add it to the controller's `tcp_ports`"
    )


@pytest.mark.parametrize(
    ("strategy", "front", "balancers", "relays"),
    [
        ("HostNetworkApp", "", 0, []),
        ("HostPortApp", "", 0, ["the node's port map"]),
        ("NodePortApp", "", 0, ["kube-proxy of a node"]),
        ("IngressApp", "", 0, ["the controller"]),
        ("GatewayApp", "", 0, ["the controller"]),
        ("CloudLoadBalancedApp", "cloud", 1, ["the load balancer", "kube-proxy of a node"]),
        ("CloudLoadBalancedApp", "MetalLB", 0, ["the load balancer", "kube-proxy of a node"]),
    ],
)
def test_costs(strategy: str, front: str, balancers: int, relays: list[str]) -> None:
    costs = outcome(strategy, app(ports=HTTP), front=front).costs
    assert (costs.balancers, costs.relays) == (balancers, relays)


@pytest.mark.parametrize(
    ("balancer", "balancers"),
    [
        pytest.param(VIP, 1, id="own"),
        pytest.param({"octavia": {"existing": {"name": "edge"}}}, 0, id="existing"),
        pytest.param({**VIP, "shared": SHARED}, 0, id="shared"),
        pytest.param(
            {"cloud": {"public": True, "openstack": {"load_balancer_id": "1"}}}, 0, id="by id"
        ),
    ],
)
def test_balancers_that_are_there_cost_nothing_more(
    balancer: dict[str, Any], balancers: int
) -> None:
    found = outcome("CloudLoadBalancedApp", app(load_balancer=balancer))
    assert found.costs.balancers == balancers


@pytest.mark.parametrize(
    ("strategy", "args", "expected"),
    [
        ("HostNetworkApp", {}, Stability.POD_MOVES),
        ("HostNetworkApp", {"kind": "DaemonSet"}, Stability.NODE_FAILS),
        ("NodePortApp", {}, Stability.NODE_FAILS),
        ("NodePortApp", {"client_ip": "preserve"}, Stability.POD_MOVES),
        ("CloudLoadBalancedApp", {}, Stability.ONE_ADDRESS),
        ("IngressApp", {"ports": HTTP}, Stability.ONE_ADDRESS),
        ("IngressApp", {"ports": TCP}, Stability.NODE_FAILS),
    ],
)
def test_what_moves_an_address(strategy: str, args: dict[str, Any], expected: Stability) -> None:
    assert outcome(strategy, app(**args)).gives.stability is expected


def test_a_name_promises_no_more_than_the_nodes_that_it_leads_to() -> None:
    dns = {"name": "a.example.com", "zone": {"designate": {"name": "example.com"}}}
    gives = outcome("NodePortApp", app(dns=dns)).gives
    assert gives.stability is Stability.NODE_FAILS
    assert [each["host"] for each in gives.endpoints] == ["a.example.com"]


def test_where_nodes_are_not_known_two_stand_for_them() -> None:
    unknown = app(ports=[{"container_port": 80, "node_port": 30000}], cluster={})
    urls = [each["url"] for each in outcome("NodePortApp", unknown).gives.endpoints]
    assert urls == ["tcp://<a node>:30000", "tcp://<another node>:30000"]
    pinned = app(ports=HTTP, cluster={}, node_selector={"kubernetes.io/hostname": "kubenode01"})
    gives = outcome("HostPortApp", pinned).gives
    assert [each["host"] for each in gives.endpoints] == ["<a node>"]
    assert gives.stability is Stability.NODE_FAILS


def test_ports_that_clients_can_be_given() -> None:
    ports = {each.strategy: each.outcome for each in comparison(app(ports=HTTP)).trials}
    assert {title: found.gives.ports for title, found in ports.items() if found} == {
        "CloudLoadBalancedApp": "any",
        "GatewayApp": "the controller's",
        "HostNetworkApp": "the container's",
        "HostPortApp": "any",
        "IngressApp": "the controller's",
        "NodePortApp": "30000-32767",
    }


def test_a_rollout_that_ends_pods_first_is_a_drawback() -> None:
    said = [w for w in outcome("HostPortApp", app()).warnings if w.startswith("a rollout")]
    assert said == [
        "a rollout ends the old pod before the new one starts: clients are cut off meanwhile"
    ]
    assert not any(w.startswith("a rollout") for w in outcome("NodePortApp", app()).warnings)


def test_words_that_a_strategy_does_not_have_are_lost() -> None:
    args: dict[str, Any] = {
        "ports": HTTP,
        "tls": {"secret_name": "a"},
        "hosts": ["a.example.com"],
        "namespace": {"name": "databases"},
    }
    assert outcome("NodePortApp", app(**args)).lost == ["tls"]
    assert outcome("GatewayApp", app(**args)).lost == []
    assert outcome("IngressApp", app(**args)).lost == []


def test_the_client_address_is_lost_where_nothing_keeps_it() -> None:
    asked = app(ports=HTTP, client_ip="preserve", hosts=["a.example.com"])
    assert outcome("HostNetworkApp", asked).lost == []
    hidden = [("controller", "traefik", TRAEFIK)]
    assert outcome("IngressApp", asked, hidden).lost == ["client_ip"]
    shown = [("controller", "traefik", {**TRAEFIK, "client_ip_kept": True})]
    assert outcome("IngressApp", asked, shown).lost == []


def test_the_port_that_clients_know_is_kept_where_it_can_be() -> None:
    behind = app("HostPortApp", ports=[{"container_port": 8086, "host_port": 443}])
    urls = {
        each.title: [e["url"] for e in each.outcome.gives.endpoints]
        for each in comparison(behind).trials
        if each.outcome
    }
    assert urls["CloudLoadBalancedApp, MetalLB"] == ["tcp://<MetalLB>:443"]
    assert urls["HostPortApp"] == ["tcp://10.13.241.89:443", "tcp://10.13.241.10:443"]
    assert urls["HostNetworkApp"] == ["tcp://10.13.241.89:8086", "tcp://10.13.241.10:8086"]


def test_the_present_strategy_is_tried_with_its_own_args() -> None:
    ports = [{"container_port": 8086, "node_port": 30000}]
    args: dict[str, Any] = {"ports": ports, "client_ip": "preserve"}
    (present,) = [t for t in comparison(app("NodePortApp", **args)).trials if t.is_present]
    assert present.strategy == "NodePortApp"
    assert present.args == app(**args).args


def test_the_default_of_the_present_strategy_needs_nothing_more() -> None:
    (present,) = [t for t in comparison(app("CloudLoadBalancedApp")).trials if t.is_present]
    assert present.title == "CloudLoadBalancedApp, the cluster's cloud"
    assert present.outcome is not None
    assert present.outcome.needs.missing == []


def test_what_other_apps_have_taken_is_refused() -> None:
    other = Claim("web", "ports[0].host_port", 5432, ("port", "", "TCP", 5432))
    found = compared(app(), STRATEGIES, taken=[other]).trials
    refused = {each.strategy: [str(p) for p in each.problems] for each in found if each.problems}
    assert set(refused) == {"HostNetworkApp", "HostPortApp"}
    assert refused["HostPortApp"] == [
        "ports[0].container_port: 5432 is claimed by web too (ports[0].host_port); choose another, "
        "or give the clusters names if they are two"
    ]


def test_args_may_hold_words_of_any_strategy_and_no_others() -> None:
    ports = [{"container_port": 1, "host_port": 2, "node_port": 30000, "octavia": {}}]
    assert arg_problems({"image": "a", "ports": ports, "tls": {}}, STRATEGIES) == []
    wrong = {"imag": "a", "ports": [{"container_port": "1"}, {"nodeport": 1}], "replicas": "2"}
    assert [str(p) for p in arg_problems(wrong, STRATEGIES)] == [
        "imag: is not known; did you mean image?",
        "replicas: is of type str; give a whole number",
        "ports[0].container_port: is of type str; give a whole number",
        "ports[1]: has no `container_port`; give the port that the container listens on",
    ]
    assert [p.path for p in arg_problems({"image": "a"}, STRATEGIES)] == ["ports"]


@pytest.mark.parametrize(
    ("args", "strategy", "expected"),
    [
        pytest.param({"ports": HTTP}, None, True, id="by appProtocol"),
        pytest.param({"readiness": {"http_path": "/"}}, None, True, id="by its probe"),
        pytest.param({"hosts": ["a"]}, None, True, id="by hosts"),
        pytest.param({}, "IngressApp", True, id="by its Ingress"),
        pytest.param({"ports": [{**TCP[0], "entry_port": 1}]}, "IngressApp", False, id="passed on"),
        pytest.param(
            {"ports": [{**TCP[0], "route": "TCPRoute"}]}, "GatewayApp", False, id="by a TCPRoute"
        ),
        pytest.param(
            {"ports": [{**TCP[0], "app_protocol": "kubernetes.io/h2c"}]}, None, True, id="h2c"
        ),
        pytest.param({}, None, False, id="unknown"),
        pytest.param({"ports": UDP, "hosts": ["a"]}, None, False, id="UDP"),
    ],
)
def test_whether_an_app_speaks_http(
    args: dict[str, Any], strategy: str | None, expected: bool
) -> None:
    found: App = app(strategy, **args)
    assert found.is_http(found.ports[0], STRATEGIES) is expected
