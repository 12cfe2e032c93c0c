from typing import Any

import pytest

from exposure_components.exposing import Strategy
from exposure_components.strategies.host_network import HOST_NETWORK
from exposure_components.strategies.host_port import HOST_PORT
from exposure_components.strategies.node_port import NODE_PORT
from tests.pure.apps import app, manifest

SELECTOR = {"exposure-components/app": "influxdb"}
PORT = {"name": "tcp-8086", "port": 8086, "targetPort": 8086, "protocol": "TCP"}


@pytest.mark.parametrize(
    ("strategy", "args", "expected"),
    [
        (HOST_NETWORK, app(), {"type": "ClusterIP"}),
        (HOST_PORT, app(), {"type": "ClusterIP"}),
        (NODE_PORT, app(), {"type": "NodePort", "externalTrafficPolicy": "Cluster"}),
        (
            NODE_PORT,
            app(client_ip="preserve"),
            {"type": "NodePort", "externalTrafficPolicy": "Local"},
        ),
        (
            NODE_PORT,
            app(external_traffic_policy="Local"),
            {"type": "NodePort", "externalTrafficPolicy": "Local"},
        ),
        (
            NODE_PORT,
            app(allowed_cidrs=["10.0.0.0/8"]),
            {"type": "NodePort", "externalTrafficPolicy": "Local"},
        ),
        (
            NODE_PORT,
            app(session_affinity={"type": "ClientIP"}),
            {
                "type": "NodePort",
                "externalTrafficPolicy": "Cluster",
                "sessionAffinity": "ClientIP",
            },
        ),
        (
            NODE_PORT,
            app(session_affinity={"type": "ClientIP", "timeout": 60}),
            {
                "type": "NodePort",
                "externalTrafficPolicy": "Cluster",
                "sessionAffinity": "ClientIP",
                "sessionAffinityConfig": {"clientIP": {"timeoutSeconds": 60}},
            },
        ),
    ],
    ids=[
        *("hostNetwork", "hostPort", "nodePort", "address kept", "Local", "allow list"),
        *("sticky", "sticky for a minute"),
    ],
)
def test_a_service(strategy: Strategy, args: Any, expected: dict[str, Any]) -> None:
    made = manifest("Service", args, strategy)
    assert made["spec"] == {"selector": SELECTOR, "ports": [PORT], **expected}


def test_a_port_of_a_service() -> None:
    port = {
        "container_port": 8086,
        "name": "http",
        "port": 80,
        "node_port": 30000,
        "app_protocol": "http",
    }
    assert manifest("Service", app(ports=[port]))["spec"]["ports"] == [
        {
            "name": "http",
            "port": 80,
            "targetPort": 8086,
            "protocol": "TCP",
            "nodePort": 30000,
            "appProtocol": "http",
        }
    ]


def test_metadata_of_a_service() -> None:
    args = app(
        name="db",
        namespace={"name": "apps"},
        labels={"team": "a", "app.kubernetes.io/name": "metrics"},
        annotations={"example.org/owner": "a"},
    )
    assert manifest("Service", args)["metadata"] == {
        "name": "db",
        "namespace": "apps",
        "labels": {
            "app.kubernetes.io/name": "metrics",
            "team": "a",
            "exposure-components/app": "db",
        },
        "annotations": {"example.org/owner": "a", "pulumi.com/skipAwait": "true"},
    }


def test_a_workload_is_awaited() -> None:
    assert "annotations" not in manifest("Deployment", app())["metadata"]
