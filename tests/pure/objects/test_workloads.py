from typing import Any

import pytest

from exposure_components.exposing import Strategy
from exposure_components.strategies.host_network import HOST_NETWORK
from exposure_components.strategies.host_port import HOST_PORT
from exposure_components.strategies.node_port import NODE_PORT
from tests.pure.apps import STRATEGIES, app, container, manifest, pod_spec

OWN = {"exposure-components/app": "influxdb"}


def spec(args: Any, strategy: Strategy = NODE_PORT) -> dict[str, Any]:
    """Of the workload, without its template."""
    kind = str(args.get("kind", "Deployment"))
    whole = manifest(kind, args, strategy)["spec"]
    return {key: value for key, value in whole.items() if key != "template"}


ONE_BY_ONE = {"type": "RollingUpdate", "rollingUpdate": {"maxSurge": 0, "maxUnavailable": 1}}
ROLLING = {"type": "RollingUpdate"}
SELECTOR = {"matchLabels": OWN}
CLAIM = {"name": "data", "mount_path": "/data", "new_claim": {"size": "1Gi"}}
SHARED = {**CLAIM, "new_claim": {"size": "1Gi", "access_modes": ["ReadWriteMany"]}}


@pytest.mark.parametrize(
    ("strategy", "args", "expected"),
    [
        (NODE_PORT, app(), {"replicas": 1, "selector": SELECTOR, "strategy": ROLLING}),
        (NODE_PORT, app(replicas=0), {"replicas": 0, "selector": SELECTOR, "strategy": ROLLING}),
        (NODE_PORT, app(autoscaled=True), {"selector": SELECTOR, "strategy": ROLLING}),
        (HOST_PORT, app(), {"replicas": 1, "selector": SELECTOR, "strategy": ONE_BY_ONE}),
        (HOST_NETWORK, app(), {"replicas": 1, "selector": SELECTOR, "strategy": ONE_BY_ONE}),
        (
            NODE_PORT,
            app(volumes=[CLAIM]),
            {"replicas": 1, "selector": SELECTOR, "strategy": ONE_BY_ONE},
        ),
        (
            NODE_PORT,
            app(volumes=[SHARED]),
            {"replicas": 1, "selector": SELECTOR, "strategy": ROLLING},
        ),
        (
            NODE_PORT,
            app(kind="DaemonSet"),
            {"selector": SELECTOR, "updateStrategy": ROLLING},
        ),
        (
            HOST_PORT,
            app(kind="DaemonSet"),
            {"selector": SELECTOR, "updateStrategy": ONE_BY_ONE},
        ),
        (
            HOST_PORT,
            app(kind="StatefulSet"),
            {
                "replicas": 1,
                "selector": SELECTOR,
                "updateStrategy": ROLLING,
                "serviceName": "influxdb",
            },
        ),
        (
            NODE_PORT,
            app(kind="StatefulSet", volumes=[CLAIM]),
            {
                "replicas": 1,
                "selector": SELECTOR,
                "updateStrategy": ROLLING,
                "serviceName": "influxdb",
                "volumeClaimTemplates": [
                    {
                        "metadata": {"name": "data"},
                        "spec": {
                            "accessModes": ["ReadWriteOnce"],
                            "resources": {"requests": {"storage": "1Gi"}},
                        },
                    }
                ],
            },
        ),
    ],
    ids=[
        *("Deployment", "no replica", "autoscaled", "hostPort", "hostNetwork", "exclusive claim"),
        *("shared claim", "DaemonSet", "DaemonSet with hostPort", "StatefulSet", "templates"),
    ],
)
def test_a_workload(strategy: Strategy, args: Any, expected: dict[str, Any]) -> None:
    assert spec(args, strategy) == expected


@pytest.mark.parametrize("strategy", STRATEGIES, ids=lambda s: str(s.title))
def test_a_selector_holds_no_label_of_the_users(strategy: Strategy) -> None:
    args = app(labels={"team": "a", "app.kubernetes.io/name": "b"})
    assert manifest("Deployment", args, strategy)["spec"]["selector"] == SELECTOR
    assert manifest("Service", args, strategy)["spec"]["selector"] == OWN


