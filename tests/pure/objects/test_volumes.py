from typing import Any

import pytest

from exposure_components.objects.volumes import binds_to_one_node
from exposure_components.strategies.node_port import NODE_PORT
from tests.pure.apps import app, container, exposed, manifest, pod_spec


def volume(**source: Any) -> dict[str, Any]:
    return {"name": "data", "mount_path": "/data", **source}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"empty_dir": {}}, {"emptyDir": {}}),
        (
            {"empty_dir": {"medium": "Memory", "size_limit": "1Gi"}},
            {"emptyDir": {"medium": "Memory", "sizeLimit": "1Gi"}},
        ),
        ({"config_map": "a"}, {"configMap": {"name": "a"}}),
        ({"secret": "a"}, {"secret": {"secretName": "a"}}),
        ({"claim": "a"}, {"persistentVolumeClaim": {"claimName": "a"}}),
        (
            {"new_claim": {"size": "1Gi"}},
            {"persistentVolumeClaim": {"claimName": "influxdb-data"}},
        ),
    ],
    ids=["empty", "memory", "ConfigMap", "Secret", "claim", "new claim"],
)
def test_a_volume(source: dict[str, Any], expected: dict[str, Any]) -> None:
    assert pod_spec(app(volumes=[volume(**source)]))["volumes"] == [{"name": "data", **expected}]


def test_a_mount() -> None:
    volumes = [
        volume(empty_dir={}),
        {
            "name": "keys",
            "mount_path": "/keys",
            "sub_path": "a",
            "read_only": True,
            "secret": "k",
        },
    ]
    assert container(app(volumes=volumes))["volumeMounts"] == [
        {"name": "data", "mountPath": "/data"},
        {"name": "keys", "mountPath": "/keys", "subPath": "a", "readOnly": True},
    ]


def test_a_new_claim_is_made_with_the_app() -> None:
    claim = {"size": "1Gi", "storage_class": "fast", "access_modes": ["ReadWriteMany"]}
    args = app(volumes=[volume(new_claim=claim)])
    assert manifest("PersistentVolumeClaim", args) == {
        "apiVersion": "v1",
        "kind": "PersistentVolumeClaim",
        "metadata": {
            "name": "influxdb-data",
            "labels": {
                "app.kubernetes.io/name": "influxdb",
                "exposure-components/app": "influxdb",
            },
            "annotations": {"pulumi.com/skipAwait": "true"},
        },
        "spec": {
            "accessModes": ["ReadWriteMany"],
            "resources": {"requests": {"storage": "1Gi"}},
            "storageClassName": "fast",
        },
    }


def test_the_pods_of_a_stateful_set_get_claims_of_their_own() -> None:
    args = app(kind="StatefulSet", volumes=[volume(new_claim={"size": "1Gi"})])
    kinds = [o["kind"] for o in exposed(args, NODE_PORT).objects]
    assert kinds == ["StatefulSet", "Service"]
    assert "volumes" not in pod_spec(args)
    assert container(args)["volumeMounts"] == [{"name": "data", "mountPath": "/data"}]


@pytest.mark.parametrize(
    ("kind", "modes", "binds"),
    [
        ("Deployment", None, True),
        ("Deployment", ["ReadWriteOncePod"], True),
        ("Deployment", ["ReadWriteMany", "ReadWriteOnce"], True),
        ("Deployment", ["ReadWriteMany"], False),
        ("StatefulSet", None, False),
    ],
    ids=["default", "one pod", "one mode of two", "many nodes", "claims of their own"],
)
def test_pods_fight_for_a_volume(kind: str, modes: list[str] | None, binds: bool) -> None:
    claim = {"size": "1Gi"} | ({} if modes is None else {"access_modes": modes})
    args: Any = app(kind=kind, volumes=[volume(new_claim=claim)])
    assert binds_to_one_node(args) is binds