@pytest.mark.parametrize(
    ("strategy", "network"),
    [
        (NODE_PORT, {}),
        (HOST_PORT, {}),
        (HOST_NETWORK, {"hostNetwork": True, "dnsPolicy": "ClusterFirstWithHostNet"}),
    ],
    ids=lambda value: getattr(value, "title", ""),
)
def test_a_pod_of_which_nothing_is_said(strategy: Strategy, network: dict[str, Any]) -> None:
    port = {"name": "tcp-8086", "containerPort": 8086, "protocol": "TCP"}
    taken = {} if strategy is NODE_PORT else {"hostPort": 8086}
    assert pod_spec(app(), strategy) == {
        **network,
        "automountServiceAccountToken": False,
        "securityContext": {
            "runAsNonRoot": True,
            "seccompProfile": {"type": "RuntimeDefault"},
        },
        "containers": [
            {
                "name": "influxdb",
                "image": "influxdb:1.8",
                "ports": [{**port, **taken}],
                "readinessProbe": {"tcpSocket": {"port": 8086}},
                "livenessProbe": {"tcpSocket": {"port": 8086}},
                "securityContext": {
                    "allowPrivilegeEscalation": False,
                    "capabilities": {"drop": ["ALL"]},
                },
            }
        ],
    }


@pytest.mark.parametrize(
    ("strategy", "port", "expected"),
    [
        (NODE_PORT, {"node_port": 30000}, {}),
        (HOST_PORT, {"host_port": 80}, {"hostPort": 80}),
        (
            HOST_PORT,
            {"host_port": 80, "host_ip": "10.0.0.1"},
            {"hostPort": 80, "hostIP": "10.0.0.1"},
        ),
        (HOST_NETWORK, {"host_port": 8086}, {"hostPort": 8086}),
    ],
    ids=["nodePort", "hostPort", "bound", "hostNetwork"],
)
def test_a_port_of_the_container(
    strategy: Strategy, port: dict[str, Any], expected: dict[str, Any]
) -> None:
    args = app(ports=[{"container_port": 8086, "protocol": "UDP", "name": "a", **port}])
    own = {"name": "a", "containerPort": 8086, "protocol": "UDP"}
    assert container(args, strategy)["ports"] == [{**own, **expected}]


def test_what_runs_in_the_container() -> None:
    args = app(
        command=("a",),
        args=("b", "c"),
        env={"A": "b"},
        env_value_from={
            "C": {"secret": "s", "key": "k"},
            "D": {"config_map": "m", "key": "k", "optional": True},
        },
        env_from=[{"secret": "s", "prefix": "S_"}, {"config_map": "m", "optional": True}],
        resources={"limits": {"cpu": "1"}},
        image_pull_policy="Never",
    )
    made = container(args)
    assert {key: made[key] for key in made.keys() - container(app()).keys()} == {
        "command": ["a"],
        "args": ["b", "c"],
        "env": [
            {"name": "A", "value": "b"},
            {"name": "C", "valueFrom": {"secretKeyRef": {"name": "s", "key": "k"}}},
            {
                "name": "D",
                "valueFrom": {"configMapKeyRef": {"name": "m", "key": "k", "optional": True}},
            },
        ],
        "envFrom": [
            {"prefix": "S_", "secretRef": {"name": "s"}},
            {"configMapRef": {"name": "m", "optional": True}},
        ],
        "resources": {"limits": {"cpu": "1"}},
        "imagePullPolicy": "Never",
    }


def test_where_the_pods_run() -> None:
    args = app(
        node_selector={"disk": "ssd"},
        tolerations=[{"operator": "Exists"}, {"key": "a", "value": "b", "effect": "NoSchedule"}],
        spread=[{"topology_key": "zone", "required": True}, {"max_skew": 3}],
        image_pull_secrets=["registry"],
        termination_grace_period=0,
    )
    made = pod_spec(args)
    assert {key: made[key] for key in made.keys() - pod_spec(app()).keys()} == {
        "nodeSelector": {"disk": "ssd"},
        "tolerations": [
            {"operator": "Exists"},
            {"key": "a", "operator": "Equal", "value": "b", "effect": "NoSchedule"},
        ],
        "topologySpreadConstraints": [
            {
                "topologyKey": "zone",
                "maxSkew": 1,
                "whenUnsatisfiable": "DoNotSchedule",
                "labelSelector": SELECTOR,
            },
            {
                "topologyKey": "kubernetes.io/hostname",
                "maxSkew": 3,
                "whenUnsatisfiable": "ScheduleAnyway",
                "labelSelector": SELECTOR,
            },
        ],
        "imagePullSecrets": [{"name": "registry"}],
        "terminationGracePeriodSeconds": 0,
    }


@pytest.mark.parametrize(
    ("more", "is_spread"),
    [
        ({}, False),
        ({"replicas": 2}, True),
        ({"autoscaled": True}, True),
        ({"replicas": 2, "spread": []}, False),
    ],
    ids=["one pod", "two pods", "autoscaled", "turned off"],
)
def test_several_pods_are_spread(more: dict[str, Any], is_spread: bool) -> None:
    assert ("topologySpreadConstraints" in pod_spec(app(**more))) is is_spread
